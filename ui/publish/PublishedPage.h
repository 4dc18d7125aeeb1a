#pragma once

#include "core/catalogue/Records.h"
#include "ui/common/Page.h"

#include <QHash>

#include <optional>

class QComboBox;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace cloakroom {
struct ReissueRequest;
}

namespace cloakroom::ui {

class FormDialog;
class EmptyState;
class PublicationDetails;
class RegisterModel;

/// Every photo that left the school, and what has to come down.
class PublishedPage : public Page {
    Q_OBJECT
public:
    explicit PublishedPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;

    /// What the table lists.
    enum class View { Everything, ToDo, PublicNow };
    void setView(View view);
    /// Everything in which the person was published, seen or covered.
    void showPerson(PersonId person);
    /// Asks the register about a file from anywhere, and shows the answer.
    void askAbout(const QString& path);

    [[nodiscard]] RegisterModel* model() const { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }

private:
    QWidget* makeFilters();
    void readChoices();
    void readEntries();
    void readCount();
    void showDetails();
    void markTakenDown();
    void replace();
    void replaceAs(const ReissueRequest& wanted, FormDialog* dialog);
    void setPlace();
    void markReviewed();
    void showProof();
    void chooseFile();
    void saveTable();
    void showEntry(RegisterId entry);
    void connectDetails();
    [[nodiscard]] std::optional<RegisterEntry> selected() const;

    RegisterModel* m_model;
    QTableView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QComboBox* m_purpose;
    QComboBox* m_person;
    QComboBox* m_view;
    QPushButton* m_save;
    PersonId m_wantedPerson; ///< to be chosen when people have been read
    RegisterId m_wanted; ///< to be selected when the table has been read
    QHash<PurposeId, QString> m_purposeNames;
    QHash<PersonId, QString> m_names;

    PublicationDetails* m_details;
};

} // namespace cloakroom::ui
