#include "ui/common/FolderField.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardPaths>

namespace cloakroom::ui {

FolderField::FolderField(QString title, Of what, QWidget* parent)
    : QWidget(parent)
    , m_title(std::move(title))
    , m_what(what)
    , m_path(new QLineEdit)
{
    m_path->setAccessibleName(m_title);
    auto* choose = makeButton(tr("Choose…"));
    choose->setAccessibleName(m_title);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(m_path, 1);
    row->addWidget(choose);
    setFocusProxy(m_path);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // in a form that is short of room it would be cut
    connect(choose, &QPushButton::clicked, this, &FolderField::choose);
    connect(m_path, &QLineEdit::textChanged, this, &FolderField::changed);
}

QString FolderField::path() const
{
    return QDir::fromNativeSeparators(m_path->text().trimmed());
}

void FolderField::setPath(const QString& path)
{
    m_path->setText(QDir::toNativeSeparators(path));
}

void FolderField::setFieldName(const QString& name)
{
    m_path->setAccessibleName(name);
}

void FolderField::choose()
{
    const QString start =
        path().isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) : path();
    const QString chosen = m_what == Of::Folder ? QFileDialog::getExistingDirectory(this, m_title, start)
        : m_what == Of::File
        ? QFileDialog::getOpenFileName(this, m_title, start)
        : QFileDialog::getSaveFileName(this, m_title, start, {}, nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty()) {
        setPath(chosen);
    }
}

} // namespace cloakroom::ui
