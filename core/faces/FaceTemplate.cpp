#include "core/faces/FaceTemplate.h"

#include "core/base/Wipe.h"

#include <utility>

namespace cloakroom {

FaceTemplate::~FaceTemplate()
{
    wipe(m_numbers.data(), m_numbers.size() * sizeof(float));
}

FaceTemplate& FaceTemplate::operator=(FaceTemplate&& other) noexcept
{
    std::swap(m_numbers, other.m_numbers); // what was here is wiped with the other
    return *this;
}

} // namespace cloakroom
