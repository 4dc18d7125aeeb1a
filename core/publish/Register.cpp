#include "core/publish/Register.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/ClearanceCache.h"
#include "core/catalogue/ConsentRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/FaceRepository.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/catalogue/RegisterRepository.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/ConsentLedger.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
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
        const auto due = library.clearanceCache().takedowns().due(purpose, *settings, library.today());
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

/// A decision's number tells whose it is: those of people whom the role may not know are left out.
Result<QList<ConsentId>> consentsKnownTo(Library& library, RegisterId id, const QList<PersonId>& people)
{
    auto consents = RegisterRepository(library.db()).consents(id);
    if (!consents) {
        return consents;
    }
    QSet<ConsentId> theirs;
    for (const PersonId person : people) {
        const auto history = ConsentRepository(library.db()).history(person, std::nullopt);
        if (!history) {
            return propagate(history);
        }
        for (const Consent& said : *history) {
            theirs.insert(said.id);
        }
    }
    consents->removeIf([&theirs](ConsentId consent) { return !theirs.contains(consent); });
    return consents;
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
        RegisterRepository(m_library.db()).rows({std::nullopt, filter.photo, filter.person, filter.purpose, {}});
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

Result<RegisterDetails> Register::details(RegisterId id)
{
    RegisterDetails details;
    const auto entry = get(id);
    if (!entry) {
        return propagate(entry);
    }
    details.entry = *entry;
    const auto row = RegisterRepository(m_library.db()).get(id);
    const auto consents = consentsKnownTo(m_library, id, entry->shown);
    if (!row) {
        return propagate(row);
    }
    if (!consents) {
        return propagate(consents);
    }
    details.consents = *consents;
    details.recipe = QJsonDocument::fromJson(row->recipe.toUtf8()).object();
    return details;
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
    if (entry->isGone) {
        return fail(ErrorCode::Invalid, tr("This publication was taken down before. Nothing was changed."));
    }
    const bool isReplaced = entry->status == RegisterStatus::Replaced;
    return logged(m_library,
                  isReplaced ? QStringLiteral("register.confirm-gone") : QStringLiteral("register.take-down"),
                  subjectOf(*entry), [this, id, isReplaced](RegisterRepository repository) {
                      const QDateTime now = m_library.clock().now();
                      return isReplaced ? repository.setGone(id, now, m_library.user().id)
                                        : repository.setTakenDown(id, now, m_library.user().id);
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

Result<void> Register::setLink(RegisterId id, const QString& link)
{
    constexpr int kMostLetters = 2000;
    const QString clean = link.simplified();
    if (clean.size() > kMostLetters) {
        return fail(ErrorCode::Invalid, tr("An address has at most 2000 characters. Nothing was changed."));
    }
    const auto entry = get(id);
    if (!entry) {
        return propagate(entry);
    }
    return logged(m_library, QStringLiteral("register.set-link"), subjectOf(*entry),
                  [id, &clean](RegisterRepository repository) { return repository.setLink(id, clean); });
}

Result<void> Register::markReviewed(RegisterId id, std::optional<QDate> nextOn)
{
    if (nextOn && (!nextOn->isValid() || *nextOn <= m_library.today())) {
        return fail(ErrorCode::Invalid,
                    tr("The next look at it is on a day that is still to come. Nothing was changed."));
    }
    const auto entry = get(id);
    if (!entry) {
        return propagate(entry);
    }
    if (entry->status != RegisterStatus::Published) {
        return fail(ErrorCode::Invalid,
                    tr("This publication is no longer out there as it was, or has to come down. Nothing was changed."));
    }
    return logged(m_library, QStringLiteral("register.review"), subjectOf(*entry),
                  [id, nextOn](RegisterRepository repository) { return repository.setReviewOn(id, nextOn); });
}

} // namespace cloakroom
