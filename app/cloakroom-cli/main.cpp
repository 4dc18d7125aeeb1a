#include "CommandLine.h"

#include <QGuiApplication>

#ifdef Q_OS_UNIX
#include <langinfo.h>
#endif

#include <algorithm>
#include <clocale>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace {

/// Qt expects UTF-8 and warns about anything else; scripts and cron often run in the "C" locale.
void ensureUtf8()
{
#ifdef Q_OS_UNIX
    // NOLINTBEGIN(concurrency-mt-unsafe): no other thread has started
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        qputenv("LC_ALL", "C.UTF-8");
    }
    // NOLINTEND(concurrency-mt-unsafe)
#endif
}

/// Printing and the school's name on photos take fonts, which QCoreApplication has not; everything else goes without
/// them. `qtArgc` is what Qt may know of the command line: it would take out what it believes to be for itself, such as
/// "--style icon".
std::unique_ptr<QCoreApplication> makeApplication(std::span<char*> words, int& qtArgc)
{
    const bool prints = std::any_of(words.begin(), words.end(), [](const char* word) {
        const std::string_view said(word);
        return said == "receipt" || said == "forms" || said == "letters" || said == "proof" || said == "export"
            || said == "reissue" || said == "shell";
    });
    if (!prints) {
        return std::make_unique<QCoreApplication>(qtArgc, words.data());
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(qtArgc, words.data());
}

} // namespace

int main(int argc, char* argv[])
{
    ensureUtf8();
    int qtArgc = std::min(argc, 1); // the program's name; has to live as long as the application
    const auto application = makeApplication({argv, static_cast<size_t>(argc)}, qtArgc);
    QCoreApplication::setApplicationName(QStringLiteral("cloakroom"));
    return cloakroom::cli::runProgram(argc, argv);
}
