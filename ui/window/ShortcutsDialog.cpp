#include "ui/window/ShortcutsDialog.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <initializer_list>

namespace cloakroom::ui {

namespace {

struct Line {
    QString keys;
    QString text;
};

void addSection(QVBoxLayout& column, const QString& title, std::initializer_list<Line> lines)
{
    QLabel* heading = makeLabel(title, "heading");
    heading->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    column.addWidget(heading);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(space::kLarge);
    grid->setVerticalSpacing(space::kTiny);
    grid->setColumnMinimumWidth(0, 120);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Line& line : lines) {
        grid->addWidget(makeLabel(line.keys, "strong"), row, 0);
        grid->addWidget(makeLabel(line.text), row, 1);
        ++row;
    }
    column.addLayout(grid);
    column.addSpacing(space::kSmall);
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* left = new QVBoxLayout;
    addSection(*left, tr("Everywhere"),
               {{tr("Ctrl+1 … Ctrl+9"), tr("Go to a page")},
                {tr("Ctrl+F"), tr("Search")},
                {tr("Ctrl+L"), tr("Lock the library")},
                {tr("Tab"), tr("Next button or field")},
                {tr("F1"), tr("This list")}});
    addSection(*left, tr("Consent"),
               {{tr("Y, N, W"), tr("Yes, no, withdrawn")}, {tr("Arrows"), tr("Move between people and purposes")}});
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    addSection(*right, tr("Photos"),
               {{tr("Arrows"), tr("Move; with Shift select more")},
                {tr("Space"), tr("Select or unselect")},
                {tr("Ctrl+A"), tr("Select all")},
                {tr("Enter"), tr("Open the photo")},
                {tr("Ctrl+E"), tr("Export what is selected")},
                {tr("Ctrl+D"), tr("Show or hide the details")},
                {tr("0 … 5"), tr("Rate")},
                {tr("Delete"), tr("To the bin")}});
    addSection(*right, tr("Review"),
               {{tr("Enter"), tr("Take the name and go on")},
                {tr("E"), tr("Preview as exported")},
                {tr("N"), tr("Show names under the faces")},
                {tr("A"), tr("Add a face")},
                {tr("C"), tr("Cover something else")},
                {tr("Page up, down"), tr("Photo before, photo after")}});
    right->addStretch(1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::kGiant);
    columns->addLayout(left);
    columns->addLayout(right);
    auto* close = makeButton(tr("Close"), ButtonKind::Primary);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kHuge, space::kHuge, space::kHuge, space::kLarge);
    layout->setSpacing(space::kLarge);
    layout->addWidget(makeLabel(tr("Keyboard shortcuts"), "title"));
    layout->addLayout(columns);
    layout->addWidget(close, 0, Qt::AlignRight);
}

} // namespace cloakroom::ui
