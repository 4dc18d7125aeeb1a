#pragma once

#include "core/review/SecondLooks.h"
#include "ui/common/Page.h"

#include <QHash>
#include <QImage>

#include <optional>

class QListWidget;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableWidget;

namespace cloakroom::ui {

class EmptyState;

/// A picture as large as there is room, on the darkroom's ground.
class LookPicture final : public QWidget {
    Q_OBJECT
public:
    explicit LookPicture(QWidget* parent = nullptr);

    /// A null image shows the sentence instead.
    void setImage(const QImage& image, const QString& otherwise = {});
    [[nodiscard]] const QImage& image() const { return m_image; }
    [[nodiscard]] QSize sizeHint() const override { return {480, 360}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_image;
    QString m_otherwise;
};

/// Two pairs of eyes: what waits for a second user's look, as it would leave, to approve or to send back with a note;
/// and what became of one's own requests.
class SecondLookPage : public Page {
    Q_OBJECT
public:
    explicit SecondLookPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;

    [[nodiscard]] QListWidget* queue() const { return m_queue; }
    [[nodiscard]] QTableWidget* mine() const { return m_mine; }
    [[nodiscard]] LookPicture* picture() const { return m_picture; }
    void sendBack(const QString& note);

private:
    QWidget* makeQueue();
    QWidget* makeSide();
    QWidget* makeMine();
    void readCount();
    void showQueue(const QList<SecondLookTask>& tasks);
    void showMine(const QList<SecondLook>& looks);
    void showSelected();
    void readPicture(const SecondLook& look);
    void approve();
    void askForNote();
    void withdraw();
    void decided(const Result<void>& done);
    void forget();
    [[nodiscard]] std::optional<SecondLookTask> selected() const;
    [[nodiscard]] QString purposeName(const SecondLook& look) const;

    QList<SecondLookTask> m_tasks;
    quint64 m_question = 0; ///< answers to older ones are dropped
    QTabWidget* m_tabs;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QListWidget* m_queue;
    LookPicture* m_picture;
    QLabel* m_heading;
    QLabel* m_facts;
    QLabel* m_why;
    QPushButton* m_approve;
    QPushButton* m_sendBack;
    QPushButton* m_withdraw;
    QTableWidget* m_mine;
};

} // namespace cloakroom::ui
