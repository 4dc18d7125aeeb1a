#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

/// A user's role in the library. Stored by key (roleKey): never rename a key.
enum class Role { Admin, Office, Marketing, Safeguarding, Viewer };

/// One row of the rights table in core/base/Permissions.cpp.
enum class Right {
    SeePhotos, ///< photos that are not flagged; protected faces appear covered
    SeeProtectedUncovered,
    Import, ///< import, events, tags, bin
    SeePeople,
    EditPeople, ///< people, groups, consents
    NameFaces, ///< name faces, sign off "every face is marked"
    Export, ///< export what is clear or clear if covered; register; takedowns
    SignOffPublish, ///< never one's own
    Originals, ///< originals in full, subject packs
    FlagPhoto,
    Safeguard, ///< flagged photos, protected people: see, decide, protect
    Administer, ///< users, purposes, settings, backup, retention, keys
    SeeOwnAudit,
    SeeAllAudit,
};

/// Pure: the one table that says who may do what.
[[nodiscard]] bool allows(Role role, Right right);

[[nodiscard]] QString roleKey(Role role);
[[nodiscard]] std::optional<Role> roleFromKey(const QString& key);
[[nodiscard]] QList<Role> allRoles();

} // namespace cloakroom
