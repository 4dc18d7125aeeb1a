#pragma once

#include "core/base/Result.h"

#include <QList>
#include <QString>
#include <QStringList>

class QWidget;

namespace cloakroom {
class Library;
}

namespace cloakroom::ui {

/// A table to be read.
struct RecordLines {
    QStringList header;
    QList<QStringList> rows; ///< newest first
};

/// Whose templates were deleted, why, and what was looked for. Library's thread.
[[nodiscard]] Result<RecordLines> templateReceiptLines(Library& library);
/// Every statement and switch of face recognition. Library's thread.
[[nodiscard]] Result<RecordLines> recognitionHistoryLines(Library& library);

/// Shows them in a dialog, which deletes itself when it is closed.
void openRecords(const QString& title, const RecordLines& lines, QWidget* parent);

} // namespace cloakroom::ui
