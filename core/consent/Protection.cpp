#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"
#include "core/consent/BiometricTemplates.h"
#include "core/consent/People.h"

#include <QCoreApplication>

namespace cloakroom {

Result<void> People::protect(PersonId person, const QString& reason, bool allowCovered)
{
    if (reason.trimmed().isEmpty()) {
        if (auto allowed = m_library.require(Right::Safeguard); !allowed) {
            return allowed;
        }
        return fail(
            ErrorCode::Invalid,
            QCoreApplication::translate("Protection", "Say in a few words why: only safeguarding leads will read it."));
    }
    return setProtection(person, {true, allowCovered, reason.trimmed()}, QStringLiteral("protection.set"));
}

Result<void> People::unprotect(PersonId person)
{
    return setProtection(person, {}, QStringLiteral("protection.remove"));
}

Result<void> People::setProtection(PersonId person, const Protection& protection, const QString& action)
{
    if (auto allowed = m_library.require(Right::Safeguard); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto known = get(person); !known) {
        return propagate(known);
    }
    if (auto done = PersonRepository(m_library.db()).setProtection(person, protection); !done) {
        return done;
    }
    const QJsonObject subject{{QStringLiteral("person"), person.value}};
    if (auto done = audit::append(m_library, action, subject, protection.reason); !done) {
        return done;
    }
    return commitSettled(m_library, *transaction);
}

} // namespace cloakroom
