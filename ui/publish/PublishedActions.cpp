// What the page of publications does about them.
#include "core/catalogue/Library.h"
#include "core/publish/ExportJob.h"
#include "core/publish/FileOrigin.h"
#include "core/publish/PublicationProof.h"
#include "core/publish/Register.h"
#include "ui/common/FolderField.h"
#include "ui/common/FormDialog.h"
#include "ui/common/Message.h"
#include "ui/common/PaperDialog.h"
#include "ui/publish/OriginDialog.h"
#include "ui/publish/PublishedPage.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

namespace cloakroom::ui {

namespace {

/// Why the one photo of a reissue stayed in; empty when it left.
QString problemOf(const Result<ExportReport>& report)
{
    if (!report) {
        return report.error().text;
    }
    if (!report->exported.isEmpty()) {
        return {};
    }
    const bool hasReason = !report->refused.isEmpty() && !report->refused.first().reasons.isEmpty();
    return hasReason ? report->refused.first().reasons.first().text : PublishedPage::tr("The photo was not replaced.");
}

} // namespace

void PublishedPage::markTakenDown()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    session().ask(
        this, [id = entry->id](Library& library) { return Register(library).markTakenDown(id); },
        [this](const Result<void>& done) {
            if (!done) {
                showError(done.error());
                return;
            }
            Q_EMIT session().registerChanged();
        });
}

void PublishedPage::replace()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    auto* dialog = new FormDialog(tr("Replace with a covered one"), tr("Make the covered photo"), this);
    dialog->setObjectName(QStringLiteral("replaceDialog"));
    dialog->setIntroduction(tr("The photo is made again, covered by today's consents. Where the old file still lies in "
                               "the folder, the new one takes its place; elsewhere it gets the same name."));
    auto* folder = new FolderField(tr("The folder of the old photo, or where the covered one should go"));
    folder->setFieldName(tr("Folder"));
    auto* words = new QLineEdit(entry->caption);
    words->setObjectName(QStringLiteral("words"));
    words->setMaxLength(2000);
    words->setPlaceholderText(tr("None"));
    dialog->form()->addRow(tr("&Folder"), folder);
    dialog->form()->addRow(tr("&Words beside it"), words);
    dialog->setActionEnabled(false);
    connect(folder, &FolderField::changed, dialog,
            [dialog, folder] { dialog->setActionEnabled(QDir::isAbsolutePath(folder->path())); });
    connect(dialog, &FormDialog::submitted, this, [this, dialog, folder, words, id = entry->id] {
        dialog->setBusy(true);
        replaceAs({id, folder->path(), words->text().trimmed()}, dialog);
    });
    dialog->open();
}

void PublishedPage::replaceAs(const ReissueRequest& wanted, FormDialog* dialog)
{
    session().runJob(
        tr("Replacing a published photo"), this,
        [session = &session(), wanted](Progress& progress) {
            return reissuePhoto(session->library(), session->workers(), wanted, progress);
        },
        [this, open = QPointer<FormDialog>(dialog), folder = wanted.folder](const Result<ExportReport>& report) {
            const QString problem = problemOf(report);
            if (open && !problem.isEmpty()) {
                open->setBusy(false);
                open->showError(problem);
            } else if (!problem.isEmpty()) {
                message().say(Message::Kind::Warning, problem);
            } else {
                if (open) {
                    open->accept();
                }
                message().say(Message::Kind::Success,
                              tr("The covered photo is in %1, under the old name. Put it in the place of the old one, "
                                 "then say here that the old one is gone.")
                                  .arg(QDir::toNativeSeparators(folder)));
            }
            Q_EMIT session().registerChanged();
        });
}

void PublishedPage::showProof()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    session().ask(
        this, [id = entry->id](Library& library) { return publicationProof(library, id); },
        [this](const Result<PublicationProof>& proof) {
            if (!proof) {
                showError(proof.error());
                return;
            }
            const QString name =
                tr("Photo %1 published %2").arg(proof->entry.photo.value).arg(proof->day.toString(Qt::ISODate));
            (new PaperDialog(proofPaper(*proof), name, this))->open();
        });
}

