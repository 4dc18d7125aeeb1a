#include "core/storage/Hardening.h"
#include "ui/common/Theme.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Pages.h"
#include "ui/window/Session.h"
#include "ui/window/SignInPage.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

#include <cstdio>

using namespace cloakroom::ui;

namespace {

struct Options {
    QString library;
    QString theme;
};

Options readOptions(const QApplication& app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "The photo library of a school office."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption library(QStringLiteral("library"),
                                     QCoreApplication::translate("main", "Offer this library at sign-in."),
                                     QStringLiteral("folder"));
    const QCommandLineOption theme(QStringLiteral("theme"),
                                   QCoreApplication::translate("main", "light, dark or system."),
                                   QStringLiteral("appearance"));
    parser.addOptions({library, theme});
    parser.process(app);
    return {parser.value(library), parser.value(theme)};
}

/// English is a translation too: it holds the plurals.
void installWords(QTranslator& translator)
{
    const QString folder = QStringLiteral(":/i18n");
    if (translator.load(QLocale(), QStringLiteral("cloakroom"), QStringLiteral("_"), folder)
        || translator.load(QStringLiteral("cloakroom_en"), folder)) {
        QApplication::installTranslator(&translator);
    }
}

void installQtWords(QTranslator& translator)
{
    if (translator.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                        QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QApplication::installTranslator(&translator);
    }
}

} // namespace

int main(int argc, char* argv[])
{
    cloakroom::hardenProcess();
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("cloakroom"));
    QApplication::setOrganizationName(QStringLiteral("cloakroom"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cloakroom"));
    QApplication::setDesktopFileName(QStringLiteral("cloakroom"));
    QTranslator qtWords;
    QTranslator ownWords;
    installQtWords(qtWords);
    installWords(ownWords);
    const Options options = readOptions(app);

    const QString remembered = QSettings().value(QStringLiteral("window/appearance")).toString();
    const auto mode = Theme::modeFromKey(options.theme.isEmpty() ? remembered : options.theme);
    if (!mode && !options.theme.isEmpty()) {
        std::fprintf(stderr, "cloakroom: --theme takes light, dark or system\n");
        return 2;
    }
    Theme::current().setMode(mode.value_or(Theme::Mode::System));

    Session session;
    MainWindow window(session);
    addPages(window, session);
    if (!options.library.isEmpty()) {
        window.signIn().setFolder(options.library);
    }
    window.show();
    return QApplication::exec();
}
