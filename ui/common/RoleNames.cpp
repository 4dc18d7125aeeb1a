#include "ui/common/RoleNames.h"

#include <QCoreApplication>

namespace cloakroom::ui {

QString roleName(Role role)
{
    switch (role) {
    case Role::Admin:
        return QCoreApplication::translate("Role", "Administrator");
    case Role::Office:
        return QCoreApplication::translate("Role", "Office");
    case Role::Marketing:
        return QCoreApplication::translate("Role", "Marketing");
    case Role::Safeguarding:
        return QCoreApplication::translate("Role", "Safeguarding lead");
    case Role::Viewer:
        return QCoreApplication::translate("Role", "Viewer");
    }
    return {};
}

QString roleDescription(Role role)
{
    switch (role) {
    case Role::Admin:
        return QCoreApplication::translate("Role", "Everything but safeguarding decisions; adds users and settings.");
    case Role::Office:
        return QCoreApplication::translate("Role", "Imports photos, keeps people and consents, names faces, exports.");
    case Role::Marketing:
        return QCoreApplication::translate("Role", "Picks and exports photos, names faces, signs off for publishing.");
    case Role::Safeguarding:
        return QCoreApplication::translate("Role", "Sees flagged photos and decides; protects people; sees the log.");
    case Role::Viewer:
        return QCoreApplication::translate("Role", "Looks at photos and may flag one; nothing else.");
    }
    return {};
}

} // namespace cloakroom::ui
