#pragma once

#include "core/intake/Importer.h"
#include "ui/common/Page.h"

#include <QPointer>
#include <QStringList>
#include <QTimer>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace cloakroom::ui {

class ImportResult;
class Job;

/// Photos in: a card or folder, chosen or dropped here; then what came in and what did not, and why.
class ImportPage final : public Page {
    Q_OBJECT

public:
    explicit ImportPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;
    /// Files and folders to import next.
    void setSources(const QStringList& sources);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] QWidget* makeForm();
    [[nodiscard]] QWidget* makeDropArea();
    void showCards();
    void showSources();
    void chooseFolder();
    void chooseFiles();
    void start();
    void run(const ImportRequest& request);
    void finish(const ImportRequest& request, const Result<ImportReport>& report);
    void clearCard(const ImportRequest& request);
    void forget();

    QStackedWidget* m_stack;
    QVBoxLayout* m_cards;
    QVBoxLayout* m_chosen;
    QLineEdit* m_event;
    QCheckBox* m_findFaces;
    QPushButton* m_start;
    ImportResult* m_result;
    QStringList m_sources;
    QPointer<Job> m_job;
    QTimer m_look;
    QStringList m_cardPaths;
};

} // namespace cloakroom::ui
