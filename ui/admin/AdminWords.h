#pragma once

#include "core/base/Permissions.h"
#include "core/catalogue/Purpose.h"

#include <QString>

namespace cloakroom::ui {

/// The words of settings, translated.
[[nodiscard]] QString roleText(Role role);
/// What the role is for, in a sentence.
[[nodiscard]] QString roleSentence(Role role);
[[nodiscard]] QString audienceText(Audience audience);
[[nodiscard]] QString basisText(Basis basis);
[[nodiscard]] QString coverText(PublicationProfile::Cover cover);
/// "photo.export" as people say it; the key itself for one that has no words here.
[[nodiscard]] QString actionText(const QString& action);

} // namespace cloakroom::ui
