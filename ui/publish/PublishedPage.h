#pragma once

#include "core/catalogue/Records.h"
#include "ui/common/Page.h"

#include <QHash>

#include <optional>

class QCheckBox;
class QComboBox;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace cloakroom::ui {

class Chip;
class EmptyState;
class RegisterModel;

/// Every photo that left the school, and what has to come down.
class PublishedPage : public Page {
    Q_OBJECT
public:
    explicit PublishedPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;

    [[nodiscard]] RegisterModel* model() const { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }

private:
    QWidget* makeFilters();
    QWidget* makeDetails();
    void readChoices();
    void readEntries();
    void readCount();
    void showDetails();
    void markTakenDown();
    void replace();
    void setPlace();
    void showProof();
    [[nodiscard]] std::optional<RegisterEntry> selected() const;

    RegisterModel* m_model;
    QTableView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QComboBox* m_purpose;
    QComboBox* m_person;
    QCheckBox* m_takedowns;
    QHash<PurposeId, QString> m_purposeNames;
    QHash<PersonId, QString> m_names;

    QWidget* m_detailsBody;
    QLabel* m_picture;
    QLabel* m_heading;
    Chip* m_chip;
    QLabel* m_reason;
    QLabel* m_facts;
    QPushButton* m_takenDown;
    QPushButton* m_replace;
    QPushButton* m_setPlace;
    QPushButton* m_proof;
};

} // namespace cloakroom::ui