void PublishedPage::setPlace()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    auto* dialog = new FormDialog(tr("Where is this photo used?"), tr("Save"), this);
    auto* place = new QLineEdit(entry->place);
    place->setMaxLength(500);
    place->setObjectName(QStringLiteral("place"));
    auto* link = new QLineEdit(entry->link);
    link->setMaxLength(2000);
    link->setObjectName(QStringLiteral("link"));
    link->setPlaceholderText(tr("For example: https://school.example/news/fair"));
    dialog->form()->addRow(tr("&Place"), place);
    dialog->form()->addRow(tr("&Address"), link);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, place, link, id = entry->id] {
        dialog->setBusy(true);
        session().ask(
            dialog,
            [id, where = place->text(), address = link->text()](Library& library) -> Result<void> {
                if (auto done = Register(library).setPlace(id, where); !done) {
                    return done;
                }
                return Register(library).setLink(id, address);
            },
            [this, dialog](const Result<void>& done) {
                dialog->setBusy(false);
                if (!done) {
                    dialog->showError(done.error().text);
                    return;
                }
                dialog->accept();
                Q_EMIT session().registerChanged();
            });
    });
    dialog->open();
    place->setFocus();
}

void PublishedPage::markReviewed()
{
    const auto entry = selected();
    if (!entry) {
        return;
    }
    auto* dialog = new FormDialog(tr("This photo may stay where it is"), tr("It may stay"), this);
    dialog->setIntroduction(tr("You have looked at it where it is published. When should somebody look again?"));
    auto* again = new QDateEdit(QDate::currentDate().addYears(1));
    again->setObjectName(QStringLiteral("again"));
    again->setCalendarPopup(true);
    again->setMinimumDate(QDate::currentDate().addDays(1));
    dialog->form()->addRow(tr("&Look again on"), again);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, again, id = entry->id] {
        dialog->setBusy(true);
        session().ask(
            dialog, [id, day = again->date()](Library& library) { return Register(library).markReviewed(id, day); },
            [this, dialog](const Result<void>& done) {
                dialog->setBusy(false);
                if (!done) {
                    dialog->showError(done.error().text);
                    return;
                }
                dialog->accept();
                Q_EMIT session().registerChanged();
            });
    });
    dialog->open();
}

void PublishedPage::chooseFile()
{
    auto* chooser = new QFileDialog(this, tr("Choose a picture"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, &PublishedPage::askAbout);
    chooser->open();
}

void PublishedPage::askAbout(const QString& path)
{
    session().runJob(
        tr("Looking for a file in the register"), this,
        [session = &session(), path](Progress&) { return findOrigin(session->library(), session->workers(), path); },
        [this, path](const Result<QList<FileOrigin>>& found) {
            if (!found) {
                showError(found.error());
                return;
            }
            auto* dialog = new OriginDialog(QFileInfo(path).fileName(), *found, m_purposeNames, this);
            connect(dialog, &OriginDialog::entryChosen, this, &PublishedPage::showEntry);
            dialog->open();
        });
}

void PublishedPage::showEntry(RegisterId entry)
{
    setView(View::Everything);
    m_purpose->setCurrentIndex(0);
    m_person->setCurrentIndex(0);
    m_wanted = entry;
    readEntries();
}

void PublishedPage::saveTable()
{
    auto* chooser = new QFileDialog(this, tr("Save what is public today"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setDefaultSuffix(QStringLiteral("csv"));
    chooser->selectFile(tr("Public today %1.csv").arg(QDate::currentDate().toString(Qt::ISODate)));
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString& path) {
        session().ask(
            this, [path](Library& library) { return Register(library).writePublicNow(path); },
            [this, path](const Result<qint64>& count) {
                if (!count) {
                    showError(count.error());
                    return;
                }
                message().say(Message::Kind::Success, tr("Saved as %1.").arg(QDir::toNativeSeparators(path)));
            });
    });
    chooser->open();
}

} // namespace cloakroom::ui
