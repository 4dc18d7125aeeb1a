#include "core/publish/Register.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/ClearanceQuery.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/catalogue/RegisterRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/ConsentLedger.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Register", text);
}

/// Who a role may not know of, each person looked up once.
class Withheld {
public:
    explicit Withheld(Library& library)
        : m_library(library)
        , m_knowsAll(Viewpoint::of(library.role()).knowsProtected)
    {
    }

    [[nodiscard]] Result<bool> contains(PersonId person)
    {
        if (m_knowsAll) {
            return false;
        }
        const auto known = m_known.constFind(person);
        if (known != m_known.constEnd()) {
            return *known;
        }
        const auto isProtected = FaceRepository(m_library.db()).isProtected(person);
        if (!isProtected && isProtected.error().code != ErrorCode::NotFound) {
            return propagate(isProtected);
        }
        return *m_known.insert(person, !isProtected || *isProtected);
    }

private:
    Library& m_library;
    bool m_knowsAll;
    QHash<PersonId, bool> m_known;
};

Result<void> withhold(Withheld& withheld, RegisterEntry& entry)
{
    QList<PersonId> known;
    for (const PersonId person : entry.shown) {
        const auto isWithheld = withheld.contains(person);
        if (!isWithheld) {
            return propagate(isWithheld);
        }
        if (!*isWithheld) {
            known += person;
        }
    }
    entry.shown = known;
    return {};
}

Result<QSet<RegisterId>> takedownsOf(Library& library, std::optional<PurposeId> only)
{
    const auto settings = ConsentLedger(library).settings();
    const auto purposes = PurposeRepository(library.db()).list();
    if (!settings) {
        return propagate(settings);
    }
    if (!purposes) {
        return propagate(purposes);
    }
    QSet<RegisterId> all;
    for (const Purpose& purpose : *purposes) {
        if (only && purpose.id != *only) {
            continue;
        }
        const auto due = takedownsDue(library.db(), purpose, *settings, library.today());
        if (!due) {
            return propagate(due);
        }
        all.unite(QSet<RegisterId>(due->begin(), due->end()));
    }
    return all;
}

void setStatus(RegisterEntry& entry, const QSet<RegisterId>& takedowns)
{
    if (entry.status == RegisterStatus::Published && takedowns.contains(entry.id)) {
        entry.status = RegisterStatus::Takedown;
        // One sentence for every cause: it must not tell a protected person or a flag from a withdrawn consent.
        entry.reason = tr("Not everyone who can be seen in it may be seen there any longer.");
    }
}

Result<QList<RegisterEntry>> entriesOf(Library& library, const QList<RegisterRow>& rows,
                                       std::optional<PurposeId> purpose)
{
    const auto takedowns = takedownsOf(library, purpose);
    if (!takedowns) {
        return propagate(takedowns);
    }
    Withheld withheld(library);
    QList<RegisterEntry> entries;
    for (const RegisterRow& row : rows) {
        RegisterEntry entry = row.entry;
        if (const auto done = withhold(withheld, entry); !done) {
            return propagate(done);
        }
        setStatus(entry, *takedowns);
        entries += entry;
    }
    return entries;
}

/// Makes a change and its log entry one.
template <typename Change>
Result<void> logged(Library& library, const QString& action, const QJsonObject& subject, Change change)
{
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (Result<void> done = change(RegisterRepository(library.db())); !done) {
        return done;
    }
    if (auto done = audit::append(library, action, subject); !done) {
        return done;
    }
    return transaction->commit();
}

QJsonObject subjectOf(const RegisterEntry& entry)
{
    return {{QStringLiteral("register"), entry.id.value}, {QStringLiteral("photo"), entry.photo.value}};
}

} // namespace

Result<QList<RegisterEntry>> Register::list(const RegisterFilter& filter)
{
    if (const auto allowed = m_library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    if (filter.person) {
        const auto isWithheld = Withheld(m_library).contains(*filter.person);
        if (!isWithheld) {
            return propagate(isWithheld);
        }
        if (*isWithheld) {
            return QList<RegisterEntry>();
        }
    }
    const auto rows =
        RegisterRepository(m_library.db()).rows({std::nullopt, filter.photo, filter.person, filter.purpose});
    if (!rows) {
        return propagate(rows);
    }
    auto entries = entriesOf(m_library, *rows, filter.purpose);
    if (entries && filter.takedownsOnly) {
        entries->removeIf([](const RegisterEntry& entry) { return entry.status != RegisterStatus::Takedown; });
    }
    return entries;
}

Result<RegisterEntry> Register::get(RegisterId id)
{
    if (const auto allowed = m_library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    const auto row = RegisterRepository(m_library.db()).get(id);
    if (!row) {
        return propagate(row);
    }
    const auto entries = entriesOf(m_library, {*row}, row->entry.purpose);
    if (!entries) {
        return propagate(entries);
    }
    return entries->first();
}

Result<int> Register::takedownCount()
{
    if (const auto allowed = m_library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    const auto takedowns = takedownsOf(m_library, std::nullopt);
    if (!takedowns) {
        return propagate(takedowns);
    }
    return static_cast<int>(takedowns->size());
}

Result<void> Register::markTakenDown(RegisterId id)
{
    const auto entry = get(id);
    if (!entry) {
        return propagate(entry);
    }
    if (entry->status == RegisterStatus::TakenDown || entry->status == RegisterStatus::Replaced) {
        return fail(ErrorCode::Invalid, tr("This publication was taken down or replaced before. Nothing was changed."));
    }
    return logged(m_library, QStringLiteral("register.take-down"), subjectOf(*entry),
                  [this, id](RegisterRepository repository) {
                      return repository.setTakenDown(id, m_library.clock().now(), m_library.user().id);
                  });
}

Result<void> Register::setPlace(RegisterId id, const QString& place)
{
    const auto entry = get(id);
    if (!entry) {
        return propagate(entry);
    }
    return logged(m_library, QStringLiteral("register.set-place"), subjectOf(*entry),
                  [id, &place](RegisterRepository repository) { return repository.setPlace(id, place.trimmed()); });
}

Result<void> Register::markReplaced(RegisterId id, RegisterId by)
{
    const auto entry = get(id);
    if (!entry) {
        return propagate(entry);
    }
    const auto other = get(by);
    if (!other) {
        return propagate(other);
    }
    if (id == by || other->photo != entry->photo || entry->status == RegisterStatus::Replaced) {
        return fail(ErrorCode::Invalid, tr("A publication can be replaced once, by a new one of the same photo."));
    }
    QJsonObject subject = subjectOf(*entry);
    subject.insert(QStringLiteral("by"), by.value);
    return logged(m_library, QStringLiteral("register.replace"), subject,
                  [id, by](RegisterRepository repository) { return repository.setReplaced(id, by); });
}

} // namespace cloakroom
