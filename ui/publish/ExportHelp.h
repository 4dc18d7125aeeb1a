#pragma once

#include "core/catalogue/Purpose.h"
#include "ui/publish/ExportPlan.h"

#include <QObject>

class QPushButton;
class QWidget;

namespace cloakroom::ui {

class Session;

/// The ways out for photos that stay in: name their faces, ask a second user, ask families. Each button leads to the
/// place where it is done.
class ExportHelp : public QObject {
    Q_OBJECT
public:
    ExportHelp(Session& session, Purpose purpose, QWidget* window);

    /// A button that solves it; null where only somebody else can.
    [[nodiscard]] QPushButton* makeButtonFor(ExportPlan::Help help, const QList<PhotoId>& photos, const QString& style);

    void nameFaces(const QList<PhotoId>& photos);
    /// Puts them before a second user.
    void askSecondLook(const QList<PhotoId>& photos, const QString& style);
    /// Lists whom to ask.
    void askConsent(const QList<PhotoId>& photos);

Q_SIGNALS:
    /// The user is led to another page.
    void left();
    void said(const QString& sentence);
    void failed(const QString& sentence);

private:
    Session& m_session;
    Purpose m_purpose;
    QWidget* m_window;
};

} // namespace cloakroom::ui
