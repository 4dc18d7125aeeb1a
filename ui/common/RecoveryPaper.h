#pragma once

#include "core/base/Paper.h"

#include <QImage>
#include <QString>

class QWidget;

namespace cloakroom::ui {

/// The page that a school keeps in its safe: the recovery key in groups, the same as a QR code, and what it is for.
struct RecoveryPaper {
    QString schoolName;
    QString key;
};

/// In lines of five groups, so that it can be copied by hand without losing the place.
[[nodiscard]] QString recoveryKeyInLines(const QString& key);
/// As it is printed, for a page of this width in pixels.
[[nodiscard]] QImage recoveryPicture(const RecoveryPaper& paper, int width);
/// Asks for a printer. False when nothing was printed.
bool printRecoveryPaper(const RecoveryPaper& paper, QWidget* parent);
/// A PDF in a new file, for a stick that goes into the safe: whoever has it opens the library.
[[nodiscard]] bool saveRecoveryPaper(const RecoveryPaper& paper, const QString& path);

} // namespace cloakroom::ui
