#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Records.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace cloakroom {

class Library;

struct RegisterFilter {
    std::optional<PhotoId> photo;
    std::optional<PersonId> person; ///< shown or covered in it
    std::optional<PurposeId> purpose;
    bool takedownsOnly = false;
};

/// Something to do about a publication.
struct TaskOfPublication {
    PublicationTask task = PublicationTask::Review;
    RegisterEntry entry;
};

/// Everything about one publication.
struct RegisterDetails {
    RegisterEntry entry;
    QList<ConsentId> consents; ///< relied upon, of people whom the role may know
    QJsonObject recipe; ///< how it was made: regions, style, size, versions; empty for old entries
};

/// Every photo that ever left. Status is worked out from today's consents on every read, so that a withdrawal shows at
/// once. Protected people are left out of `shown`, and nothing is found by them, for roles that may not know them.
/// Right::Export; runs on the library's thread; changes are logged.
class Register {
public:
    explicit Register(Library& library)
        : m_library(library)
    {
    }

    /// Newest first.
    [[nodiscard]] Result<QList<RegisterEntry>> list(const RegisterFilter& filter = {});
    [[nodiscard]] Result<RegisterEntry> get(RegisterId id);
    [[nodiscard]] Result<int> takedownCount();
    [[nodiscard]] Result<RegisterDetails> details(RegisterId id);

    /// What is to be done until every publication is settled: takedowns first, then replaced pictures that nobody has
    /// confirmed gone, then reviews whose day has come; the oldest first.
    [[nodiscard]] Result<QList<TaskOfPublication>> tasks();
    /// What people outside the school can see today, as far as the library knows: the oldest first.
    [[nodiscard]] Result<QList<RegisterEntry>> publicNow();
    /// The same as a table for spreadsheets, into the new file `path`, which is not encrypted: ids, places and days, no
    /// names. Answers the number of publications. Logged.
    [[nodiscard]] Result<qint64> writePublicNow(const QString& path);

    /// It is no longer to be seen where it was published; of a replaced one: that the old picture is gone. Invalid when
    /// that was said before.
    [[nodiscard]] Result<void> markTakenDown(RegisterId id);
    [[nodiscard]] Result<void> setPlace(RegisterId id, const QString& place);
    /// Where it can be seen; an address, or words. Invalid beyond 2000 characters.
    [[nodiscard]] Result<void> setLink(RegisterId id, const QString& link);
    /// Looked at, and fine: look again on that day, or never. Invalid for a day that is not ahead, and for what is
    /// settled or has to come down.
    [[nodiscard]] Result<void> markReviewed(RegisterId id, std::optional<QDate> nextOn);

private:
    Library& m_library;
};

} // namespace cloakroom
