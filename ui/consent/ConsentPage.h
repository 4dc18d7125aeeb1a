#pragma once

#include "core/catalogue/Consent.h"
#include "core/consent/ConsentLedger.h"
#include "ui/common/Page.h"

class QComboBox;
class QLabel;
class QModelIndex;
class QPushButton;
class QStackedWidget;

namespace cloakroom::ui {

class ConsentDetails;
class ConsentMatrixModel;
class ConsentMatrixView;
class ConsentPapers;
class DecisionBar;
class EmptyState;

/// Who agreed to what: people down, purposes across. Y, N and W on one or many cells record a yes, a no or a
/// withdrawal.
class ConsentPage : public Page {
    Q_OBJECT
public:
    explicit ConsentPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;

    [[nodiscard]] ConsentMatrixView* table() const { return m_table; }
    [[nodiscard]] ConsentMatrixModel* model() const { return m_model; }

private:
    struct Matrix {
        QList<MatrixRow> rows;
        QList<Purpose> purposes;
        QDate today;
    };
    QWidget* makeFilters();
    void connectAll();
    void readGroups();
    void readMatrix();
    void showMatrix(const Matrix& matrix);
    void readCell();
    void askFor(Decision decision);
    void record();
    void storeDrafts(const QList<ConsentDraft>& drafts);
    void recordOne();
    void importList();
    void enterSlips();
    void showEffect();
    [[nodiscard]] QList<ConsentDraft> draftsOfBar() const;
    [[nodiscard]] std::optional<GroupId> chosenGroup() const;
    void afterChange(int takedowns, int decisions);

    ConsentMatrixModel* m_model;
    ConsentMatrixView* m_table;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    ConsentDetails* m_details;
    DecisionBar* m_bar;
    QComboBox* m_group;
    QLabel* m_keys;
    ConsentPapers* m_papers;
    QPushButton* m_print;
    QPushButton* m_slips;
    QPushButton* m_import;
    QPushButton* m_record;
    QDate m_today;
};

} // namespace cloakroom::ui
