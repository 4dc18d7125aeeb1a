#pragma once

#include "core/base/Ids.h"
#include "ui/photos/PhotoReading.h"

#include <QScrollArea>

class QLineEdit;
class QVBoxLayout;

namespace cloakroom::ui {

class Session;

/// The details beside the grid: the current photo, what may be done with it and why, who is in it, its facts, and the
/// button to the next step. For several photos: how many of each mark.
class PhotoPane final : public QScrollArea {
    Q_OBJECT

public:
    explicit PhotoPane(Session& session, QWidget* parent = nullptr);

    /// The photos that are selected; `current` is shown when it is the only one. `counts` speaks of all of them.
    void showPhotos(const QList<PhotoId>& photos, PhotoId current, const MarkCounts& counts);
    /// Reads the shown photo again.
    void refresh();

Q_SIGNALS:
    void openRequested(cloakroom::PhotoId photo);

private:
    void rebuild();
    void showSheet(const PhotoSheet& sheet);
    void showNothing();
    void showSeveral();
    void addPicture();
    void addState(const PhotoSheet& sheet);
    void addFaces(const PhotoSheet& sheet);
    void addNextStep(const PhotoSheet& sheet);
    void addFacts(const PhotoSheet& sheet);
    void addStack(const PhotoSheet& sheet);
    void addTags(const PhotoSheet& sheet);
    [[nodiscard]] QLineEdit* makeTagField(const QStringList& known);
    void addUses(const PhotoSheet& sheet);
    void changeTag(const QString& tag, bool isAdded);
    void rate(int stars);

    Session& m_session;
    QVBoxLayout* m_column;
    QList<PhotoId> m_photos;
    PhotoId m_current;
    MarkCounts m_counts;
    int m_question = 0; ///< only the answer to the last one is shown
};

} // namespace cloakroom::ui
