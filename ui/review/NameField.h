#pragma once

#include "core/base/Ids.h"

#include <QLineEdit>

namespace cloakroom::ui {

class NameChoices;

/// A field to say who a face is: a few letters, then Enter takes the one that is marked in the list of those who fit.
class NameField : public QLineEdit {
    Q_OBJECT
public:
    /// `choices` outlive the field.
    explicit NameField(NameChoices& choices, QWidget* parent = nullptr);

    /// Whether a name that is on no list may be added.
    void setMayAdd(bool mayAdd) { m_mayAdd = mayAdd; }
    /// What is shown while nobody is typing. Letters that were typed and not entered stay.
    void setSettledText(const QString& text);
    /// As if this had been typed, and Enter: the person who is called that, a choice of several, or unknownEntered().
    void enterName(const QString& name);

Q_SIGNALS:
    void focused();
    void personChosen(cloakroom::PersonId person);
    /// A name that is on no list was entered.
    void unknownEntered(const QString& name);
    /// Enter on an unchanged field: go on.
    void passed();
    /// The name was deleted.
    void cleared();
    /// Ctrl and Enter.
    void firstSuggestionWanted();

protected:
    bool event(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void enter();
    void choose(PersonId person);
    void showSettled();
    void offer(const QString& typed);
    /// Enter takes the first one of the list.
    void markFirst();
    [[nodiscard]] PersonId marked() const;

    NameChoices& m_choices;
    QString m_settled;
    bool m_mayAdd = false;
    bool m_isNarrowed = false; ///< the list changed since one of it was marked
};

} // namespace cloakroom::ui
