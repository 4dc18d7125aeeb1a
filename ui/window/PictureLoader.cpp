#include "ui/window/PictureLoader.h"

#include "core/faces/Faces.h"
#include "core/photos/Photos.h"
#include "ui/window/Session.h"

#include <cstring>
#include <optional>

namespace cloakroom::ui {

namespace {

constexpr qsizetype kThumbnailBytes = qsizetype{96} << 20;
constexpr qsizetype kPreviewBytes = qsizetype{96} << 20;
constexpr int kUnderWay = 4;
constexpr int kWanted = 256; ///< older wishes are of rows long scrolled past

/// Best effort: pixels that a widget still shares stay until it lets go of them.
void wipe(QImage& image)
{
    if (!image.isNull() && image.isDetached()) {
        std::memset(image.bits(), 0, static_cast<size_t>(image.sizeInBytes()));
    }
    image = QImage();
}

struct Thumbnail {
    Result<QImage> image = QImage();
    std::optional<QPointF> focus;
};

/// The middle of the box around all faces that somebody has not rejected.
std::optional<QPointF> middleOfFaces(Library& library, PhotoId photo)
{
    const auto faces = Faces(library).list(photo);
    const auto summary = Photos(library).summaries({photo});
    if (!faces || !summary || summary->isEmpty() || summary->first().width <= 0 || summary->first().height <= 0) {
        return std::nullopt;
    }
    QRect all;
    for (const Face& face : *faces) {
        if (face.state != FaceState::Rejected) {
            all |= face.rect;
        }
    }
    if (all.isEmpty()) {
        return std::nullopt;
    }
    const QPointF middle = QRectF(all).center();
    return QPointF(middle.x() / summary->first().width, middle.y() / summary->first().height);
}

Thumbnail readThumbnail(Library& library, PhotoId photo)
{
    return {Photos(library).picture(photo, Previews::Size::Thumbnail), middleOfFaces(library, photo)};
}

} // namespace

const QImage* PictureLoader::Cache::find(PhotoId photo)
{
    const auto found = m_entries.find(photo);
    if (found == m_entries.end()) {
        return nullptr;
    }
    m_uses.splice(m_uses.begin(), m_uses, found->use);
    return &found->image;
}

void PictureLoader::Cache::insert(PhotoId photo, QImage image)
{
    remove(photo);
    m_bytes += image.sizeInBytes();
    m_uses.push_front(photo);
    m_entries.insert(photo, Entry{std::move(image), m_uses.begin()});
    while (m_bytes > m_limit && m_uses.size() > 1) {
        remove(m_uses.back());
    }
}

void PictureLoader::Cache::remove(PhotoId photo)
{
    const auto found = m_entries.find(photo);
    if (found == m_entries.end()) {
        return;
    }
    m_bytes -= found->image.sizeInBytes();
    m_uses.erase(found->use);
    wipe(found->image);
    m_entries.erase(found);
}

void PictureLoader::Cache::clear()
{
    for (Entry& entry : m_entries) {
        wipe(entry.image);
    }
    m_entries.clear();
    m_uses.clear();
    m_bytes = 0;
}

PictureLoader::PictureLoader(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_thumbnails(kThumbnailBytes)
    , m_previews(kPreviewBytes)
{
}

PictureLoader::~PictureLoader()
{
    clear();
}

QImage PictureLoader::thumbnail(PhotoId photo)
{
    if (const QImage* image = m_thumbnails.find(photo)) {
        return *image;
    }
    if (!m_missing.contains(photo) && !m_underWay.contains(photo)) {
        m_wanted.removeOne(photo);
        m_wanted.prepend(photo);
        if (m_wanted.size() > kWanted) {
            m_wanted.removeLast();
        }
        startNext();
    }
    return {};
}

QPointF PictureLoader::focus(PhotoId photo) const
{
    constexpr QPointF kUsual(0.5, 0.45);
    return m_focus.value(photo, kUsual);
}

void PictureLoader::startNext()
{
    while (m_underWay.size() < kUnderWay && !m_wanted.isEmpty() && m_session.isOpen()) {
        const PhotoId photo = m_wanted.takeFirst();
        m_underWay.insert(photo);
        m_session.ask(
            this, [photo](Library& library) { return readThumbnail(library, photo); },
            [this, photo, generation = m_generation](Thumbnail thumbnail) {
                if (generation != m_generation) {
                    return;
                }
                m_underWay.remove(photo);
                if (thumbnail.focus) {
                    m_focus.insert(photo, *thumbnail.focus);
                }
                if (thumbnail.image && !thumbnail.image->isNull()) {
                    m_thumbnails.insert(photo, std::move(*thumbnail.image));
                } else {
                    m_missing.insert(photo);
                }
                Q_EMIT loaded(photo);
                startNext();
            });
    }
}

void PictureLoader::preview(PhotoId photo, QObject* context, std::function<void(Result<QImage>)> done)
{
    if (const QImage* image = m_previews.find(photo)) {
        done(*image);
        return;
    }
    m_session.ask(
        context, [photo](Library& library) { return Photos(library).picture(photo, Previews::Size::Preview); },
        [this, photo, done = std::move(done), generation = m_generation](Result<QImage> image) {
            if (image && !image->isNull() && generation == m_generation) {
                m_previews.insert(photo, *image);
            }
            done(std::move(image));
        });
}

void PictureLoader::forget(PhotoId photo)
{
    if (!photo.isValid()) {
        clear();
        return;
    }
    // Answers under way may show the old state, so they are asked for again as well.
    ++m_generation;
    m_underWay.clear();
    m_thumbnails.remove(photo);
    m_previews.remove(photo);
    m_missing.remove(photo);
    m_focus.remove(photo);
    Q_EMIT loaded(photo);
}

void PictureLoader::clear()
{
    ++m_generation;
    m_wanted.clear();
    m_underWay.clear();
    m_missing.clear();
    m_focus.clear();
    m_thumbnails.clear();
    m_previews.clear();
}

} // namespace cloakroom::ui
