#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QList>
#include <QObject>
#include <QPoint>
#include <QStringList>

#include <functional>
#include <optional>

class QMenu;
class QWidget;

namespace cloakroom {
class Library;
struct Event;
} // namespace cloakroom

namespace cloakroom::ui {

class Session;

/// What can be done to chosen photos, each as the role may: tag, event, rating, bin, flag, the original. Says what
/// happened through done(), with a way back where there is one.
class PhotoActions final : public QObject {
    Q_OBJECT

public:
    PhotoActions(Session& session, QWidget* window);

    void setChoices(const QList<Event>& events, const QStringList& tags);
    /// The menu for `photos`; `isBin` while the bin is shown.
    void fillMenu(QMenu& menu, const QList<PhotoId>& photos, bool isBin);

    void addTag(const QList<PhotoId>& photos);
    void moveToNewEvent(const QList<PhotoId>& photos);
    void moveToEvent(const QList<PhotoId>& photos, EventId event);
    void rate(const QList<PhotoId>& photos, int stars);
    void remove(const QList<PhotoId>& photos);
    void restore(const QList<PhotoId>& photos);
    /// Asks why, then destroys the keys: no way back.
    void erase(const QList<PhotoId>& photos);
    void flag(const QList<PhotoId>& photos);
    void saveOriginal(PhotoId photo);
    void findFacesIn(const QList<PhotoId>& photos);

Q_SIGNALS:
    /// `undo` may be empty.
    void done(const QString& text, const std::function<void()>& undo);
    void failed(const cloakroom::Error& error);

private:
    using Work = std::function<Result<void>(Library&)>;
    void run(Work work, const QString& text, const std::function<void()>& undo = {});
    void addEventMenu(QMenu& menu, const QList<PhotoId>& photos);

    Session& m_session;
    QWidget* m_window;
    QList<QPair<EventId, QString>> m_events;
    QStringList m_tags;
};

} // namespace cloakroom::ui
