#include "core/audit/AuditLog.h"

#include "core/audit/Checkpoint.h"
#include "core/catalogue/AuditRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/UserRepository.h"
#include "core/storage/UnlockedFolder.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom::audit {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AuditLog", text);
}

// What only the safeguarding lead may know of: these entries are left out of everybody else's view.
bool isSealed(const AuditEntry& entry)
{
    return entry.action.startsWith(QLatin1String("flag.")) || entry.action.startsWith(QLatin1String("protection."))
        || entry.action == QLatin1String("photo.reveal");
}

// Written in the name of whoever signed in next: not theirs to see unless they may see everything.
bool isOfOthers(const AuditEntry& entry, UserId own)
{
    return entry.action == QLatin1String("user.sign-in-failed")
        && entry.subject.value(QStringLiteral("user")).toInteger() != own.value;
}

Result<UserId> userNamed(Library& library, const QString& name)
{
    const auto user = UserRepository(library.db()).byName(name);
    if (!user) {
        return propagate(user);
    }
    if (!*user) {
        return fail(ErrorCode::NotFound, tr("There is no user called %1.").arg(name));
    }
    return (*user)->id;
}

// "photo:12" into what the query needs.
Result<void> readSubject(const QString& subject, AuditQuery& query)
{
    if (subject.isEmpty()) {
        return {};
    }
    const qsizetype colon = subject.indexOf(QLatin1Char(':'));
    bool isNumber = false;
    const qint64 id = subject.mid(colon + 1).toLongLong(&isNumber);
    const QString key = subject.left(colon);
    const bool isWord = !key.isEmpty() && std::all_of(key.begin(), key.end(), [](QChar c) { return c.isLower(); });
    if (colon < 1 || !isNumber || !isWord) {
        return fail(ErrorCode::Invalid, tr("A subject is written as a kind and a number, for example photo:12."));
    }
    query.subjectKey = key;
    query.subjectId = id;
    return {};
}

Result<AuditQuery> queryFor(Library& library, const Filter& filter)
{
    AuditQuery query;
    query.since = filter.since;
    if (!filter.userName.isEmpty()) {
        const auto user = userNamed(library, filter.userName);
        if (!user) {
            return propagate(user);
        }
        query.user = *user;
    }
    if (auto done = readSubject(filter.subject, query); !done) {
        return propagate(done);
    }
    if (!allows(library.role(), Right::SeeAllAudit)) {
        if (query.user.isValid() && query.user != library.user().id) {
            return fail(ErrorCode::NotAllowed, tr("You can only see what you did yourself."));
        }
        query.user = library.user().id;
    }
    return query;
}

bool isSignedByItsUser(const AuditRow& row, const QHash<UserId, QList<QByteArray>>& keys)
{
    const QList<QByteArray> own = keys.value(row.entry.user);
    return std::any_of(own.begin(), own.end(), [&row](const QByteArray& key) {
        return UnlockedFolder::isSignedBy(key, row.hash, row.signature);
    });
}

} // namespace

Result<void> append(Library& library, const QString& action, const QJsonObject& subject, const QString& detail)
{
    return appendAudit(library, action, subject, detail);
}

Result<QList<AuditEntry>> list(Library& library, const Filter& filter)
{
    if (auto allowed = library.require(Right::SeeOwnAudit); !allowed) {
        return propagate(allowed);
    }
    const auto query = queryFor(library, filter);
    if (!query) {
        return propagate(query);
    }
    const bool seesSealed = allows(library.role(), Right::Safeguard);
    AuditQuery unlimited = *query;
    unlimited.limit = seesSealed ? filter.limit : 0;
    auto entries = auditEntries(library, unlimited);
    if (entries && !seesSealed) {
        const bool seesAll = allows(library.role(), Right::SeeAllAudit);
        const UserId own = library.user().id;
        entries->removeIf([seesAll, own](const AuditEntry& entry) {
            return isSealed(entry) || (!seesAll && isOfOthers(entry, own));
        });
        if (filter.limit > 0 && entries->size() > filter.limit) {
            entries->resize(filter.limit);
        }
    }
    return entries;
}

Result<Verification> verify(Library& library, const Checkpoint* checkpoint)
{
    if (auto allowed = library.require(Right::SeeAllAudit); !allowed) {
        return propagate(allowed);
    }
    const auto keys = UserRepository(library.db()).keys();
    if (!keys) {
        return propagate(keys);
    }
    if (checkpoint != nullptr) {
        if (const auto genuine = requireGenuine(library, *checkpoint); !genuine) {
            return propagate(genuine);
        }
    }
    Verification result;
    QByteArray atCheckpoint;
    QByteArray previous(32, '\0');
    const auto done = visitAudit(library, [&](const AuditRow& row) {
        const bool isNext = row.entry.seq == result.entries + 1 && row.previousHash == previous;
        const bool isWhole = row.hash == auditHash(row)
            && (row.entry.detail.isEmpty() || row.detailHash == auditDetailHash(library, row.entry.detail));
        if (!isNext || !isWhole || !isSignedByItsUser(row, *keys)) {
            result.firstBad = row.entry.seq;
            return false;
        }
        if (checkpoint != nullptr && row.entry.seq == checkpoint->seq) {
            atCheckpoint = row.hash;
        }
        previous = row.hash;
        ++result.entries;
        return true;
    });
    if (!done) {
        return propagate(done);
    }
    if (checkpoint != nullptr) {
        // A key that nobody here ever had signed it: this is not the log that it was made of.
        const bool isKnown = keys->value(checkpoint->user).contains(checkpoint->signer);
        result.continuesCheckpoint = isKnown && atCheckpoint == checkpoint->head;
        if (!*result.continuesCheckpoint && !result.firstBad) {
            result.firstBad = std::min(checkpoint->seq, result.entries + 1);
        }
    }
    result.ok = !result.firstBad.has_value();
    return result;
}

} // namespace cloakroom::audit
