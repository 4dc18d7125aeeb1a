#pragma once

#include "core/base/Progress.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QString>

#include <optional>

namespace cloakroom::cli {

/// Standard input, read byte by byte, so that a password's line leaves the lines after it to the next reader.
namespace standard_input {

[[nodiscard]] bool isTerminal();
/// Without the line end; absent at the end of input. `longest` bytes at most, the rest of the line is dropped.
[[nodiscard]] std::optional<QByteArray> readLine(int longest = 1 << 20);
/// Asks on standard error and reads with echo off. Absent at the end of input.
[[nodiscard]] std::optional<QByteArray> askHidden(const QString& question);
[[nodiscard]] std::optional<QString> ask(const QString& question);

} // namespace standard_input

/// Ctrl+C ends the running job cleanly after its current item; a second one ends the program.
void watchForInterrupt();

/// A bar on standard error where that is a terminal, silence otherwise.
class ProgressBar final : public Progress {
public:
    explicit ProgressBar(bool isQuiet);
    ~ProgressBar() override;
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void report(qint64 done, qint64 total, const QString& item) override;
    [[nodiscard]] bool isCancelled() const override;

private:
    bool m_isShown;
    bool m_hasDrawn = false;
    QElapsedTimer m_started;
    QElapsedTimer m_sinceDrawn;
};

} // namespace cloakroom::cli
