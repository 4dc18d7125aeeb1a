#pragma once

#include "core/intake/Importer.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace cloakroom::ui {

/// What an import did: how many came in, what did not and why, and the steps that follow.
class ImportResult final : public QWidget {
    Q_OBJECT

public:
    explicit ImportResult(QWidget* parent = nullptr);

    /// `mayClear`: offers to clear from the source what is safe in the library.
    void showReport(const ImportReport& report, bool mayClear, bool mayReview);
    /// Bursts and look-alikes were found among the new photos.
    void offerStacks(int count);
    void forget();
    [[nodiscard]] QTableWidget& failures() const { return *m_failures; }

Q_SIGNALS:
    void showRequested();
    void reviewRequested();
    void clearRequested();
    void anotherRequested();
    void timesRequested();
    void stacksRequested();

private:
    void showCounts(const ImportReport& report);
    void showOthers(const ImportReport& report);
    void addOthers(const QList<ImportFailure>& files, const QString& fate);
    void copyFailures() const;

    QLabel* m_title;
    QVBoxLayout* m_counts;
    QWidget* m_failed;
    QLabel* m_failedTitle;
    QTableWidget* m_failures;
    QPushButton* m_clear;
    QPushButton* m_review;
    QPushButton* m_show;
    QPushButton* m_times;
    QPushButton* m_stacks;
};

} // namespace cloakroom::ui
