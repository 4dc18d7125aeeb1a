#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QRect>

#include <functional>
#include <optional>
#include <span>

namespace cloakroom {

class Database;

using TemplateReceiptId = Id<struct TemplateReceiptTag>;

/// Which recognition model made a template. Templates of different models cannot be compared.
struct TemplateModel {
    QString name;
    QString version;
    QByteArray sha256; ///< 32 bytes
};

/// A named face of which a template may be made.
struct FaceToLearn {
    FaceId face;
    PhotoId photo;
    PersonId person;
    QRect rect; ///< pixels of the upright original
};

/// That somebody's templates were taken away, and why; no biometric data.
struct TemplateReceipt {
    TemplateReceiptId id;
    PersonId person;
    QDateTime at; ///< UTC
    UserId user;
    QString reason; ///< a key: see templateReasonText()
    int templates = 0;
    quint32 generation = 0; ///< of the library's key then
    QString checked; ///< what was looked for in the library's files right after, as JSON; empty = not yet
};

struct TemplateCount {
    int templates = 0;
    QDateTime since; ///< of the oldest
};

/// Rows of templates, which are biometric data: nobody but core/faces reads their numbers. No rights, no rules.
class TemplateRepository {
public:
    explicit TemplateRepository(Database& database)
        : m_database(database)
    {
    }

    /// Whoever has a template.
    [[nodiscard]] Result<QList<PersonId>> people();
    [[nodiscard]] Result<TemplateCount> countOf(PersonId person);
    [[nodiscard]] Result<int> count();
    [[nodiscard]] Result<void> insert(const FaceToLearn& face, const TemplateModel& model, const QDateTime& at,
                                      std::span<const float> numbers);
    /// Every template of these people that the model made; `take` gets the numbers in place, for as long as it runs.
    [[nodiscard]] Result<void> read(const QList<PersonId>& people, const QByteArray& modelSha256,
                                    const std::function<void(PersonId, std::span<const float>)>& take);
    [[nodiscard]] Result<void> removeOf(PersonId person);
    [[nodiscard]] Result<void> removeAll();
    /// Those of other models than this one, which nothing can be compared with any more.
    [[nodiscard]] Result<void> removeOfOtherModels(const QByteArray& modelSha256);
    /// Named faces in photos that are open to everybody, of people who have fewer than `most` templates of this model:
    /// the largest faces first.
    [[nodiscard]] Result<QList<FaceToLearn>> toLearn(const QList<PersonId>& people, const QByteArray& modelSha256,
                                                     int most);

    /// Removals that no receipt tells of yet, by person.
    [[nodiscard]] Result<QList<PersonId>> unsettled();
    /// One for all of this person's removals so far.
    [[nodiscard]] Result<TemplateReceiptId> settle(const TemplateReceipt& draft);
    [[nodiscard]] Result<QList<TemplateReceipt>> receipts(); ///< newest first
    [[nodiscard]] Result<QList<TemplateReceiptId>> uncheckedReceipts();
    /// The marks of what a receipt tells of, 16 bytes each.
    [[nodiscard]] Result<QList<QByteArray>> marks(TemplateReceiptId receipt);
    [[nodiscard]] Result<void> setChecked(TemplateReceiptId receipt, const QString& checked);

private:
    Database& m_database;
};

} // namespace cloakroom
