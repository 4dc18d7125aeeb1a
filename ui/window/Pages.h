#pragma once

namespace cloakroom::ui {

class MainWindow;
class Session;

/// The one place where pages are made, put into the window and wired to each other.
void addPages(MainWindow& window, Session& session);

} // namespace cloakroom::ui
