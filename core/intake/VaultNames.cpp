#include "core/intake/VaultNames.h"

#include "core/catalogue/ImportRepository.h"
#include "core/storage/Vault.h"

namespace cloakroom {

Result<QString> VaultNames::take()
{
    const QMutexLocker lock(&m_mutex);
    if (m_free.isEmpty()) {
        QStringList fresh;
        for (int i = 0; i < kBatch; ++i) {
            fresh.append(Vault::newName());
        }
        const auto reserved =
            m_library.run([&fresh](Library& library) { return ImportRepository(library.db()).reserve(fresh); });
        if (!reserved) {
            return propagate(reserved);
        }
        m_reserved.unite(QSet<QString>(fresh.begin(), fresh.end()));
        m_free = fresh;
    }
    return m_free.takeLast();
}

void VaultNames::markOwned(const QStringList& names)
{
    const QMutexLocker lock(&m_mutex);
    for (const QString& name : names) {
        m_reserved.remove(name);
    }
}

Result<void> VaultNames::releaseRest()
{
    const QMutexLocker lock(&m_mutex);
    const QStringList rest(m_reserved.begin(), m_reserved.end());
    m_reserved.clear();
    m_free.clear();
    if (rest.isEmpty()) {
        return {};
    }
    return m_library.run([&rest](Library& library) { return ImportRepository(library.db()).release(rest); });
}

} // namespace cloakroom
