#include "core/base/Paper.h"

#include <QCoreApplication>
#include <QFile>
#include <QGuiApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>
#include <QUrl>
#include <qrencode.h>

#include <memory>

namespace cloakroom {

namespace {

constexpr int kQuietModules = 4;
constexpr int kMarginMillimetres = 15;

QString tr(const char* text)
{
    return QCoreApplication::translate("Paper", text);
}

struct QrFree {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

} // namespace

void layOut(QTextDocument& page, const Paper& paper)
{
    page.setDefaultFont(QFont(QStringLiteral("Sans Serif"), 10));
    for (auto picture = paper.pictures.begin(); picture != paper.pictures.end(); ++picture) {
        page.addResource(QTextDocument::ImageResource, QUrl(picture.key()), picture.value());
    }
    page.setHtml(QStringLiteral("<body style='color:#000000'>%1</body>").arg(paper.html));
}

Result<void> writePdf(const Paper& paper, const QString& path)
{
    if (qobject_cast<QGuiApplication*>(QCoreApplication::instance()) == nullptr) {
        return fail(ErrorCode::Unsupported,
                    tr("A page cannot be printed from within the shell. Run this command by itself."));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return fail(ErrorCode::Unreadable,
                    tr("The file %1 cannot be written. Nothing was changed; choose another folder.").arg(path));
    }
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // it names people
    {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(kMarginMillimetres, kMarginMillimetres, kMarginMillimetres, kMarginMillimetres),
                              QPageLayout::Millimeter);
        writer.setTitle(paper.title);
        QTextDocument page;
        layOut(page, paper);
        page.print(&writer);
    }
    if (file.error() != QFileDevice::NoError || !file.commit()) {
        return fail(ErrorCode::NoSpace,
                    tr("The file could not be written whole, so it was not kept. Make room, then try again."));
    }
    return {};
}

QImage qrPicture(const QString& text, int modulePixels)
{
    const QByteArray bytes = text.toLatin1();
    const std::unique_ptr<QRcode, QrFree> code(QRcode_encodeString(bytes.constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
    if (!code || modulePixels < 1) {
        return {};
    }
    const int modules = code->width + 2 * kQuietModules;
    QImage picture(modules * modulePixels, modules * modulePixels, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            // The lowest bit of each byte says whether the module is black.
            if ((code->data[y * code->width + x] & 1) != 0) {
                painter.fillRect((x + kQuietModules) * modulePixels, (y + kQuietModules) * modulePixels, modulePixels,
                                 modulePixels, Qt::black);
            }
        }
    }
    return picture;
}

} // namespace cloakroom
