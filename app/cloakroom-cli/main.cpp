#include "CommandLine.h"

#include <QCoreApplication>

#include <langinfo.h>

#include <clocale>
#include <cstring>

namespace {

/// Qt expects UTF-8 and warns about anything else; scripts and cron often run in the "C" locale.
void ensureUtf8()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        qputenv("LC_ALL", "C.UTF-8");
    }
}

} // namespace

int main(int argc, char* argv[])
{
    ensureUtf8();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("cloakroom"));
    return cloakroom::cli::runProgram(argc, argv);
}
