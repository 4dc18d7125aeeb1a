#pragma once

#include "core/intake/Importer.h"
#include "ui/common/Page.h"
#include "ui/intake/CardWatcher.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QStringList>

#include <functional>

class QCheckBox;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace cloakroom::ui {

class CardList;
class ImportFields;
class ImportResult;
class Job;
class PhotoActions;

/// Photos in: a card or folder, chosen or dropped here; then what came in and what did not, and why.
class ImportPage final : public Page {
    Q_OBJECT

public:
    explicit ImportPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;
    /// Files and folders to import next.
    void setSources(const QStringList& sources);
    /// Where cards may appear; for tests.
    [[nodiscard]] CardWatcher& watcher() { return m_watcher; }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] QWidget* makeForm();
    [[nodiscard]] QWidget* makeDropArea() const;
    void showSources();
    [[nodiscard]] QStringList allSources() const;
    [[nodiscard]] static QString mediumOf(const QList<Card>& cards);
    void importInserted();
    void remindOfCards();
    void takeInserted(const Card& card);
    void showEntered();
    void chooseFolder();
    void chooseFiles();
    void start();
    void run(const ImportRequest& request);
    void finish(const ImportRequest& request, const Result<ImportReport>& report);
    void showResult(const ImportRequest& request, const ImportReport& report);
    void offerStacks();
    void connectResult();
    void takeHandover();
    void clearCard();
    void forget();

    QStackedWidget* m_stack;
    CardWatcher m_watcher;
    CardList* m_cards;
    QVBoxLayout* m_chosen;
    ImportFields* m_fields;
    QCheckBox* m_findFaces;
    QCheckBox* m_whenInserted;
    QPushButton* m_start;
    ImportResult* m_result;
    PhotoActions* m_actions;
    ImportRequest m_done; ///< the last one that ended, and what came of it
    ImportReport m_report;
    std::function<void()> m_undo;
    QList<Card> m_inserted; ///< to be imported by themselves when the import that runs has ended
    QStringList m_sources;
    QPointer<Job> m_job;
    QElapsedTimer m_sinceShown; ///< new photos are shown as they come in, but not at every one
};

} // namespace cloakroom::ui
