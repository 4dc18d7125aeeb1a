#include "ui/window/Pages.h"

#include "ui/admin/AuditPage.h"
#include "ui/admin/SettingsPage.h"
#include "ui/consent/ConsentPage.h"
#include "ui/home/HomePage.h"
#include "ui/intake/ImportPage.h"
#include "ui/people/PeoplePage.h"
#include "ui/photos/PhotosPage.h"
#include "ui/publish/ExportDialog.h"
#include "ui/publish/PublishedPage.h"
#include "ui/publish/SecondLookPage.h"
#include "ui/review/ReviewPage.h"
#include "ui/safeguarding/SafeguardingPage.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Session.h"

namespace cloakroom::ui {

namespace {

void addPhotos(MainWindow& window, Session& session)
{
    auto* photos = new PhotosPage(session);
    window.addPage(QStringLiteral("photos"), QStringLiteral("photos"), photos);
    QObject::connect(photos, &PhotosPage::searchChanged, &window, &MainWindow::showSearch);
    QObject::connect(&session, &Session::photosRequested, &window, [&window, photos](const PhotoFilter& filter) {
        photos->showFilter(filter);
        window.showPage(QStringLiteral("photos"));
    });
}

void addPeople(MainWindow& window, Session& session)
{
    auto* people = new PeoplePage(session);
    window.addPage(QStringLiteral("people"), QStringLiteral("people"), people, Right::SeePeople);
    QObject::connect(&session, &Session::personRequested, people, [&window, people](PersonId person) {
        window.showPage(QStringLiteral("people"));
        people->showPerson(person);
    });
    window.addPage(QStringLiteral("consent"), QStringLiteral("consent"), new ConsentPage(session), Right::SeePeople);
}

void addPublished(MainWindow& window, Session& session)
{
    window.addPage(QStringLiteral("second-look"), QStringLiteral("shield-check"), new SecondLookPage(session),
                   Right::Export);
    auto* published = new PublishedPage(session);
    window.addPage(QStringLiteral("published"), QStringLiteral("published"), published, Right::Export);
    QObject::connect(&window, &MainWindow::fileDropped, published, [&window, published](const QString& path) {
        window.showPage(QStringLiteral("published"));
        published->askAbout(path);
    });
    QObject::connect(&session, &Session::exportRequested, &window,
                     [&window, &session](const QList<PhotoId>& photos, PurposeId purpose) {
                         (new ExportDialog(session, photos, purpose, &window))->open();
                     });
}

void addReview(MainWindow& window, Session& session)
{
    auto* review = new ReviewPage(session);
    window.addPage(QStringLiteral("review"), QStringLiteral("review"), review);
    QObject::connect(&session, &Session::reviewRequested, review,
                     [&window, review](const QList<PhotoId>& photos, int index) {
                         review->open(photos, index);
                         window.showPage(QStringLiteral("review"));
                     });
}

} // namespace

void addPages(MainWindow& window, Session& session)
{
    window.addPage(QStringLiteral("home"), QStringLiteral("home"), new HomePage(session));
    addPhotos(window, session);
    window.addPage(QStringLiteral("import"), QStringLiteral("import"), new ImportPage(session), Right::Import);
    addPeople(window, session);
    addReview(window, session);
    addPublished(window, session);
    auto* safeguarding = new SafeguardingPage(session);
    window.addPage(QStringLiteral("safeguarding"), QStringLiteral("safeguarding"), safeguarding, Right::Safeguard);
    QObject::connect(safeguarding, &SafeguardingPage::publicationsRequested, &window, [&window](PersonId person) {
        window.showPage(QStringLiteral("published"));
        if (auto* published = qobject_cast<PublishedPage*>(window.page(QStringLiteral("published")))) {
            published->showPerson(person);
        }
    });
    window.addPage(QStringLiteral("audit"), QStringLiteral("audit"), new AuditPage(session), Right::SeeOwnAudit);
    window.addPage(QStringLiteral("settings"), QStringLiteral("settings"), new SettingsPage(session));
    QObject::connect(&session, &Session::pageRequested, &window, &MainWindow::showPage);
}

} // namespace cloakroom::ui
