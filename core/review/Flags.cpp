#include "core/review/Flags.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FlagRepository.h"
#include "core/catalogue/Library.h"
#include "core/photos/PhotoErasure.h"
#include "core/photos/VisiblePhoto.h"

#include <QCoreApplication>
#include <QDateTime>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Flags", text);
}

QJsonObject subjectOf(PhotoId photo)
{
    return {{QStringLiteral("photo"), photo.value}};
}

} // namespace

Result<FlagId> Flags::add(PhotoId photo, const QString& reason)
{
    if (const auto allowed = m_library.require(Right::FlagPhoto); !allowed) {
        return propagate(allowed);
    }
    if (reason.trimmed().isEmpty()) {
        return fail(ErrorCode::Invalid, tr("Say in a few words what is wrong with this photo. Nothing was changed."));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    auto id =
        FlagRepository(m_library.db()).insert(photo, reason.trimmed(), m_library.user().id, m_library.clock().now());
    if (!id) {
        return id;
    }
    if (const auto done = audit::append(m_library, QStringLiteral("flag.add"), subjectOf(photo), reason.trimmed());
        !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return id;
}

Result<QList<Flag>> Flags::list()
{
    if (const auto allowed = m_library.require(Right::Safeguard); !allowed) {
        return propagate(allowed);
    }
    return FlagRepository(m_library.db()).list();
}

Result<void> Flags::resolve(FlagId flag, FlagOutcome outcome, const QString& note)
{
    if (auto allowed = m_library.require(Right::Safeguard); !allowed) {
        return allowed;
    }
    FlagRepository flags(m_library.db());
    const auto known = flags.get(flag);
    if (!known) {
        return propagate(known);
    }
    if (!*known) {
        return fail(ErrorCode::NotFound, tr("There is no such flag."));
    }
    if (outcome == FlagOutcome::Erase) {
        return erase(**known, note);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const FlagDecision decision{outcome, note.trimmed(), m_library.user().id, m_library.clock().now()};
    if (auto done = flags.decide(flag, decision); !done) {
        return done;
    }
    if (auto done = flags.setRestriction((*known)->photo, outcome); !done) {
        return done;
    }
    QJsonObject subject = subjectOf((*known)->photo);
    subject.insert(QStringLiteral("flag"), flag.value);
    const QString action = QStringLiteral("flag.") + flagOutcomeKey(outcome);
    if (auto done = audit::append(m_library, action, subject, decision.note); !done) {
        return done;
    }
    return transaction->commit();
}

// The wrapped key goes with the row: once that is committed nobody can open the original again, whatever becomes of the
// encrypted file, whose name stays reserved until it is gone.
Result<void> Flags::erase(const Flag& flag, const QString& note)
{
    if (note.trimmed().isEmpty()) {
        return fail(ErrorCode::Invalid, tr("Erasing cannot be undone: say in a few words why. Nothing was changed."));
    }
    FlagRepository flags(m_library.db());
    const auto isSealed = flags.isSealedByAnother(flag);
    if (!isSealed) {
        return propagate(isSealed);
    }
    if (*isSealed) {
        return fail(ErrorCode::NotAllowed,
                    tr("This photo is kept sealed as evidence under another flag. Decide that one first. Nothing was "
                       "changed."));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto erased = erasePhotoRows(m_library, {flag.photo}, QStringLiteral("flag"));
    if (!erased) {
        return propagate(erased);
    }
    QJsonObject subject = subjectOf(flag.photo);
    subject.insert(QStringLiteral("flag"), flag.id.value);
    if (auto done = audit::append(m_library, QStringLiteral("flag.erase"), subject, note.trimmed()); !done) {
        return done;
    }
    if (auto done = transaction->commit(); !done) {
        return done;
    }
    return eraseFilesOf(m_library, *erased);
}

} // namespace cloakroom
