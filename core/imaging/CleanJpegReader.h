#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QSize>

#include <memory>

namespace cloakroom {

/// Decodes a finished JPEG of our own, row by row, and takes nothing odd: a byte that no pixel needs, a warning of the
/// decoder, a row that is missing is an error (Damaged). Only for bytes that this program made itself and has compared:
/// everything else is read in a worker. One thread.
class CleanJpegReader {
public:
    /// Reads the header. `bytes` must live as long as the reader.
    [[nodiscard]] static Result<CleanJpegReader> open(const QByteArray& bytes);
    ~CleanJpegReader();
    CleanJpegReader(CleanJpegReader&&) noexcept;
    CleanJpegReader& operator=(CleanJpegReader&&) noexcept;
    CleanJpegReader(const CleanJpegReader&) = delete;
    CleanJpegReader& operator=(const CleanJpegReader&) = delete;

    [[nodiscard]] QSize size() const;
    /// Root mean square of the steps to which the greyness of a block of 8 x 8 pixels is rounded (ITU T.81, A.3.4).
    /// Since the transform keeps lengths, the root mean square error of a block is at most half of it.
    [[nodiscard]] double greyStep() const;
    /// The next row, 3 bytes a pixel.
    [[nodiscard]] Result<void> readRow(uchar* rgb);
    /// After the last row: that the file ends there.
    [[nodiscard]] Result<void> finish();

private:
    class Private;
    explicit CleanJpegReader(std::unique_ptr<Private> data);
    std::unique_ptr<Private> m_private;
};

} // namespace cloakroom
