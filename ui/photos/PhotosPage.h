#pragma once

#include "core/catalogue/PhotoFilter.h"
#include "ui/common/Page.h"
#include "ui/photos/PhotoGridModel.h"

#include <QTimer>

#include <functional>

class QComboBox;
class QPushButton;
class QToolButton;
class QStackedWidget;

namespace cloakroom::ui {

class Chip;
class CollectionMenu;
class EmptyState;
class FilterBar;
class PhotoActions;
class PhotoGrid;
class PhotoPane;
struct PhotoChoice;

/// The school's photos: a grid with marks for the chosen purpose, conditions above it, details beside it.
class PhotosPage final : public Page {
    Q_OBJECT

public:
    explicit PhotosPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;
    bool search(const QString& text) override;

    void showFilter(const PhotoFilter& filter);
    [[nodiscard]] PhotoGrid& grid() const { return *m_grid; }
    [[nodiscard]] PhotoGridModel& model() const { return *m_model; }
    [[nodiscard]] FilterBar& filters() const { return *m_filters; }

Q_SIGNALS:
    /// What the conditions search for now.
    void searchChanged(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildTitle();
    void buildBody();
    void showDetails(bool areShown);
    void connectSession();
    void readChoices();
    void findPhotos();
    void showFound(const Result<QList<PhotoId>>& photos);
    void showPurposes();
    void showCounts();
    void showSelection();
    void showEmpty(bool isLibraryEmpty);
    [[nodiscard]] PhotoChoice chosen() const;
    void open(int row);
    void exportSelected();
    void showDone(const QString& text, const std::function<void()>& undo);
    void forget();
    void showCollection();

    PhotoGridModel* m_model;
    PhotoGrid* m_grid;
    FilterBar* m_filters;
    PhotoPane* m_pane;
    PhotoActions* m_actions;
    CollectionMenu* m_collections;
    QComboBox* m_purpose;
    QPushButton* m_export;
    QToolButton* m_details;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    Chip* m_marks[4];
    QTimer m_later; ///< many changes, one reading
    QTimer m_selectionLater;
    std::function<void()> m_undo;
    int m_question = 0;
    bool m_isCollectionSaid = false; ///< the message is about the collection that is looked at
};

} // namespace cloakroom::ui
