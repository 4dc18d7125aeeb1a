// What happens between the keys being there and the library being open: who it is, that keyslots and rows agree, and
// what the log has to be told.

#include "core/catalogue/AuditRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/SettingRepository.h"
#include "core/catalogue/UserReconciliation.h"
#include "core/catalogue/UserRepository.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Library", text);
}

Result<void> recordFailures(Library& library, const QList<FailedSignIns>& failures)
{
    for (const FailedSignIns& failed : failures) {
        QJsonObject subject{{QStringLiteral("attempts"), qint64{failed.count}},
                            {QStringLiteral("last"), failed.last.toString(Qt::ISODate)}};
        if (failed.user.isValid()) {
            subject.insert(QStringLiteral("user"), failed.user.value);
        }
        if (auto done = appendAudit(library, QStringLiteral("user.sign-in-failed"), subject, {}); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

Result<void> Library::identifyUser()
{
    const SlotInfo slot = m_folder->slot();
    if (!m_folder->user().isValid()) {
        m_user = {{}, tr("Recovery key"), Role::Admin, true, QString::fromLatin1(slot.slotId.toHex()), slot.publicKey};
        return {};
    }
    const auto user = UserRepository(*m_database).get(m_folder->user());
    if (!user) {
        return propagate(user);
    }
    // The keyslot's signed grant and the row have to agree: either alone could have been put back from an older day.
    // After a crash between the two, the next administrator's signing in brings them together (reconcileUsers).
    const bool isOwnKey = *user && ((*user)->signingKey == slot.publicKey || m_folder->role() == Role::Admin);
    if (!*user || !(*user)->isEnabled || (*user)->role != m_folder->role() || !isOwnKey) {
        return fail(ErrorCode::NotAllowed,
                    tr("This user may not open the library any more. Ask an administrator of the library."),
                    QStringLiteral("keyslot and user row disagree"));
    }
    m_user = **user;
    return {};
}

Result<void> Library::recordSignIn()
{
    // What cannot be read now is told at the next signing in.
    const auto failures = m_folder->failedSignIns().value_or(QList<FailedSignIns>());
    auto transaction = m_database->begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (!m_user.id.isValid()) {
        if (auto done = UserRepository(*m_database).addRecoveryKey(m_user.signingKey, m_clock->now()); !done) {
            return done;
        }
    }
    if (auto done = recordFailures(*this, failures); !done) {
        return done;
    }
    if (auto done = appendAudit(*this, QStringLiteral("user.sign-in"), {}, {}); !done) {
        return done;
    }
    if (auto done = transaction->commit(); !done) {
        return done;
    }
    (void)m_folder->markTold(failures);
    return {};
}

Result<void> Library::signIn()
{
    const auto school = SettingRepository(*m_database).get(settings::kSchoolName);
    if (!school) {
        return propagate(school);
    }
    m_schoolName = school->value_or(QString());
    if (auto known = identifyUser(); !known) {
        return known;
    }
    // First, since the log's next entry may be signed with a key that only the keyslot tells of.
    if (m_user.role == Role::Admin) {
        if (auto done = reconcileUsers(*this); !done) {
            return done;
        }
    }
    return recordSignIn();
}

} // namespace cloakroom
