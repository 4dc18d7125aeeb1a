// Many decisions at once, what they change, and whom to ask.

#include "core/audit/AuditLog.h"
#include "core/catalogue/ClearanceFactsRepository.h"
#include "core/catalogue/ClearanceQuery.h"
#include "core/catalogue/ConsentRepository.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/Viewpoint.h"
#include "core/consent/BiometricTemplates.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ConsentLedger", text);
}

/// How things stand for one purpose: photos that some people are in, and publications.
struct State {
    QList<ClearanceRow> photos; ///< by id
    QList<RegisterId> takedowns;
};

/// The purposes of some decisions, and for each the people who decided.
struct Touched {
    Purpose purpose;
    QList<PersonId> people;
};

Result<State> stateOf(Library& library, const Touched& touched, const ConsentSettings& settings)
{
    State state;
    const auto photos = ConsentRepository(library.db()).photosOf(touched.people);
    if (!photos) {
        return propagate(photos);
    }
    const auto rows = clearanceRows(library.db(), &*photos, touched.purpose, settings, library.today());
    if (!rows) {
        return propagate(rows);
    }
    state.photos = *rows;
    const auto due = takedownsDue(library.db(), touched.purpose, settings, library.today(), &touched.people);
    if (!due) {
        return propagate(due);
    }
    state.takedowns = *due;
    return state;
}

int freedom(Outcome outcome)
{
    return outcome == Outcome::Clear ? 2 : outcome == Outcome::ClearIfCovered ? 1 : 0;
}

void addOnce(QList<PhotoId>& photos, PhotoId photo)
{
    if (!photos.contains(photo)) {
        photos += photo;
    }
}

void compare(const State& before, const State& after, const Viewpoint& viewpoint, ConsentEffect& effect)
{
    // The same photos in the same order: a decision moves no face.
    for (qsizetype i = 0; i < after.photos.size() && i < before.photos.size(); ++i) {
        const ClearanceRow& now = after.photos.at(i);
        if ((now.isSealed && !viewpoint.seesFlagged) || (now.isDeleted && !viewpoint.seesBin)) {
            continue;
        }
        const int was = freedom(before.photos.at(i).outcome);
        const int is = freedom(now.outcome);
        if (is > was) {
            addOnce(effect.freer, now.photo);
        } else if (is == 0 && was > 0) {
            addOnce(effect.noLongerUsable, now.photo);
        } else if (is < was) {
            addOnce(effect.coveredNow, now.photo);
        }
    }
    for (const RegisterId entry : after.takedowns) {
        if (!before.takedowns.contains(entry) && !effect.takedowns.contains(entry)) {
            effect.takedowns += entry;
        }
    }
}

void touch(QList<Touched>& touched, const Purpose& purpose, PersonId person)
{
    auto known = std::find_if(touched.begin(), touched.end(),
                              [&purpose](const Touched& other) { return other.purpose.id == purpose.id; });
    if (known == touched.end()) {
        known = touched.insert(touched.end(), Touched{purpose, {}});
    }
    if (!known->people.contains(person)) {
        known->people += person;
    }
}

bool sharesEvidence(const ConsentDraft& draft, const ConsentDraft& before)
{
    return draft.person == before.person && draft.evidenceName == before.evidenceName
        && draft.evidence == before.evidence;
}

Consent comparable(const ConsentDraft& draft)
{
    Consent consent;
    consent.person = draft.person;
    consent.purpose = draft.purpose;
    consent.decision = draft.decision;
    consent.party = draft.party;
    consent.on = draft.on;
    consent.until = draft.decision == Decision::Granted ? draft.until : std::nullopt;
    return consent;
}

} // namespace

Result<RecordedConsents> ConsentLedger::recordAll(const QList<ConsentDraft>& drafts)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto rules = settings();
    if (!rules) {
        return propagate(rules);
    }
    QList<Touched> touched;
    for (const ConsentDraft& draft : drafts) {
        const auto purpose = checkDraft(draft);
        if (!purpose) {
            return propagate(purpose);
        }
        touch(touched, *purpose, draft.person);
    }
    const auto takedowns = [&]() -> Result<QList<RegisterId>> {
        QList<RegisterId> all;
        for (const Touched& one : touched) {
            const auto due = takedownsDue(m_library.db(), one.purpose, *rules, m_library.today(), &one.people);
            if (!due) {
                return propagate(due);
            }
            all += *due;
        }
        return all;
    };
    const auto before = takedowns();
    if (!before) {
        return propagate(before);
    }
    RecordedConsents recorded;
    if (const auto done = addAll(drafts, recorded); !done) {
        return propagate(done);
    }
    const auto after = takedowns();
    if (!after) {
        return propagate(after);
    }
    if (const auto done = commitSettled(m_library, *transaction); !done) {
        return propagate(done);
    }
    QSet<RegisterId> told(before->begin(), before->end());
    for (const RegisterId entry : *after) {
        if (!told.contains(entry)) {
            told += entry;
            recorded.takedowns += entry;
        }
    }
    return recorded;
}

