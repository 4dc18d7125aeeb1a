#include "core/publish/ExportPublish.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PendingExport.h"
#include "core/catalogue/SignOffRepository.h"
#include "core/crypto/Sha256.h"
#include "core/faces/FacesReconcile.h"
#include "core/publish/TargetFolder.h"
#include "core/review/SignOffs.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kMostNames = 100'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportPublish", text);
}

/// Nothing in a file's name but the purpose, the month and a number: never a person or what the photo was called.
QString neutralPrefix(const QString& purposeKey, QDate day)
{
    QString stem;
    for (const QChar letter : purposeKey) {
        const bool isPlain = letter.unicode() < 128 && (letter.isLetterOrNumber() || letter == QLatin1Char('-'));
        stem += isPlain ? letter : QLatin1Char('-');
    }
    return QStringLiteral("%1-%2-").arg(stem, day.toString(QStringLiteral("yyyy-MM")));
}

QString neutralName(const QString& prefix, int number)
{
    constexpr int kDigits = 4;
    return prefix + QStringLiteral("%1.jpg").arg(number, kDigits, 10, QLatin1Char('0'));
}

/// One more than the highest that was ever given.
Result<int> nextNumber(Library& library, const QString& prefix)
{
    const auto files = RegisterRepository(library.db()).filesBeginning(prefix);
    if (!files) {
        return propagate(files);
    }
    int highest = 0;
    for (const QString& file : *files) {
        highest = std::max(highest, file.mid(prefix.size()).section(QLatin1Char('.'), 0, 0).toInt());
    }
    return highest + 1;
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
    entry.caption = picture.caption;
    entry.look = picture.look;
    entry.recipe = picture.recipe;
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

/// The second user whose look the purpose asks for; none where it does not.
Result<UserId> approverOf(Library& library, const ExportPlan& plan)
{
    if (!plan.purpose.secondCheck) {
        return UserId();
    }
    const auto known = SignOffRepository(library.db()).ofPhoto(plan.photo);
    if (!known) {
        return propagate(known);
    }
    UserId marked;
    UserId approved;
    for (const SignOff& signOff : *known) {
        if (signOff.isCurrent && signOff.kind == SignOffKind::Faces && !marked.isValid()) {
            marked = signOff.by;
        }
    }
    for (const SignOff& signOff : *known) {
        const bool isLook = signOff.kind == SignOffKind::Publish && signOff.purpose == plan.purpose.id;
        if (signOff.isCurrent && isLook && signOff.by != marked && !approved.isValid()) {
            approved = signOff.by;
        }
    }
    return approved;
}

/// The publication that is replaced stands for it from now on.
Result<void> replaceOld(Library& library, const ExportPlan& plan, RegisterId old, RegisterId by)
{
    RegisterRepository entries(library.db());
    const auto row = entries.get(old);
    if (!row) {
        return propagate(row);
    }
    if (row->entry.photo != plan.photo || row->entry.replacedBy.isValid()) {
        return fail(ErrorCode::Invalid, tr("This publication has been replaced before. Nothing was exported."));
    }
    if (auto done = entries.setReplaced(old, by); !done) {
        return done;
    }
    return audit::append(library, QStringLiteral("register.replace"),
                         {{QStringLiteral("register"), old.value},
                          {QStringLiteral("photo"), plan.photo.value},
                          {QStringLiteral("by"), by.value}});
}

Result<RegisterId> enter(Library& library, const ExportPlan& plan, const FinishedPicture& picture,
                         const TargetFolder& target, const QString& file)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    auto entry = enterPublication(library, plan, picture, file);
    if (!entry) {
        return entry;
    }
    if (picture.replaces.isValid()) {
        if (const auto done = replaceOld(library, plan, picture.replaces, *entry); !done) {
            return propagate(done);
        }
    }
    if (const auto done = keepPendingExport(library.db(), *entry, target.path() + QLatin1Char('/') + file); !done) {
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
    if (auto done = removePublication(library, plan, entry); !done) {
        return done;
    }
    if (auto done = clearPendingExport(library.db()); !done) {
        return done;
    }
    return transaction->commit();
}

Result<QString> freeName(Library& library, const ExportPlan& plan, const TargetFolder& target, int& number)
{
    const QString prefix = neutralPrefix(plan.purpose.key, library.today());
    const auto next = nextNumber(library, prefix);
    if (!next) {
        return propagate(next);
    }
    number = std::max(number, *next);
    while (number < kMostNames && target.holds(neutralName(prefix, number))) {
        ++number;
    }
    return neutralName(prefix, number++);
}

/// Whether the folder still holds the file that is to be replaced; an error when it holds another one of that name.
Result<bool> holdsOld(const TargetFolder& target, const RegisterEntry& old)
{
    if (!target.holds(old.file)) {
        return false;
    }
    QFile file(target.path() + QLatin1Char('/') + old.file);
    const bool isFile = QFileInfo(file).isFile() && !QFileInfo(file).isSymLink();
    if (isFile && file.open(QIODevice::ReadOnly) && sha256Of(file) == old.sha256) {
        return true;
    }
    return fail(
        ErrorCode::AlreadyExists,
        tr("There is another file called %1 in that folder, which was left as it is. Choose the folder in which "
           "the old photo lies, or an empty one.")
            .arg(old.file));
}

tl::unexpected<Refusal> notWritten(const Error& error)
{
    return tl::unexpected(refusalFor(Rule::NotWritten, error));
}

/// Under the name of the picture that it replaces, and in its place where that one still lies there.
tl::expected<PublishedPicture, Refusal> publishInPlace(Library& library, const ExportPlan& plan,
                                                       const FinishedPicture& picture, const TargetFolder& target)
{
    const auto old = RegisterRepository(library.db()).get(picture.replaces);
    if (!old) {
        return notWritten(old.error());
    }
    const QString name = old->entry.file;
    const auto isThere = holdsOld(target, old->entry);
    if (!isThere) {
        return notWritten(isThere.error());
    }
    const auto entry = enter(library, plan, picture, target, name);
    if (!entry) {
        return notWritten(entry.error());
    }
    const auto published = *isThere ? picture.file->replace(name) : picture.file->publish(name);
    if (published) {
        (void)clearPendingExport(library.db());
        return PublishedPicture{*entry, target.path() + QLatin1Char('/') + name};
    }
    const auto undone = takeBack(library, plan, *entry);
    return undone ? notWritten(published.error())
                  : tl::unexpected(refusalFor(Rule::NotWritten, published.error())
                                   + refusalFor(Rule::NotWritten, undone.error()));
}

Result<void> addFaces(Library& library, const ExportPlan& plan, const QList<DetectedFace>& found,
                      const QString& detector)
{
    FaceChanges changes;
    for (const DetectedFace& unknown : found) {
        Face face;
        face.photo = plan.photo;
        face.rect = pixelBox(unknown.box.translated(-plan.frame.origin), plan.size);
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

Refusal whyNoLonger(Library& library, const ExportPlan& plan, const ExportTerms& terms)
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

Result<RegisterId> enterPublication(Library& library, const ExportPlan& plan, const FinishedPicture& picture,
                                    const QString& file)
{
    const auto approver = approverOf(library, plan);
    if (!approver) {
        return propagate(approver);
    }
    NewRegisterEntry fresh = entryOf(library, plan, picture, file);
    fresh.approvedBy = *approver;
    auto entry = RegisterRepository(library.db()).insert(fresh);
    if (!entry) {
        return entry;
    }
    const auto logged = audit::append(library, QStringLiteral("photo.export"), subjectOf(plan, *entry));
    return logged ? entry : propagate(logged);
}

Result<void> removePublication(Library& library, const ExportPlan& plan, RegisterId entry)
{
    if (auto done = RegisterRepository(library.db()).remove(entry); !done) {
        return done;
    }
    return audit::append(library, QStringLiteral("photo.export-undone"), subjectOf(plan, entry));
}

Refusal refusalFor(Rule rule, const Error& error)
{
    return {{rule, error.text}};
}

tl::expected<PublishedPicture, Refusal> publishPicture(Library& library, const ExportPlan& plan,
                                                       const ExportTerms& terms, const FinishedPicture& picture,
                                                       const TargetFolder& target, int& number)
{
    if (const Refusal refusal = whyNoLonger(library, plan, terms); !refusal.isEmpty()) {
        return tl::unexpected(refusal);
    }
    if (picture.replaces.isValid()) {
        return publishInPlace(library, plan, picture, target);
    }
    for (;;) {
        const auto name = freeName(library, plan, target, number);
        if (!name) {
            return notWritten(name.error());
        }
        const auto entry = enter(library, plan, picture, target, *name);
        if (!entry) {
            return notWritten(entry.error());
        }
        const auto published = picture.file->publish(*name);
        if (published) {
            // Should this fail, the next opening finds the file where it was to be, and clears it.
            (void)clearPendingExport(library.db());
            return PublishedPicture{*entry, target.path() + QLatin1Char('/') + *name};
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
