#pragma once

#include "core/base/Ids.h"
#include "core/base/PhotoKind.h"
#include "core/base/Result.h"
#include "core/consent/Clearances.h"

#include <QAbstractListModel>
#include <QBitArray>
#include <QDate>
#include <QList>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace cloakroom::ui {

/// What the grid knows of one photo: few bytes, so that a hundred thousand of them are no burden.
struct GridRow {
    qint64 takenAt = 0; ///< the camera's wall clock in seconds since 1970; 0 = unknown
    Outcome outcome = Outcome::Blocked;
    qint16 toCover = 0;
    qint16 unidentified = 0;
    qint16 faces = 0;
    qint16 inStack = 0; ///< how many photos are kept together with it, itself included
    qint8 rating = 0;
    PhotoKind kind = PhotoKind::Still;
    bool waitsForReview = false;
    bool isFlagged = false;
    bool hasMark = false;

    [[nodiscard]] std::optional<QDate> day() const;
};

/// How many photos of the view may go, with covers, wait, or stay.
struct MarkCounts {
    int ok = 0;
    int cover = 0;
    int ask = 0;
    int stop = 0;
    bool isComplete = false; ///< every photo of the view has been looked at
};

/// The photos of a view in their order: ids at once, what the grid shows of them in chunks, those in view first.
/// Reads through a function, so that it knows nothing of the library. GUI thread.
class PhotoGridModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { PhotoRole = Qt::UserRole, RowRole };
    using Rows = QList<std::pair<PhotoId, GridRow>>;
    using Answer = std::function<void(const QList<PhotoId>& asked, const Rows& rows)>;
    /// Asks for rows of `photos`, to be handed to `answer` later (or at once); photos that may not be seen any more are
    /// left out of it.
    using Reader = std::function<void(const QList<PhotoId>& photos, const Answer& answer)>;

    explicit PhotoGridModel(Reader reader, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    /// Shows other photos; rows that are known already are kept until they are read again.
    void setPhotos(const QList<PhotoId>& photos);
    /// Reads every row again (another purpose, other consents), keeping what is shown until then.
    void readAgain();
    /// Rows that should be read before all others.
    void setVisible(int first, int last);
    void clear();

    [[nodiscard]] const QList<PhotoId>& photos() const { return m_photos; }
    [[nodiscard]] PhotoId photoAt(int row) const { return m_photos.value(row); }
    [[nodiscard]] int rowOf(PhotoId photo) const { return static_cast<int>(m_photos.indexOf(photo)); }
    /// Null while it has not been read.
    [[nodiscard]] const GridRow* rowAt(int row) const;
    [[nodiscard]] MarkCounts counts() const { return m_counts; }

Q_SIGNALS:
    /// Days of rows became known: headings move.
    void daysChanged();
    void countsChanged();

private:
    void readNext();
    void take(quint64 generation, int first, const QList<PhotoId>& asked, const Rows& rows);
    [[nodiscard]] int nextChunk() const;
    void count(const GridRow& row, int sign);

    Reader m_reader;
    QList<PhotoId> m_photos;
    std::vector<std::optional<GridRow>> m_rows;
    QBitArray m_isRead; ///< per chunk
    MarkCounts m_counts;
    int m_firstVisible = 0;
    bool m_isReading = false;
    quint64 m_generation = 0;
};

} // namespace cloakroom::ui
