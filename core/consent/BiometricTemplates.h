#pragma once

#include "core/base/Result.h"
#include "core/catalogue/TemplateRepository.h"

#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {

class Library;
class Transaction;

/// That somebody's templates are gone, as words for people and what is left to do.
struct TemplateErasure {
    TemplateReceipt receipt;
    QString userName;
    QString reason; ///< a sentence
    bool areRowsGone = false; ///< as the catalogue is now
    bool areMarksGone = false; ///< no page of the catalogue held one of them, right after
    bool isLogEmpty = false; ///< the catalogue's write-ahead log was emptied right after
    bool isKeyNew = false; ///< the library's key was changed since: freed blocks of the disk are unreadable, too
    /// Until then the backups of the library may still hold older states of the catalogue; absent = there is none.
    std::optional<QDate> inBackupsUntil;

    [[nodiscard]] bool isGone() const { return areRowsGone && areMarksGone && isLogEmpty; }
};

/// Deletes every template that may not be kept any longer, and gives each person whose templates went, for whatever
/// reason, a receipt and an entry in the log. In the caller's transaction: this is what makes a withdrawal take effect
/// in the same breath. Costs next to nothing where there are no templates. Library's thread.
[[nodiscard]] Result<void> settleTemplates(Library& library);

/// settleTemplates(), then commits; where that ended the outermost transaction, empties the catalogue's log and looks
/// through its pages for what was to go. Everything that can change who may be recognised ends with this instead of a
/// commit.
[[nodiscard]] Result<void> commitSettled(Library& library, Transaction& transaction);

/// The same by itself: when a library was opened (a consent may have run out overnight), and before anything is
/// compared.
[[nodiscard]] Result<void> settleTemplatesNow(Library& library);

/// Newest first, of people whom the role may know. Right::EditPeople.
[[nodiscard]] Result<QList<TemplateErasure>> templateErasures(Library& library);

} // namespace cloakroom
