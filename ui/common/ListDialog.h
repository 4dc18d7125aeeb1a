#pragma once

#include <QDialog>
#include <QStringList>

class QLabel;
class QTableWidget;

namespace cloakroom::ui {

/// A list to read, to sort and to take along as a table. Opened with open(); deletes itself.
class ListDialog : public QDialog {
    Q_OBJECT
public:
    struct Content {
        QString title;
        QString introduction; ///< a sentence above the list
        QString empty; ///< instead of it, when there is nothing
        QStringList header;
        QList<QStringList> rows;
        QString fileName; ///< of the CSV, without ".csv"
    };
    ListDialog(const Content& content, QWidget* parent);

    [[nodiscard]] QTableWidget* table() const { return m_table; }
    /// As if the user had chosen that file.
    void saveTo(const QString& path);

private:
    void save();

    Content m_content;
    QTableWidget* m_table;
    QLabel* m_message;
};

} // namespace cloakroom::ui
