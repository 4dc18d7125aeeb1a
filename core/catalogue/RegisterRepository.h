#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QList>
#include <QSize>
#include <QStringList>

#include <optional>

namespace cloakroom {

class Database;

/// One face of a photo that left, as it left.
struct RegisteredFace {
    FaceId face;
    PersonId person; ///< none = nobody named
    bool isShown = false; ///< visible in the picture that left
    bool isProfileCovered = false; ///< covered by the purpose's publication profile alone: consent was there

    friend bool operator==(const RegisteredFace&, const RegisteredFace&) = default;
};

/// A row of the register to be.
struct NewRegisterEntry {
    PhotoId photo;
    PurposeId purpose;
    QDateTime exportedAt; ///< UTC
    UserId by;
    QString file; ///< the exported file's own name
    QString place;
    QString style;
    QByteArray sha256;
    QSize size; ///< pixels of the exported picture
    QByteArray facesHash; ///< the state of the photo that was signed off
    std::optional<QDate> reviewOn;
    QString caption; ///< the words that go with it
    UserId approvedBy; ///< who said "fit to publish"
    QByteArray look; ///< of the exported pixels, see core/imaging/Look.h
    QString recipe; ///< how it was made, as JSON: regions, style, size, versions
    QList<RegisteredFace> faces; ///< rejected ones left out
    QList<ConsentId> consents; ///< relied upon
};

struct RegisterQuery {
    std::optional<RegisterId> id;
    std::optional<PhotoId> photo;
    std::optional<PersonId> person; ///< shown or covered in it
    std::optional<PurposeId> purpose;
    QByteArray sha256; ///< of the exported file; empty = any
};

/// How a publication looks, to find it by likeness.
struct RegisteredLook {
    RegisterId id;
    QByteArray look;
};

/// A stored entry. `entry.status` is what is stored (published, taken down, replaced): whether it is a takedown changes
/// from day to day and is worked out by takedownsDue(). `entry.shown` and `entry.covered` are filled.
struct RegisterRow {
    RegisterEntry entry;
    QString style;
    QSize size;
    QByteArray facesHash;
    QString recipe;
};

/// Rows of the register. No rules and no rights: see Register. Errors besides the database's: NotFound.
class RegisterRepository {
public:
    explicit RegisterRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<RegisterId> insert(const NewRegisterEntry& entry);
    /// For an export whose file did not get its name: nothing left, and what it replaced is as it was.
    [[nodiscard]] Result<void> remove(RegisterId id);

    /// Newest first.
    [[nodiscard]] Result<QList<RegisterRow>> rows(const RegisterQuery& query);
    [[nodiscard]] Result<RegisterRow> get(RegisterId id);
    [[nodiscard]] Result<QList<RegisteredFace>> faces(RegisterId id);
    /// The decisions that were relied upon.
    [[nodiscard]] Result<QList<ConsentId>> consents(RegisterId id);

    /// Every publication of which it is known.
    [[nodiscard]] Result<QList<RegisteredLook>> looks();
    /// Whether a publication has this file name.
    [[nodiscard]] Result<bool> knowsFile(const QString& file);
    /// The file names that begin so; a prefix of plain ASCII.
    [[nodiscard]] Result<QStringList> filesBeginning(const QString& prefix);

    [[nodiscard]] Result<void> setPlace(RegisterId id, const QString& place);
    [[nodiscard]] Result<void> setLink(RegisterId id, const QString& link);
    [[nodiscard]] Result<void> setReviewOn(RegisterId id, std::optional<QDate> day);
    /// Of one that was replaced: what stood there before is not to be seen any more.
    [[nodiscard]] Result<void> setGone(RegisterId id, const QDateTime& at, UserId by);
    [[nodiscard]] Result<void> setTakenDown(RegisterId id, const QDateTime& at, UserId by);
    [[nodiscard]] Result<void> setReplaced(RegisterId id, RegisterId by);

private:
    [[nodiscard]] Result<void> insertFaces(RegisterId id, const NewRegisterEntry& entry);
    [[nodiscard]] Result<void> fillFaces(QList<RegisterRow>& rows);

    Database& m_database;
};

} // namespace cloakroom
