#pragma once

#include <QHashFunctions>
#include <QtGlobal>

#include <compare>
#include <functional>

namespace cloakroom {

/// A row's number, typed by what it names, so that a face's cannot be passed for a person's. 0 = none.
template <typename Tag>
struct Id {
    qint64 value = 0;

    [[nodiscard]] constexpr bool isValid() const { return value > 0; }
    friend constexpr auto operator<=>(const Id&,
                                      const Id&) = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
    friend size_t qHash(const Id& id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using PhotoId = Id<struct PhotoTag>;
using FaceId = Id<struct FaceTag>;
using RegionId = Id<struct RegionTag>;
using PersonId = Id<struct PersonTag>;
using GroupId = Id<struct GroupTag>;
using EventId = Id<struct EventTag>;
using PurposeId = Id<struct PurposeTag>;
using ConsentId = Id<struct ConsentTag>;
using SignOffId = Id<struct SignOffTag>;
using FlagId = Id<struct FlagTag>;
using RegisterId = Id<struct RegisterTag>;
using UserId = Id<struct UserTag>;
using SecondLookId = Id<struct SecondLookTag>;
using ImportId = Id<struct ImportTag>;
using ImportFileId = Id<struct ImportFileTag>;
using PartId = Id<struct PartTag>;

} // namespace cloakroom

template <typename Tag>
struct std::hash<cloakroom::Id<Tag>> {
    size_t operator()(const cloakroom::Id<Tag>& id) const noexcept { return std::hash<qint64>{}(id.value); }
};
