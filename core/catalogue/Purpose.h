#pragma once

#include "core/base/Ids.h"
#include "core/catalogue/Person.h"

#include <QString>

#include <optional>

namespace cloakroom {

enum class Audience { Inside, Outside };

/// Lawful basis: opt-in consent, or notice (everyone told, objections honoured).
enum class Basis { Consent, Notice };

/// Lawful is not the same as safe: what a purpose covers or limits whatever was consented to. It only ever adds cover.
struct PublicationProfile {
    enum class Cover { None, Pupils, LargeFaces };
    Cover cover = Cover::None;
    int largerThanPixels = 0; ///< for LargeFaces: faces wider than this at the exported size are covered
    int longestEdge = 0; ///< pixels; 0 = no limit
    bool noNames = false;
    int reviewAfterDays = 0; ///< 0 = never
    int largestKilobytes = 0; ///< of the finished file; 0 = no limit
    bool watermark = false; ///< the school's name in a corner

    friend bool operator==(const PublicationProfile&, const PublicationProfile&) = default;
};

/// What a photo is used for. The school edits the list.
struct Purpose {
    PurposeId id;
    QString key; ///< as on the command line: newsletter, website, ...
    QString name;
    Audience audience = Audience::Outside;
    Basis basis = Basis::Consent;
    QString wording; ///< what people are asked to agree to
    RequiredParties parties = RequiredParties::ByAge;
    std::optional<int> validDays; ///< default length of a grant without its own `until`
    bool endsWithSchoolYear = false;
    bool endsOnLeaving = true;
    bool secondCheck = false; ///< asks for a "fit to publish" sign-off by a different user
    bool neverCover = false; ///< only photos that are clear without covering
    bool active = true;
    PublicationProfile profile;

    friend bool operator==(const Purpose&, const Purpose&) = default;
};

[[nodiscard]] QString audienceKey(Audience value);
[[nodiscard]] std::optional<Audience> audienceFromKey(const QString& key);
[[nodiscard]] QString basisKey(Basis value);
[[nodiscard]] std::optional<Basis> basisFromKey(const QString& key);
[[nodiscard]] QString profileCoverKey(PublicationProfile::Cover value);
[[nodiscard]] std::optional<PublicationProfile::Cover> profileCoverFromKey(const QString& key);

} // namespace cloakroom
