#pragma once

#include "core/base/Result.h"
#include "core/faces/FaceTemplate.h"

#include <QByteArray>
#include <QList>
#include <QRect>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cloakroom {

/// Turns faces of a photo into templates. Nobody asks it before the gate allowed it for each of the faces
/// (core/consent/RecognitionGate.h). One thread at a time.
class TemplateSource {
public:
    virtual ~TemplateSource() = default;
    [[nodiscard]] virtual const FaceModel& model() const = 0;
    /// One for each face, in their order, absent where eyes, nose and mouth were not found. `photo`: the file's bytes;
    /// `faces`: pixels of the upright original. Of nobody else in the photo anything is computed.
    [[nodiscard]] virtual Result<std::vector<std::optional<FaceTemplate>>> templatesOf(const QByteArray& photo,
                                                                                       const QList<QRect>& faces) = 0;
};

/// Makes a source for one piece of work, on the thread that does it.
using TemplateSourceMaker = std::function<Result<std::unique_ptr<TemplateSource>>()>;

} // namespace cloakroom