Result<QSet<RegisterId>> ConsentLedger::takedowns()
{
    const auto rules = settings();
    if (!rules) {
        return propagate(rules);
    }
    const auto purposes = Purposes(m_library).list();
    if (!purposes) {
        return propagate(purposes);
    }
    QSet<RegisterId> all;
    for (const Purpose& purpose : *purposes) {
        const auto due = takedownsDue(m_library.db(), purpose, *rules, m_library.today());
        if (!due) {
            return propagate(due);
        }
        all += QSet<RegisterId>(due->begin(), due->end());
    }
    return all;
}

Result<void> ConsentLedger::addAll(const QList<ConsentDraft>& drafts, RecordedConsents& recorded)
{
    ConsentRepository consents(m_library.db());
    const ConsentDraft* proven = nullptr;
    EvidenceId evidence;
    for (const ConsentDraft& draft : drafts) {
        const auto isKnown = consents.contains(comparable(draft));
        if (!isKnown) {
            return propagate(isKnown);
        }
        if (*isKnown && draft.evidence.isEmpty()) {
            ++recorded.known;
            continue;
        }
        if (proven == nullptr || !sharesEvidence(draft, *proven)) {
            const auto kept = keepEvidence(draft);
            if (!kept) {
                return propagate(kept);
            }
            evidence = *kept;
            proven = &draft;
        }
        if (const auto done = add(draft, evidence); !done) {
            return propagate(done);
        }
        ++recorded.recorded;
    }
    return {};
}

Result<ConsentEffect> ConsentLedger::effectOf(const QList<ConsentDraft>& drafts)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    const auto rules = settings();
    if (!rules) {
        return propagate(rules);
    }
    // Tried out for real and taken back: whoever computed it otherwise would compute it differently one day.
    const auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    QList<Touched> touched;
    for (const ConsentDraft& draft : drafts) {
        const auto purpose = checkDraft(draft);
        if (!purpose) {
            return propagate(purpose);
        }
        touch(touched, *purpose, draft.person);
    }
    QList<State> before;
    for (const Touched& one : touched) {
        const auto state = stateOf(m_library, one, *rules);
        if (!state) {
            return propagate(state);
        }
        before += *state;
    }
    for (const ConsentDraft& draft : drafts) {
        Consent row = comparable(draft);
        row.recordedBy = m_library.user().id;
        row.recordedAt = m_library.clock().now();
        if (const auto done = ConsentRepository(m_library.db()).insert(row); !done) {
            return propagate(done);
        }
    }
    ConsentEffect effect;
    for (qsizetype i = 0; i < touched.size(); ++i) {
        const auto after = stateOf(m_library, touched.at(i), *rules);
        if (!after) {
            return propagate(after);
        }
        compare(before.at(i), *after, Viewpoint::of(m_library.role()), effect);
    }
    return effect;
}

Result<Evidence> ConsentLedger::evidence(ConsentId consent)
{
    if (const auto allowed = m_library.require(Right::EditPeople); !allowed) {
        return propagate(allowed);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto found = ConsentRepository(m_library.db()).evidence(consent);
    if (!found) {
        return propagate(found);
    }
    if (!*found) {
        return fail(ErrorCode::NotFound, tr("No form is kept with this decision."));
    }
    if (const auto logged =
            audit::append(m_library, QStringLiteral("consent.evidence"), {{QStringLiteral("consent"), consent.value}});
        !logged) {
        return propagate(logged);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return **found;
}

Result<QList<DueConsent>> ConsentLedger::toAsk(const QList<PhotoId>& photos, const Purpose& purpose)
{
    if (const auto allowed = m_library.require(Right::SeePeople); !allowed) {
        return propagate(allowed);
    }
    const auto rules = settings();
    if (!rules) {
        return propagate(rules);
    }
    const auto facts = ClearanceFactsRepository(m_library.db()).photos(photos, purpose.id);
    if (!facts) {
        return propagate(facts);
    }
    const Viewpoint viewpoint = Viewpoint::of(m_library.role());
    QSet<PersonId> met;
    QList<DueConsent> asked;
    for (const PhotoFactsForClearance& photo : *facts) {
        const bool isHidden = (photo.hasOpenFlag || photo.isRestricted) && !viewpoint.seesFlagged;
        for (const FaceFacts& face : photo.faces) {
            if (isHidden || face.state != FaceState::Confirmed || !face.person || face.person->isProtected
                || met.contains(face.person->id)) {
                continue;
            }
            met += face.person->id;
            const Standing stands = standing(*face.person, purpose, *rules, m_library.today());
            const bool hasLeft = face.person->leftOn && *face.person->leftOn <= m_library.today();
            if (hasLeft || (stands.rule != Rule::Missing && stands.rule != Rule::Ended)) {
                continue;
            }
            const auto person = People(m_library).get(face.person->id);
            if (!person) {
                return propagate(person);
            }
            asked += DueConsent{*person, purpose.id, stands};
        }
    }
    std::sort(asked.begin(), asked.end(), [](const DueConsent& left, const DueConsent& right) {
        return std::pair(left.person.familyName, left.person.givenName)
            < std::pair(right.person.familyName, right.person.givenName);
    });
    return asked;
}

} // namespace cloakroom
