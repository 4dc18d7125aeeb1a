#include "ui/common/RecoveryPaper.h"

#include <QCoreApplication>
#include <QDate>
#include <QFile>
#include <QLocale>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QTextDocument>
#include <QUrl>

namespace cloakroom::ui {

namespace {

constexpr int kGroupsPerLine = 5;

QString say(const char* text)
{
    return QCoreApplication::translate("RecoveryPaper", text);
}

void fill(QTextDocument& page, const RecoveryPaper& paper)
{
    page.addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("key:qr")), qrPicture(paper.key, 8));
    const QString day = QLocale().toString(QDate::currentDate(), QLocale::LongFormat);
    // Black on white whatever the window looks like.
    page.setHtml(QStringLiteral("<body style='color:#000000'><h1>%1</h1><p>%2</p><pre style='font-size:16pt'>%3</pre>"
                                "<p><img src='key:qr' width='220' height='220'></p><p>%4</p><p>%5</p></body>")
                     .arg(say("Recovery key of the photo library"), paper.schoolName.toHtmlEscaped(),
                          recoveryKeyInLines(paper.key),
                          say("It opens the library without any password: keep this page in the school's safe, and "
                              "nowhere else. The last character of each group finds a mistyped one."),
                          say("Made on %1. A newer recovery key makes this one worthless.").arg(day)));
}

} // namespace

QString recoveryKeyInLines(const QString& key)
{
    QString plain = key;
    plain.replace(QLatin1Char('-'), QLatin1Char(' '));
    const QStringList groups = plain.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QStringList lines;
    for (qsizetype i = 0; i < groups.size(); i += kGroupsPerLine) {
        lines.append(groups.mid(i, kGroupsPerLine).join(QLatin1Char(' ')));
    }
    return lines.join(QLatin1Char('\n'));
}

QImage recoveryPicture(const RecoveryPaper& paper, int width)
{
    QTextDocument page;
    fill(page, paper);
    page.setTextWidth(width);
    QImage picture(page.size().toSize(), QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    page.drawContents(&painter);
    return picture;
}

bool printRecoveryPaper(const RecoveryPaper& paper, QWidget* parent)
{
    QPrinter printer(QPrinter::HighResolution);
    QPrintDialog dialog(&printer, parent);
    if (dialog.exec() != QDialog::Accepted) {
        return false;
    }
    QTextDocument page;
    fill(page, paper);
    page.print(&printer);
    return true;
}

bool saveRecoveryPaper(const RecoveryPaper& paper, const QString& path)
{
    if (QFile::exists(path)) {
        return false;
    }
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(path);
    printer.setPageSize(QPageSize(QPageSize::A4));
    QTextDocument page;
    fill(page, paper);
    page.print(&printer);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return QFile(path).size() > 0;
}

} // namespace cloakroom::ui
