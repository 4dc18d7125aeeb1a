#pragma once

#include <QWidget>

class QLineEdit;

namespace cloakroom::ui {

/// A folder: its path, and a button to choose it. `title` is what the window for choosing says.
class FolderField final : public QWidget {
    Q_OBJECT

public:
    explicit FolderField(QString title, QWidget* parent = nullptr);

    /// As typed, with slashes; empty for none.
    [[nodiscard]] QString path() const;
    void setPath(const QString& path);
    /// What screen readers call the field.
    void setFieldName(const QString& name);

Q_SIGNALS:
    void changed();

private:
    void choose();

    QString m_title;
    QLineEdit* m_path;
};

} // namespace cloakroom::ui
