#pragma once

#include "core/catalogue/Purpose.h"
#include "core/consent/ConsentLedger.h"

#include <QAbstractTableModel>
#include <QDate>
#include <QHash>

#include <optional>
#include <vector>

namespace cloakroom::ui {

/// Returned slips while they are typed in: people down, purposes across, each cell a yes, a no or nothing yet. What was
/// known before shows quietly in cells without an answer. GUI thread.
class SlipModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kFirstPurposeColumn = 1;
    enum DataRole { MarkRole = Qt::UserRole + 1 }; ///< an int of Mark, for typed answers alone

    explicit SlipModel(QObject* parent = nullptr);

    void set(QList<MatrixRow> rows, QList<Purpose> purposes, QDate today);
    [[nodiscard]] bool isCell(const QModelIndex& index) const;
    void answer(const QModelIndex& cell, std::optional<bool> isYes);
    void answerRow(int row, std::optional<bool> isYes);
    void clearAnswers();
    /// A scan or photo of this person's slip, and the form it was printed from.
    void setEvidence(int row, const QString& path);
    void setForm(int row, ConsentFormId form);
    [[nodiscard]] int rowOf(PersonId person) const; ///< -1 = not in this list

    struct Slip {
        QList<ConsentDraft> drafts; ///< of one person, without the evidence's bytes
        QString evidencePath;
    };
    [[nodiscard]] QList<Slip> slips(Party party, QDate on) const;
    [[nodiscard]] int answers() const;
    [[nodiscard]] int answeredPeople() const;
    [[nodiscard]] const Person& personAt(int row) const { return m_rows[row].person; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void answersChanged();

private:
    struct Typed {
        std::vector<std::optional<bool>> answers;
        QString evidencePath;
        ConsentFormId form;
    };
    [[nodiscard]] QVariant nameData(int row, int role) const;
    [[nodiscard]] QVariant cellData(const QModelIndex& index, int role) const;

    QList<MatrixRow> m_rows;
    QList<Purpose> m_purposes;
    std::vector<Typed> m_typed; ///< one for each row
    QDate m_today;
};

} // namespace cloakroom::ui
