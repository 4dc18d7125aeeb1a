#pragma once

#include "core/base/Result.h"

#include <QWidget>

class QLineEdit;

namespace cloakroom {
class Password;
}

namespace cloakroom::ui {

/// Where the second factor lies: a path and a button to choose it.
class KeyFileField final : public QWidget {
    Q_OBJECT

public:
    explicit KeyFileField(QWidget* parent = nullptr);

    [[nodiscard]] QString path() const;
    void setPath(const QString& path);
    /// Reads the file into the password; does nothing when no path is there.
    [[nodiscard]] Result<void> addTo(Password& password) const;

private:
    void choose();

    QLineEdit* m_path;
};

} // namespace cloakroom::ui
