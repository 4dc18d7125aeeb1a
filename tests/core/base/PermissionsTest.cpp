#include "core/base/Permissions.h"

#include <catch2/catch.hpp>

using namespace cloakroom;

TEST_CASE("only the safeguarding lead sees flagged photos and protected people", "[base][permissions]")
{
    for (const Role role : allRoles()) {
        CAPTURE(roleKey(role).toStdString());
        CHECK(allows(role, Right::Safeguard) == (role == Role::Safeguarding));
        CHECK(allows(role, Right::SeeProtectedUncovered) == (role == Role::Safeguarding));
    }
}

TEST_CASE("a viewer may look and flag and nothing else", "[base][permissions]")
{
    for (int right = 0; right <= static_cast<int>(Right::SeeAllAudit); ++right) {
        const auto asked = static_cast<Right>(right);
        const bool expected = asked == Right::SeePhotos || asked == Right::FlagPhoto;
        CAPTURE(right);
        CHECK(allows(Role::Viewer, asked) == expected);
    }
}

TEST_CASE("every role's key reads back as the same role and an unknown key as none", "[base][permissions]")
{
    for (const Role role : allRoles()) {
        CHECK(roleFromKey(roleKey(role)) == role);
    }
    CHECK_FALSE(roleFromKey(QStringLiteral("root")).has_value());
    CHECK_FALSE(roleFromKey(QString()).has_value());
}
