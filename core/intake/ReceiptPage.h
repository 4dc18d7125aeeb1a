#pragma once

#include "core/base/Result.h"
#include "core/intake/Imports.h"

namespace cloakroom {

/// The receipt as a page to be shown or printed: simple HTML, everything in it escaped. Times are this computer's.
/// Needs no library.
[[nodiscard]] QString receiptHtml(const ImportReceipt& receipt);

/// The same as an A4 PDF. Needs a QGuiApplication. NoSpace or Unreadable when the file cannot be written; an existing
/// one is replaced only by a whole new one.
[[nodiscard]] Result<void> writeReceiptPdf(const ImportReceipt& receipt, const QString& path);

} // namespace cloakroom
