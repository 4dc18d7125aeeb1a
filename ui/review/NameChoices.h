#pragma once

#include "ui/review/ReviewPhoto.h"

#include <QAbstractListModel>
#include <QList>
#include <QStringList>

class QCompleter;

namespace cloakroom::ui {

/// Names to complete from, likely people first, and those of them that fit what is typed at the moment. One for all
/// fields of a page: only one of them is typed into at a time.
class NameChoices final : public QAbstractListModel {
public:
    enum Role { PersonRole = Qt::UserRole + 1, AboutRole };

    explicit NameChoices(QObject* parent = nullptr);

    /// Taken in by the next narrow(): what somebody is about to choose from does not change under their hands.
    void setCandidates(const QList<LikelyPeople::Candidate>& candidates);
    /// Keeps the people who have, for each typed word, a name that begins with it; where there is nobody, those whose
    /// names contain what was typed. Capitals and accents do not matter. Whoever is called exactly that comes first;
    /// else the order stays. Nothing typed = everybody.
    void narrow(const QString& typed);
    [[nodiscard]] PersonId personAt(int row) const;
    /// With its list; no field has it yet.
    [[nodiscard]] QCompleter* completer() const { return m_completer; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Choice {
        PersonId person;
        QString name;
        QString about;
        QString folded;
        QStringList words; ///< of the folded name
    };

    void takeIn(const QList<LikelyPeople::Candidate>& candidates);

    QCompleter* m_completer;
    QList<LikelyPeople::Candidate> m_waiting; ///< the next candidates
    bool m_isWaiting = false;
    QList<Choice> m_choices;
    QList<int> m_fitting; ///< indexes of m_choices
};

} // namespace cloakroom::ui
