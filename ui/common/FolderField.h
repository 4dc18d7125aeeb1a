#pragma once

#include <QWidget>

#include <utility>

class QLineEdit;

namespace cloakroom::ui {

/// A folder, or a file: its path, and a button to choose it. `title` is what the window for choosing says.
class FolderField final : public QWidget {
    Q_OBJECT

public:
    enum class Of { Folder, File, NewFile };

    explicit FolderField(QString title, QWidget* parent = nullptr)
        : FolderField(std::move(title), Of::Folder, parent)
    {
    }
    FolderField(QString title, Of what, QWidget* parent = nullptr);

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
    Of m_what;
    QLineEdit* m_path;
};

} // namespace cloakroom::ui
