#include "ui/window/Pages.h"

#include "ui/window/MainWindow.h"
#include "ui/window/Session.h"

namespace cloakroom::ui {

void addPages(MainWindow& window, Session& session)
{
    QObject::connect(&session, &Session::pageRequested, &window, &MainWindow::showPage);
}

} // namespace cloakroom::ui
