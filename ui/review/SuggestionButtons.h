#pragma once

#include "core/faces/NameSuggestion.h"

#include <QWidget>

class QVBoxLayout;

namespace cloakroom::ui {

/// The names that a face may have, as quiet buttons: press one to name the face. Folded up it shows the first one
/// alone; open it shows all, where each comes from, how sure that is and what to mind, with "not this person" beside
/// and "suggest nobody" below those that were found by their looks; which can be taken back there.
class SuggestionButtons : public QWidget {
    Q_OBJECT
public:
    explicit SuggestionButtons(QWidget* parent = nullptr);

    /// `isQuiet`: nobody is to be suggested for this face by likeness. `faceNumber` is for screen readers.
    void setSuggestions(const QList<NameSuggestion>& suggestions, bool isQuiet, int faceNumber);
    void setOpen(bool isOpen);
    [[nodiscard]] const QList<NameSuggestion>& suggestions() const { return m_suggestions; }
    /// Puts the buttons behind `before` on the way of the Tab key.
    void chainTabs(QWidget* before);

Q_SIGNALS:
    void taken(const cloakroom::NameSuggestion& suggestion);
    void declined(const cloakroom::NameSuggestion& suggestion);
    void quietWanted(bool isQuiet);

private:
    void rebuild();
    void addLine(const NameSuggestion& suggestion);
    void addAbout(const NameSuggestion& suggestion);
    void addQuietButton();

    QVBoxLayout* m_layout;
    QList<NameSuggestion> m_suggestions;
    QList<QWidget*> m_tabStops;
    bool m_isQuiet = false;
    int m_faceNumber = 0;
    bool m_isOpen = false;
};

} // namespace cloakroom::ui
