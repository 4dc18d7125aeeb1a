#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QList>

namespace cloakroom {

class Database;

/// Rows of sign-offs. No rules: see SignOffs.
class SignOffRepository {
public:
    explicit SignOffRepository(Database& database)
        : m_database(database)
    {
    }

    /// The photo's present state; empty while it has to be computed anew, and for an unknown photo.
    [[nodiscard]] Result<QByteArray> facesHash(PhotoId photo);
    [[nodiscard]] Result<SignOffId> insert(const SignOff& signOff);
    /// Newest first, void ones too.
    [[nodiscard]] Result<QList<SignOff>> ofPhoto(PhotoId photo);
    /// Every one that is not revoked yet; returns how many.
    [[nodiscard]] Result<qint64> revokeAll(PhotoId photo, UserId by, const QDateTime& at);

private:
    Database& m_database;
};

} // namespace cloakroom
