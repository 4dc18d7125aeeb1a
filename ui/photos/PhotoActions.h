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
} // namespace cloakroom

namespace cloakroom::ui {

struct FilterChoices;
class Session;

/// The photos that a menu is about.
struct PhotoChoice {
    QList<PhotoId> photos; ///< may be none
    PhotoId current; ///< where the keyboard is
    bool isBin = false; ///< the bin is shown
    bool hasStack = false; ///< one of them is in a stack
};

/// What can be done to chosen photos, each as the role may: tag, event, group, rating, bin, flag, the original. Says
/// what happened through done(), with a way back where there is one.
class PhotoActions final : public QObject {
    Q_OBJECT

public:
    PhotoActions(Session& session, QWidget* window);

    void setChoices(const FilterChoices& choices);
    void fillMenu(QMenu& menu, const PhotoChoice& choice);

    void addTag(const QList<PhotoId>& photos);
    void moveToNewEvent(const QList<PhotoId>& photos);
    void moveToEvent(const QList<PhotoId>& photos, EventId event);
    /// Whom they were taken of; invalid = no group.
    void setGroup(const QList<PhotoId>& photos, GroupId group);
    void rate(const QList<PhotoId>& photos, int stars);
    void remove(const QList<PhotoId>& photos);
    void restore(const QList<PhotoId>& photos);
    /// Asks why, then destroys the keys: no way back.
    void erase(const QList<PhotoId>& photos);
    void flag(const QList<PhotoId>& photos);
    void saveOriginal(PhotoId photo);
    /// Into an encrypted file, with the names of those who agreed.
    void handOver(const QList<PhotoId>& photos);
    void findFacesIn(const QList<PhotoId>& photos);
    void correctTimes(const QList<PhotoId>& photos);
    /// One stack, the first on top.
    void keepTogether(const QList<PhotoId>& photos);
    void putOnTop(PhotoId photo);
    /// Whole stacks, those that any of the photos is in.
    void takeApart(const QList<PhotoId>& photos);
    /// Offers stacks; of one import alone if it is valid.
    void findBursts(ImportId import = {});

Q_SIGNALS:
    /// `undo` may be empty.
    void done(const QString& text, const std::function<void()>& undo);
    void failed(const cloakroom::Error& error);

private:
    using Work = std::function<Result<void>(Library&)>;
    void run(Work work, const QString& text, const std::function<void()>& undo = {});
    void addEventMenu(QMenu& menu, const QList<PhotoId>& photos);
    void addGroupMenu(QMenu& menu, const QList<PhotoId>& photos);
    void addStackMenu(QMenu& menu, const PhotoChoice& choice);
    void showStack(PhotoId photo);
    void stackAgain(const QList<QList<PhotoId>>& stacks);
    void shiftTimes(const QList<PhotoId>& photos, qint64 seconds);

    Session& m_session;
    QWidget* m_window;
    QList<QPair<EventId, QString>> m_events;
    QList<QPair<GroupId, QString>> m_groups;
    QStringList m_tags;
};

} // namespace cloakroom::ui
