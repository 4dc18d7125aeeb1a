#pragma once

#include "core/base/Paper.h"

#include <QDialog>
#include <QTextDocument>

class QLabel;

namespace cloakroom::ui {

/// Something to print, as it will look, to be printed or saved as a PDF. Opened with open(); deletes itself.
class PaperDialog : public QDialog {
    Q_OBJECT
public:
    /// `fileName`: what a PDF is called unless the user says otherwise, without ".pdf".
    PaperDialog(const Paper& paper, const QString& fileName, QWidget* parent);

    /// As if the user had chosen that file.
    void saveTo(const QString& path);

private:
    void print();
    void save();

    Paper m_paper;
    QString m_fileName;
    QTextDocument m_document;
    QLabel* m_message;
};

} // namespace cloakroom::ui
