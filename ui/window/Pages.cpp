#include "ui/window/Pages.h"

#include "ui/review/ReviewPage.h"
#include "ui/window/MainWindow.h"
#include "ui/window/Session.h"

namespace cloakroom::ui {

namespace {

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
    QObject::connect(&session, &Session::pageRequested, &window, &MainWindow::showPage);
    addReview(window, session);
}

} // namespace cloakroom::ui
