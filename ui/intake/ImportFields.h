#pragma once

#include "core/intake/Importer.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace cloakroom::ui {

class Session;

/// What is said of all photos of one import: event, group, photographer and a note.
class ImportFields final : public QWidget {
    Q_OBJECT

public:
    explicit ImportFields(Session& session, QWidget* parent = nullptr);

    /// Offers the library's events and groups.
    void readChoices();
    /// Puts what was typed into a request.
    void fill(ImportRequest& request) const;
    /// What was typed goes; the group stays for the next card.
    void clearTyped();
    /// Nothing of the library is left, when it locks.
    void forget();
    void focusFirst();

Q_SIGNALS:
    /// Enter in the event's field.
    void entered();

private:
    Session& m_session;
    QLineEdit* m_event;
    QComboBox* m_group;
    QLineEdit* m_photographer;
    QLineEdit* m_note;
};

} // namespace cloakroom::ui
