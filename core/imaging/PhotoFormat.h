#pragma once

#include "core/imaging/PhotoFacts.h"
#include "core/imaging/PhotoProblem.h"

#include <QByteArray>

namespace cloakroom {

/// Which reader takes the file.
enum class PhotoReaderKind { Jpeg, Png, Bmp, Tiff, Webp, Heif, Raw, Video };

struct PhotoFormat {
    QString key; ///< PhotoFacts::format
    PhotoReaderKind reader = PhotoReaderKind::Jpeg;

    [[nodiscard]] PhotoKind kind() const
    {
        return reader == PhotoReaderKind::Video ? PhotoKind::Video : PhotoKind::Still;
    }
};

/// The real kind, told by the first bytes alone. Refusals: Empty, UnknownKind, KindNotTaken.
[[nodiscard]] Decoded<PhotoFormat> sniffFormat(const QByteArray& bytes);

} // namespace cloakroom
