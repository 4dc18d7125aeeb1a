#pragma once

namespace cloakroom {

enum class PhotoKind { Still, Video };

} // namespace cloakroom
