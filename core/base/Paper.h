#pragma once

#include "core/base/Result.h"

#include <QHash>
#include <QImage>
#include <QString>

class QTextDocument;

namespace cloakroom {

/// Something to print: rich text (the HTML that QTextDocument knows) and its pictures, named in it as
/// `<img src='NAME'>`.
struct Paper {
    QString title;
    QString html;
    QHash<QString, QImage> pictures;
};

/// Lays it out, black on white, for a printer or a PDF. Needs an application with fonts.
void layOut(QTextDocument& page, const Paper& paper);

/// An A4 PDF in place of `path`, whole or not at all, for its owner alone to read. Errors: Unreadable, NoSpace,
/// Unsupported (a program without fonts).
[[nodiscard]] Result<void> writePdf(const Paper& paper, const QString& path);

/// A QR code, black on white with its quiet border, `modulePixels` a module; null when the text is too long for one.
[[nodiscard]] QImage qrPicture(const QString& text, int modulePixels);

} // namespace cloakroom
