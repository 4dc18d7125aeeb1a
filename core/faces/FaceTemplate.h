#pragma once

#include "core/faces/FaceTemplates.h"

#include <span>
#include <vector>

namespace cloakroom {

/// The numbers of one face: biometric data. Moved, never copied, and wiped from memory when it goes.
class FaceTemplate {
public:
    explicit FaceTemplate(std::span<const float> numbers)
        : m_numbers(numbers.begin(), numbers.end())
    {
    }
    ~FaceTemplate();
    FaceTemplate(FaceTemplate&&) noexcept = default;
    FaceTemplate& operator=(FaceTemplate&& other) noexcept;
    FaceTemplate(const FaceTemplate&) = delete;
    FaceTemplate& operator=(const FaceTemplate&) = delete;

    [[nodiscard]] std::span<const float> numbers() const { return m_numbers; }

private:
    std::vector<float> m_numbers;
};

} // namespace cloakroom
