#include "Terminal.h"

#include <QtGlobal>

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>

namespace cloakroom::cli {

namespace {

constexpr int kPasswordBytes = 4096;
constexpr int kBarWidth = 30;
constexpr qint64 kRedrawMilliseconds = 100;

volatile std::sig_atomic_t isInterrupted = 0;

void onInterrupt(int signal)
{
    isInterrupted = 1;
    std::signal(signal, SIG_DFL); // NOLINT(bugprone-signal-handler): allowed in a handler by POSIX
}

void writeError(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

/// Switches the terminal's echo off and, whatever happens, on again.
class EchoOff {
public:
    EchoOff()
    {
        if (tcgetattr(STDIN_FILENO, &m_before) != 0) {
            return;
        }
        m_isOff = true;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~EchoOff()
    {
        if (m_isOff) {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
            writeError(QStringLiteral("\n"));
        }
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;

private:
    termios m_before{};
    bool m_isOff = false;
};

bool readByte(char& byte)
{
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
        if (count == 1) {
            return true;
        }
        if (count == 0 || errno != EINTR || isInterrupted != 0) {
            return false;
        }
    }
}

} // namespace

bool standard_input::isTerminal()
{
    return isatty(STDIN_FILENO) == 1;
}

std::optional<QByteArray> standard_input::readLine(int longest)
{
    QByteArray line;
    line.reserve(std::min(longest, kPasswordBytes)); // a password is not left behind by a growing buffer
    char byte = 0;
    bool sawAny = false;
    while (readByte(byte)) {
        sawAny = true;
        if (byte == '\n') {
            break;
        }
        if (line.size() < longest) {
            line.append(byte);
        }
    }
    if (!sawAny) {
        return std::nullopt;
    }
    if (line.endsWith('\r')) {
        line.chop(1);
    }
    return line;
}

std::optional<QByteArray> standard_input::askHidden(const QString& question)
{
    writeError(question);
    const EchoOff echoOff;
    return readLine(kPasswordBytes);
}

std::optional<QString> standard_input::ask(const QString& question)
{
    writeError(question);
    const auto line = readLine();
    return line ? std::optional(QString::fromUtf8(*line).trimmed()) : std::nullopt;
}

void watchForInterrupt()
{
    struct sigaction action { };
    action.sa_handler = onInterrupt;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
}

ProgressBar::ProgressBar(bool isQuiet)
    : m_isShown(!isQuiet && isatty(STDERR_FILENO) == 1)
{
    m_started.start();
}

ProgressBar::~ProgressBar()
{
    if (m_hasDrawn) {
        writeError(QStringLiteral("\r\033[K"));
    }
}

void ProgressBar::report(qint64 done, qint64 total, const QString&)
{
    const bool isDue = !m_sinceDrawn.isValid() || m_sinceDrawn.elapsed() >= kRedrawMilliseconds;
    if (!m_isShown || total <= 0 || !isDue) {
        return;
    }
    m_sinceDrawn.start();
    m_hasDrawn = true;
    const int filled = static_cast<int>(std::clamp<qint64>(done * kBarWidth / total, 0, kBarWidth));
    QString line = QStringLiteral("\r[%1%2] %3/%4")
                       .arg(QString(filled, QLatin1Char('#')), QString(kBarWidth - filled, QLatin1Char(' ')))
                       .arg(done)
                       .arg(total);
    if (done > 0 && done < total) {
        line += QStringLiteral("  %1 s left").arg(m_started.elapsed() * (total - done) / done / 1000);
    }
    writeError(line + QStringLiteral("\033[K"));
}

bool ProgressBar::isCancelled() const
{
    return isInterrupted != 0;
}

} // namespace cloakroom::cli
