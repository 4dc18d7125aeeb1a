#include "ui/window/Pages.h"

#include "ui/photos/PhotosPage.h"
#include "ui/review/ReviewPage.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Session.h"

namespace cloakroom::ui {

namespace {

void addPhotos(MainWindow& window, Session& session)
{
    auto* photos = new PhotosPage(session);
    window.addPage(QStringLiteral("photos"), QStringLiteral("photos"), photos);
    QObject::connect(&session, &Session::photosRequested, &window, [&window, photos](const PhotoFilter& filter) {
        photos->showFilter(filter);
        window.showPage(QStringLiteral("photos"));
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
    addPhotos(window, session);
    addReview(window, session);
    QObject::connect(&session, &Session::pageRequested, &window, &MainWindow::showPage);
}

} // namespace cloakroom::ui
