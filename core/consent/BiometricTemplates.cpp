#include "core/consent/BiometricTemplates.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/BackupRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/LibrarySettings.h"
#include "core/catalogue/UserRepository.h"
#include "core/consent/BiometricFacts.h"
#include "core/consent/People.h"
#include "core/storage/DatabaseSearch.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace cloakroom {

namespace {

/// Stored: never rename it. Other reasons are keys of rules.
const QString kFaceChanged = QStringLiteral("face-changed");

QString tr(const char* text)
{
    return QCoreApplication::translate("Recognition", text);
}

QString reasonText(const QString& key)
{
    if (key == kFaceChanged) {
        return tr("A face was named otherwise, moved or erased, or another model is in use.");
    }
    for (int rule = 0; rule <= static_cast<int>(RecognitionRule::Left); ++rule) {
        if (key == recognitionRuleKey(static_cast<RecognitionRule>(rule))) {
            return recognitionRuleText(static_cast<RecognitionRule>(rule));
        }
    }
    return {};
}

Result<void> removeForbidden(Library& library)
{
    TemplateRepository templates(library.db());
    const auto people = templates.people();
    if (!people) {
        return propagate(people);
    }
    if (people->isEmpty()) {
        return {};
    }
    const auto rules = enrolmentOf(library, *people);
    if (!rules) {
        return propagate(rules);
    }
    for (const PersonId person : *people) {
        if (rules->value(person, RecognitionRule::NoConsent) == RecognitionRule::Allowed) {
            continue;
        }
        if (auto done = templates.removeOf(person); !done) {
            return done;
        }
    }
    return {};
}

Result<void> writeReceipt(Library& library, PersonId person, RecognitionRule rule)
{
    TemplateReceipt draft;
    draft.person = person;
    draft.at = library.clock().now();
    draft.user = library.user().id;
    draft.reason = rule == RecognitionRule::Allowed ? kFaceChanged : recognitionRuleKey(rule);
    draft.generation = library.folder().generation();
    const auto receipt = TemplateRepository(library.db()).settle(draft);
    if (!receipt) {
        return propagate(receipt);
    }
    return audit::append(
        library, QStringLiteral("template.remove"),
        {{QStringLiteral("person"), person.value}, {QStringLiteral("template_receipt"), receipt->value}});
}

// Looks for the marks as an erasure looks for keys: in every page, free ones too, after the log was brought in.
Result<void> checkReceipts(Library& library)
{
    TemplateRepository templates(library.db());
    const auto unchecked = templates.uncheckedReceipts();
    if (!unchecked) {
        return propagate(unchecked);
    }
    if (unchecked->isEmpty()) {
        return {};
    }
    if (auto emptied = library.db().emptyLog(); !emptied) {
        return emptied;
    }
    const QString catalogue = library.folder().folder().cataloguePath();
    const bool isLogEmpty = QFileInfo(catalogue + QStringLiteral("-wal")).size() == 0;
    for (const TemplateReceiptId receipt : *unchecked) {
        const auto marks = templates.marks(receipt);
        if (!marks) {
            return propagate(marks);
        }
        const auto copies = searchDatabase(catalogue, *marks);
        if (!copies) {
            return propagate(copies);
        }
        const QJsonObject checked{{QStringLiteral("mark_copies"), *copies}, {QStringLiteral("log_empty"), isLogEmpty}};
        const QString text = QString::fromUtf8(QJsonDocument(checked).toJson(QJsonDocument::Compact));
        if (auto done = templates.setChecked(receipt, text); !done) {
            return done;
        }
    }
    return {};
}

/// The last day on which a backup may hold what was deleted at `at`.
Result<std::optional<QDate>> inBackupsUntil(Library& library, const QDateTime& at)
{
    const auto settings = librarySettings(library.db());
    const auto backups = BackupRepository(library.db()).lastByTarget();
    if (!settings || !backups) {
        return !settings ? Result<std::optional<QDate>>(propagate(settings)) : propagate(backups);
    }
    for (const BackupRecord& backup : *backups) {
        if (backup.oldestAt <= at) {
            return std::optional(at.toLocalTime().date().addDays(settings->backupKeepDays + 1));
        }
    }
    return std::optional<QDate>();
}

Result<TemplateErasure> erasureOf(Library& library, const TemplateReceipt& receipt)
{
    const auto left = TemplateRepository(library.db()).countOf(receipt.person);
    const auto user = UserRepository(library.db()).get(receipt.user);
    const auto until = inBackupsUntil(library, receipt.at);
    if (!left || !user || !until) {
        return tl::unexpected<Error>(!left ? left.error() : !user ? user.error() : until.error());
    }
    const QJsonObject checked = QJsonDocument::fromJson(receipt.checked.toUtf8()).object();
    TemplateErasure erasure;
    erasure.receipt = receipt;
    erasure.userName = *user ? (*user)->name : QString();
    erasure.reason = reasonText(receipt.reason);
    // After a change of one face, or a new consent, there may be others again.
    erasure.areRowsGone = left->templates == 0 || left->since >= receipt.at || receipt.reason == kFaceChanged;
    erasure.areMarksGone = checked.value(QStringLiteral("mark_copies")).toInteger(-1) == 0;
    erasure.isLogEmpty = checked.value(QStringLiteral("log_empty")).toBool();
    erasure.isKeyNew = library.folder().generation() > receipt.generation;
    erasure.inBackupsUntil = *until;
    return erasure;
}

} // namespace

Result<void> settleTemplates(Library& library)
{
    if (auto done = removeForbidden(library); !done) {
        return done;
    }
    const auto people = TemplateRepository(library.db()).unsettled();
    if (!people) {
        return propagate(people);
    }
    if (people->isEmpty()) {
        return {};
    }
    const auto rules = enrolmentOf(library, *people);
    if (!rules) {
        return propagate(rules);
    }
    for (const PersonId person : *people) {
        if (auto done = writeReceipt(library, person, rules->value(person, RecognitionRule::NoConsent)); !done) {
            return done;
        }
    }
    return {};
}

Result<void> commitSettled(Library& library, Transaction& transaction)
{
    if (auto done = settleTemplates(library); !done) {
        return done;
    }
    if (auto done = transaction.commit(); !done) {
        return done;
    }
    // What was decided stands. A log that somebody reads at this moment is emptied the next time, and the receipt says
    // so until then.
    if (!library.db().isInTransaction()) [[maybe_unused]]
        const auto looked = checkReceipts(library);
    return {};
}

Result<void> settleTemplatesNow(Library& library)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    return commitSettled(library, *transaction);
}

Result<QList<TemplateErasure>> templateErasures(Library& library)
{
    if (const auto allowed = library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    const auto receipts = TemplateRepository(library.db()).receipts();
    if (!receipts) {
        return propagate(receipts);
    }
    QList<TemplateErasure> erasures;
    for (const TemplateReceipt& receipt : *receipts) {
        if (const auto known = People(library).get(receipt.person); !known) {
            continue;
        }
        auto erasure = erasureOf(library, receipt);
        if (!erasure) {
            return propagate(erasure);
        }
        erasures += *std::move(erasure);
    }
    return erasures;
}

} // namespace cloakroom
