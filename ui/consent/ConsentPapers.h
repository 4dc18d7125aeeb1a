#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QObject>
#include <QString>

#include <optional>

class QMenu;
class QWidget;

namespace cloakroom::ui {

class Session;

/// What goes home to families: forms, reminder letters, lists for mail merge. Shown first, then printed or saved.
class ConsentPapers : public QObject {
    Q_OBJECT
public:
    ConsentPapers(Session& session, QWidget* window);

    /// Adds its entries.
    void fillMenu(QMenu& menu) const;
    /// Whom they are for from now on; absent = everybody.
    void setGroup(std::optional<GroupId> group, const QString& name);

    void showForms();
    void showLetters();
    void showDue();

Q_SIGNALS:
    void failed(const cloakroom::Error& error);

private:
    [[nodiscard]] QString fileName(const QString& what) const;

    Session& m_session;
    QWidget* m_window;
    std::optional<GroupId> m_group;
    QString m_groupName;
};

} // namespace cloakroom::ui
