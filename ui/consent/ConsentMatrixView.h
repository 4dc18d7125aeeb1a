#pragma once

#include "core/catalogue/Consent.h"

#include <QTableView>

namespace cloakroom::ui {

class ConsentMatrixModel;

/// The cells of the consent page: purposes share the width, any cells can be chosen together, and Y, N and W decide
/// about them.
class ConsentMatrixView : public QTableView {
    Q_OBJECT
public:
    explicit ConsentMatrixView(ConsentMatrixModel* model, QWidget* parent = nullptr);

    /// Cells of purposes that are chosen; else the current one; may be none.
    [[nodiscard]] QList<QModelIndex> chosenCells() const;
    void sizeColumns();

Q_SIGNALS:
    void decided(Decision decision);
    /// Other cells than before, or none any more.
    void chosenChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void reset() override;

private:
    ConsentMatrixModel* m_model;
};

} // namespace cloakroom::ui
