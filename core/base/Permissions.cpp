#include "core/base/Permissions.h"

#include <array>

namespace cloakroom {

namespace {

struct RoleName {
    Role role;
    const char* key;
};

constexpr std::array kRoleNames{
    RoleName{Role::Admin, "admin"},         RoleName{Role::Office, "office"},
    RoleName{Role::Marketing, "marketing"}, RoleName{Role::Safeguarding, "safeguarding"},
    RoleName{Role::Viewer, "viewer"},
};

constexpr unsigned bit(Role role)
{
    return 1U << static_cast<unsigned>(role);
}

constexpr unsigned kAdmin = bit(Role::Admin);
constexpr unsigned kOffice = bit(Role::Office);
constexpr unsigned kMarketing = bit(Role::Marketing);
constexpr unsigned kSafeguarding = bit(Role::Safeguarding);
constexpr unsigned kViewer = bit(Role::Viewer);
constexpr unsigned kEveryone = kAdmin | kOffice | kMarketing | kSafeguarding | kViewer;

constexpr unsigned holders(Right right)
{
    switch (right) {
    case Right::SeePhotos:
    case Right::FlagPhoto:
        return kEveryone;
    case Right::SeeProtectedUncovered:
    case Right::Safeguard:
        return kSafeguarding;
    case Right::Import:
    case Right::EditPeople:
        return kAdmin | kOffice | kSafeguarding;
    case Right::SeePeople:
    case Right::NameFaces:
    case Right::Export:
        return kAdmin | kOffice | kMarketing | kSafeguarding;
    case Right::SignOffPublish:
        return kAdmin | kMarketing | kSafeguarding;
    case Right::Originals:
    case Right::SeeAllAudit:
        return kAdmin | kSafeguarding;
    case Right::Administer:
        return kAdmin;
    case Right::SeeOwnAudit:
        return kAdmin | kOffice | kMarketing | kSafeguarding;
    }
    return 0;
}

} // namespace

bool allows(Role role, Right right)
{
    return (holders(right) & bit(role)) != 0;
}

QString roleKey(Role role)
{
    for (const RoleName& name : kRoleNames) {
        if (name.role == role) {
            return QString::fromLatin1(name.key);
        }
    }
    return {};
}

std::optional<Role> roleFromKey(const QString& key)
{
    for (const RoleName& name : kRoleNames) {
        if (key == QLatin1String(name.key)) {
            return name.role;
        }
    }
    return std::nullopt;
}

QList<Role> allRoles()
{
    return {Role::Admin, Role::Office, Role::Marketing, Role::Safeguarding, Role::Viewer};
}

} // namespace cloakroom
