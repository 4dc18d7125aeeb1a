#include "core/publish/ExportPublish.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PendingExport.h"
#include "core/faces/FacesReconcile.h"
#include "core/publish/TargetFolder.h"
#include "core/review/SignOffs.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace cloakroom {

namespace {

constexpr int kMostNames = 100'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportPublish", text);
}

/// Nothing in a file's name but the purpose, the day and a number: never a person or what the photo was called.
QString neutralName(const QString& purposeKey, QDate day, int number)
{
    QString stem;
    for (const QChar letter : purposeKey) {
        const bool isPlain = letter.unicode() < 128 && (letter.isLetterOrNumber() || letter == QLatin1Char('-'));
        stem += isPlain ? letter : QLatin1Char('-');
    }
    constexpr int kDigits = 3;
    return QStringLiteral("%1-%2-%3.jpg")
        .arg(stem, day.toString(Qt::ISODate))
        .arg(number, kDigits, 10, QLatin1Char('0'));
}

template <typename IdType>
QJsonArray arrayOf(const QList<IdType>& ids)
{
    QJsonArray array;
    for (const IdType id : ids) {
        array += id.value;
    }
    return array;
}

QJsonObject subjectOf(const ExportPlan& plan, RegisterId entry)
{
    QList<PersonId> people;
    for (const RegisteredFace& face : plan.registeredFaces()) {
        if (face.isShown && face.person.isValid() && !people.contains(face.person)) {
            people += face.person;
        }
    }
    return {{QStringLiteral("photo"), plan.photo.value},
            {QStringLiteral("purpose"), plan.purpose.id.value},
            {QStringLiteral("register"), entry.value},
            {QStringLiteral("persons"), arrayOf(people)},
            {QStringLiteral("faces"), arrayOf(plan.coveredFaces)},
            {QStringLiteral("consents"), arrayOf(plan.consents())}};
}

NewRegisterEntry entryOf(const Library& library, const ExportPlan& plan, const FinishedPicture& picture,
                         const QString& file)
{
    NewRegisterEntry entry;
    entry.photo = plan.photo;
    entry.purpose = plan.purpose.id;
    entry.exportedAt = library.clock().now();
    entry.by = library.user().id;
    entry.file = file;
    entry.place = picture.place;
    entry.style = picture.style;
    entry.sha256 = picture.sha256;
    entry.size = picture.size;
    entry.facesHash = plan.facesHash;
    if (plan.purpose.profile.reviewAfterDays > 0) {
        entry.reviewOn = library.today().addDays(plan.purpose.profile.reviewAfterDays);
    }
    entry.faces = plan.registeredFaces();
    entry.consents = plan.consents();
    return entry;
}

Result<RegisterId> enter(Library& library, const ExportPlan& plan, const FinishedPicture& picture,
                         const TargetFolder& target, const QString& file)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    auto entry = RegisterRepository(library.db()).insert(entryOf(library, plan, picture, file));
    if (!entry) {
        return entry;
    }
    if (const auto done = keepPendingExport(library.db(), *entry, target.path() + QLatin1Char('/') + file); !done) {
        return propagate(done);
    }
    if (const auto done = audit::append(library, QStringLiteral("photo.export"), subjectOf(plan, *entry)); !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return entry;
}

/// The file did not get its name: nothing left, and both are on record.
Result<void> takeBack(Library& library, const ExportPlan& plan, RegisterId entry)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = RegisterRepository(library.db()).remove(entry); !done) {
        return done;
    }
    if (auto done = clearPendingExport(library.db()); !done) {
        return done;
    }
    if (auto done = audit::append(library, QStringLiteral("photo.export-undone"), subjectOf(plan, entry)); !done) {
        return done;
    }
    return transaction->commit();
}

QString freeName(const ExportPlan& plan, QDate day, const TargetFolder& target, int& number)
{
    while (number < kMostNames && target.holds(neutralName(plan.purpose.key, day, number))) {
        ++number;
    }
    return neutralName(plan.purpose.key, day, number++);
}

/// Nothing, or why the picture may not leave any more.
Refusal askAgain(Library& library, const ExportPlan& plan, const ExportTerms& terms)
{
    const auto fresh = planExport(library, plan.photo, terms);
    if (!fresh) {
        return refusalFor(Rule::SourceUnusable, fresh.error());
    }
    if (fresh->isBlocked()) {
        return fresh->clearance.reasons;
    }
    if (!fresh->letsOutTheSameAs(plan)) {
        return {{Rule::NotWritten,
                 tr("What may be seen in this photo changed while it was being exported. Export it again.")}};
    }
    return {};
}

Result<void> addFaces(Library& library, const ExportPlan& plan, const QList<DetectedFace>& found,
                      const QString& detector)
{
    FaceChanges changes;
    for (const DetectedFace& unknown : found) {
        Face face;
        face.photo = plan.photo;
        face.rect = pixelBox(unknown.box, plan.size);
        face.confidence = unknown.confidence;
        face.detector = detector;
        if (!face.rect.isEmpty()) {
            changes.added += face;
        }
    }
    if (changes.isEmpty()) {
        return {};
    }
    return FaceRepository(library.db()).apply(plan.photo, changes);
}

} // namespace

Refusal refusalFor(Rule rule, const Error& error)
{
    return {{rule, error.text}};
}

tl::expected<PublishedPicture, Refusal> publishPicture(Library& library, const ExportPlan& plan,
                                                       const ExportTerms& terms, const FinishedPicture& picture,
                                                       const TargetFolder& target, int& number)
{
    if (const Refusal refusal = askAgain(library, plan, terms); !refusal.isEmpty()) {
        return tl::unexpected(refusal);
    }
    for (;;) {
        const QString name = freeName(plan, library.today(), target, number);
        const auto entry = enter(library, plan, picture, target, name);
        if (!entry) {
            return tl::unexpected(refusalFor(Rule::NotWritten, entry.error()));
        }
        const auto published = picture.file->publish(name);
        if (published) {
            // Should this fail, the next opening finds the file where it was to be, and clears it.
            (void)clearPendingExport(library.db());
            return PublishedPicture{*entry, target.path() + QLatin1Char('/') + name};
        }
        Refusal refusal = refusalFor(Rule::NotWritten, published.error());
        if (const auto undone = takeBack(library, plan, *entry); !undone) {
            return tl::unexpected(refusal + refusalFor(Rule::NotWritten, undone.error()));
        }
        if (published.error().code != ErrorCode::AlreadyExists || number >= kMostNames) {
            return tl::unexpected(refusal);
        }
    }
}

Result<void> sendBackToReview(Library& library, const ExportPlan& plan, const QList<DetectedFace>& unknownFaces,
                              const QString& detector)
{
    // Before the faces are added: that voids the sign-offs, and there would be nothing left to take back.
    if (auto done = SignOffs(library).revoke(plan.photo); !done) {
        return done;
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = addFaces(library, plan, unknownFaces, detector); !done) {
        return done;
    }
    if (auto done = audit::append(
            library, QStringLiteral("photo.export-check-failed"),
            {{QStringLiteral("photo"), plan.photo.value}, {QStringLiteral("added"), qint64{unknownFaces.size()}}});
        !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
