#pragma once

#include "core/base/Result.h"
#include "core/photos/Collections.h"

#include <QObject>

#include <functional>

class QMenu;
class QPushButton;
class QWidget;

namespace cloakroom::ui {

class Session;

/// The collections of the photos page: a button that lists them as they stand today (red = something in it may no
/// longer be used), and what can be done to chosen photos with them.
class CollectionMenu final : public QObject {
    Q_OBJECT
public:
    CollectionMenu(Session& session, QWidget* window);

    [[nodiscard]] QPushButton* button() const { return m_button; }
    /// Reads again how each stands.
    void refresh();
    void clear();
    /// The collection that is being looked at, if any: it can be renamed, deleted, and photos taken out of it.
    void setShown(std::optional<CollectionId> shown);
    /// Adds what can be done to `photos`.
    void fillMenu(QMenu& menu, const QList<PhotoId>& photos);
    /// How the collection stands, as a sentence; empty when it is not known.
    [[nodiscard]] QString sentenceFor(CollectionId id) const;
    [[nodiscard]] bool isUsable(CollectionId id) const;
    [[nodiscard]] const QList<CollectionStatus>& collections() const { return m_collections; }

Q_SIGNALS:
    void chosen(const cloakroom::Collection& collection);
    void changed(); ///< the list was read anew
    void deleted(); ///< the one that was looked at
    void done(const QString& text, const std::function<void()>& undo);
    void failed(const cloakroom::Error& error);

private:
    void fillButton();
    void startNew(const QList<PhotoId>& photos);
    void start(const QString& name, PurposeId purpose, const QList<PhotoId>& photos);
    void add(CollectionId id, const QString& name, const QList<PhotoId>& photos);
    void remove(CollectionId id, const QList<PhotoId>& photos);
    void rename(const Collection& collection);
    void erase(const Collection& collection);
    [[nodiscard]] const CollectionStatus* statusOf(CollectionId id) const;
    void askForConsent(const QList<PhotoId>& photos);
    void showFairUse();

    Session& m_session;
    QWidget* m_window;
    QPushButton* m_button;
    QMenu* m_menu;
    QList<CollectionStatus> m_collections;
    std::optional<CollectionId> m_shown;
};

} // namespace cloakroom::ui
