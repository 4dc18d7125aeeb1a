#pragma once

#include "core/catalogue/Person.h"
#include "core/catalogue/Records.h"
#include "ui/common/Page.h"

#include <optional>

class QListWidget;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace cloakroom::ui {

class EmptyState;
class PeopleModel;

/// The safeguarding lead's inbox: flagged photos, obscured until somebody asks with a reason, and what to do with them;
/// and who is protected.
class SafeguardingPage : public Page {
    Q_OBJECT
public:
    explicit SafeguardingPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;

    void reveal();
    void decide(FlagOutcome outcome);

Q_SIGNALS:
    /// Where was this person published?
    void publicationsRequested(cloakroom::PersonId person);

private:
    QWidget* makeInbox();
    QWidget* makeDetails();
    QWidget* makeProtected();
    void readFlags();
    void readProtected();
    void readCount();
    void showTiles();
    void showTile(PhotoId photo);
    void showDetails();
    [[nodiscard]] std::optional<Flag> selected() const;

    QTabWidget* m_tabs;
    QStackedWidget* m_inboxStack;
    QListWidget* m_tiles;
    EmptyState* m_empty;
    QList<Flag> m_flags;
    PeopleModel* m_people;
    QTableView* m_protected;
    QStackedWidget* m_protectedStack;
    QPushButton* m_published;

    QWidget* m_detailsBody;
    QLabel* m_heading;
    QLabel* m_reason;
    QLabel* m_state;
    QWidget* m_outcomes;
};

} // namespace cloakroom::ui
