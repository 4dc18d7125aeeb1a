#include "ui/common/KeyFileField.h"

#include "core/storage/KeyFile.h"
#include "core/storage/Password.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>

namespace cloakroom::ui {

KeyFileField::KeyFileField(QWidget* parent)
    : QWidget(parent)
    , m_path(new QLineEdit)
{
    m_path->setAccessibleName(tr("Key file"));
    auto* choose = makeButton(tr("Choose…"));
    choose->setAccessibleName(tr("Choose the key file"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    row->addWidget(m_path, 1);
    row->addWidget(choose);
    setFocusProxy(m_path);
    connect(choose, &QPushButton::clicked, this, &KeyFileField::choose);
}

QString KeyFileField::path() const
{
    return QDir::fromNativeSeparators(m_path->text().trimmed());
}

void KeyFileField::setPath(const QString& path)
{
    m_path->setText(QDir::toNativeSeparators(path));
}

Result<void> KeyFileField::addTo(Password& password) const
{
    if (path().isEmpty()) {
        return {};
    }
    auto secret = readKeyFile(path());
    if (!secret) {
        return propagate(secret);
    }
    password.setKeyFile(std::move(*secret));
    return {};
}

void KeyFileField::choose()
{
    const QString chosen = QFileDialog::getOpenFileName(this, tr("Choose the key file"), path());
    if (!chosen.isEmpty()) {
        setPath(chosen);
    }
}

} // namespace cloakroom::ui
