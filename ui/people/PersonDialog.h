#pragma once

#include "core/catalogue/Person.h"
#include "ui/common/FormDialog.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLineEdit;

namespace cloakroom::ui {

/// Adds a person or changes their details.
class PersonDialog : public FormDialog {
    Q_OBJECT
public:
    /// A person without a valid id is a new one. `groups` are offered by name.
    PersonDialog(const Person& person, const QStringList& groups, QWidget* parent);

    /// What was given, with everything the dialog does not show unchanged.
    [[nodiscard]] Person person() const;

private:
    void addNames();
    void addDetails(const QStringList& groups);
    void addDays();
    void updateState();

    Person m_person;
    QLineEdit* m_givenName;
    QLineEdit* m_familyName;
    QLineEdit* m_preferredName;
    QComboBox* m_kind;
    QLineEdit* m_groups;
    QLineEdit* m_yearGroup;
    QLineEdit* m_externalId;
    QCheckBox* m_hasBirthday;
    QDateEdit* m_birthday;
    QCheckBox* m_hasLeft;
    QDateEdit* m_leftOn;
    QComboBox* m_parties;
};

} // namespace cloakroom::ui
