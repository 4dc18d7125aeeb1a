#pragma once

#include "core/photos/CaptureTimes.h"
#include "ui/common/FormDialog.h"

#include <QDateTime>
#include <QList>

class QDateTimeEdit;
class QLabel;
class QPushButton;
class QTableWidget;

namespace cloakroom::ui {

class Session;

/// Corrects when photos were taken: the user picks a photo whose right time is known and types it, and sees what
/// becomes of all the others, which move by the same. Photos without any time all get the one that is typed. Asks the
/// library for every preview and for the change.
class TimeDialog final : public FormDialog {
    Q_OBJECT

public:
    TimeDialog(Session& session, const QList<PhotoId>& photos, QWidget* parent);

    [[nodiscard]] QTableWidget& table() const { return *m_table; }
    [[nodiscard]] QDateTimeEdit& rightTime() const { return *m_right; }

Q_SIGNALS:
    void shifted(qint64 seconds);
    void timeSet();
    void timesReset();

private:
    void build();
    void readPreview();
    void showPreview(const Result<QList<TimeChange>>& changes);
    void useRow();
    void useTime();
    void store();
    void storeReset();
    [[nodiscard]] bool hasTimes() const;
    [[nodiscard]] std::optional<QDateTime> after(const TimeChange& change) const;

    Session& m_session;
    QList<PhotoId> m_photos;
    QList<TimeChange> m_changes;
    QDateTimeEdit* m_right;
    QLabel* m_offset;
    QTableWidget* m_table;
    QPushButton* m_reset;
    qint64 m_seconds = 0;
    int m_question = 0; ///< only the answer to the last one is shown
};

/// "1 hour, 5 minutes later"; "as it is" for 0.
[[nodiscard]] QString offsetText(qint64 seconds);

} // namespace cloakroom::ui
