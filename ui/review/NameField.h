#pragma once

#include "ui/review/ReviewPhoto.h"

#include <QLineEdit>

class QCompleter;
class QStandardItemModel;

namespace cloakroom::ui {

/// A field to say who a face is: completion with the likely people first, more about each in small letters behind the
/// name.
class NameField : public QLineEdit {
    Q_OBJECT
public:
    explicit NameField(QWidget* parent = nullptr);

    void setCandidates(const QList<LikelyPeople::Candidate>& candidates);
    /// Whether a name that is on no list may be added.
    void setMayAdd(bool mayAdd) { m_mayAdd = mayAdd; }
    /// What is shown while nobody is typing.
    void setSettledText(const QString& text);

Q_SIGNALS:
    void focused();
    void personChosen(cloakroom::PersonId person);
    /// A name that is on no list was entered.
    void unknownEntered(const QString& name);
    /// Enter on an unchanged field: go on.
    void passed();
    /// The name was deleted.
    void cleared();

protected:
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void enter();
    /// Enter takes the first one of the list.
    void markFirst();
    [[nodiscard]] QList<PersonId> matches(const QString& text) const;

    QStandardItemModel* m_model;
    QCompleter* m_completer;
    QString m_settled;
    bool m_mayAdd = false;
};

} // namespace cloakroom::ui
