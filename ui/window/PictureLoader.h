#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QHash>
#include <QImage>
#include <QList>
#include <QObject>
#include <QPointF>
#include <QSet>

#include <functional>
#include <list>

namespace cloakroom::ui {

class Session;

/// Reads pictures from the library in the background and keeps the latest in memory, nowhere else. What was asked last
/// comes first, so that scrolling shows the photos in view. clear() overwrites the pixels. GUI thread.
class PictureLoader final : public QObject {
    Q_OBJECT

public:
    explicit PictureLoader(Session& session, QObject* parent = nullptr);
    ~PictureLoader() override;

    /// The thumbnail (longest edge 320 pixels), or a null image now and loaded() later.
    [[nodiscard]] QImage thumbnail(PhotoId photo);
    /// Where the middle of the photo's faces is, 0-1 from left and top; known once the thumbnail is. The centre, a
    /// little above the middle, where there are none.
    [[nodiscard]] QPointF focus(PhotoId photo) const;
    /// Whether it was tried and there is none (a video, a damaged preview).
    [[nodiscard]] bool isMissing(PhotoId photo) const { return m_missing.contains(photo); }
    /// The large picture (longest edge 2048 pixels): `done` at once if it is in memory, else later. A null image when
    /// there is none.
    void preview(PhotoId photo, QObject* context, std::function<void(Result<QImage>)> done);

    /// One photo looks different now; an invalid id = all of them.
    void forget(PhotoId photo);
    /// Wipes everything.
    void clear();

Q_SIGNALS:
    void loaded(cloakroom::PhotoId photo);

private:
    struct Entry {
        QImage image;
        std::list<PhotoId>::iterator use;
    };
    class Cache {
    public:
        explicit Cache(qsizetype limitBytes)
            : m_limit(limitBytes)
        {
        }
        [[nodiscard]] const QImage* find(PhotoId photo);
        void insert(PhotoId photo, QImage image);
        void remove(PhotoId photo);
        void clear();

    private:
        qsizetype m_limit;
        qsizetype m_bytes = 0;
        QHash<PhotoId, Entry> m_entries;
        std::list<PhotoId> m_uses; ///< latest first
    };
    void startNext();

    Session& m_session;
    Cache m_thumbnails;
    Cache m_previews;
    QList<PhotoId> m_wanted; ///< last one first
    QSet<PhotoId> m_underWay;
    QSet<PhotoId> m_missing;
    QHash<PhotoId, QPointF> m_focus;
    quint64 m_generation = 0; ///< answers to older questions are dropped
};

} // namespace cloakroom::ui
