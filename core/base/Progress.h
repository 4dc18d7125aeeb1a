#pragma once

#include <QString>
#include <QtGlobal>

namespace cloakroom {

/// How long work tells its caller where it is and learns that it should stop. Called from the working thread.
class Progress {
public:
    virtual ~Progress() = default;

    /// `done` of `total` items; `item` names the current one for the user's eyes (may be empty, never stored).
    virtual void report(qint64 done, qint64 total, const QString& item) = 0;
    /// Asked between items: true ends the work cleanly after the current one.
    [[nodiscard]] virtual bool isCancelled() const = 0;
};

/// For callers that neither watch nor stop.
class NoProgress final : public Progress {
public:
    void report(qint64, qint64, const QString&) override { }
    [[nodiscard]] bool isCancelled() const override { return false; }
};

} // namespace cloakroom
