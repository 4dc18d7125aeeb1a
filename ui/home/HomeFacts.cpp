#include "ui/home/HomeFacts.h"

#include "core/catalogue/Library.h"
#include "core/consent/ConsentLedger.h"
#include "core/photos/Photos.h"
#include "core/publish/Register.h"
#include "core/review/Flags.h"
#include "core/review/SecondLooks.h"

#include <QCollator>
#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kEndingDays = 60;
constexpr int kTiles = 6;
constexpr int kBars = 8;

bool may(const Library& library, Right right)
{
    return allows(library.role(), right);
}

const Purpose* chartPurpose(const QList<Purpose>& purposes)
{
    const auto website = std::find_if(purposes.cbegin(), purposes.cend(),
                                      [](const Purpose& purpose) { return purpose.key == QLatin1String("website"); });
    if (website != purposes.cend()) {
        return &*website;
    }
    return purposes.isEmpty() ? nullptr : &purposes.first();
}

QString groupNameOf(const Person& person)
{
    if (!person.yearGroup.isEmpty()) {
        const bool isBare = person.yearGroup.front().isDigit();
        return isBare ? QCoreApplication::translate("HomeFacts", "Year %1").arg(person.yearGroup) : person.yearGroup;
    }
    if (person.kind != PersonKind::Pupil) {
        return QCoreApplication::translate("HomeFacts", "Adults");
    }
    return person.groups.isEmpty() ? QCoreApplication::translate("HomeFacts", "Others") : person.groups.first();
}

QList<ConsentShare> sharesFrom(const QList<MatrixRow>& rows)
{
    QMap<QString, ConsentShare> byName;
    for (const MatrixRow& row : rows) {
        if (row.standings.isEmpty() || row.person.leftOn) {
            continue;
        }
        ConsentShare& share = byName[groupNameOf(row.person)];
        const Standing& standing = row.standings.first();
        const bool isNo = standing.rule == Rule::Refused || standing.rule == Rule::Withdrawn;
        (standing.mayShow ? share.yes : isNo ? share.no : share.missing) += 1;
    }
    QList<ConsentShare> shares;
    for (auto it = byName.begin(); it != byName.end(); ++it) {
        it->name = it.key();
        shares.append(*it);
    }
    QCollator collator;
    collator.setNumericMode(true);
    std::sort(shares.begin(), shares.end(), [&collator](const ConsentShare& one, const ConsentShare& other) {
        return collator.compare(one.name, other.name) < 0;
    });
    return shares.mid(0, kBars);
}

void readConsents(Library& library, const QList<Purpose>& purposes, HomeFacts& facts)
{
    ConsentLedger ledger(library);
    if (const auto due = ledger.due(kEndingDays)) {
        facts.endingConsents = static_cast<int>(std::count_if(
            due->cbegin(), due->cend(), [](const DueConsent& one) { return one.standing.endsOn.has_value(); }));
    }
    const Purpose* purpose = chartPurpose(purposes);
    if (purpose == nullptr) {
        return;
    }
    if (const auto rows = ledger.matrix(std::nullopt, {*purpose}, library.today())) {
        facts.chartPurpose = purpose->name;
        facts.shares = sharesFrom(*rows);
        facts.people = static_cast<int>(rows->size());
    }
}

void readEvents(Library& library, HomeFacts& facts)
{
    Photos photos(library);
    auto events = photos.events();
    if (!events) {
        return;
    }
    std::sort(events->begin(), events->end(), [](const Event& one, const Event& other) {
        return std::pair(one.on.value_or(QDate()), one.id) > std::pair(other.on.value_or(QDate()), other.id);
    });
    for (const Event& event : std::as_const(*events)) {
        PhotoFilter filter;
        filter.event = event.id;
        filter.limit = 1;
        const auto first = photos.find(filter);
        if (first && !first->isEmpty() && facts.events.size() < kTiles) {
            facts.events.append({event, first->first()});
        }
    }
}

} // namespace

HomeFacts readHomeFacts(Library& library, const QList<Purpose>& purposes)
{
    HomeFacts facts;
    if (const auto counts = Photos(library).counts()) {
        facts.photos = counts->all;
        if (may(library, Right::NameFaces)) {
            facts.toReview = counts->unreviewed;
        }
    }
    if (may(library, Right::Export)) {
        if (const auto takedowns = Register(library).takedownCount()) {
            facts.takedowns = *takedowns;
        }
    }
    const bool isChecked =
        std::any_of(purposes.cbegin(), purposes.cend(), [](const Purpose& purpose) { return purpose.secondCheck; });
    if (may(library, Right::SignOffPublish) && isChecked) {
        facts.secondChecks = SecondLooks(library).waitingCount().value_or(0);
    }
    if (may(library, Right::Safeguard)) {
        if (const auto flags = Flags(library).list()) {
            facts.flags = static_cast<int>(
                std::count_if(flags->cbegin(), flags->cend(), [](const Flag& flag) { return !flag.outcome; }));
        }
    }
    if (may(library, Right::SeePeople)) {
        readConsents(library, purposes, facts);
    }
    readEvents(library, facts);
    return facts;
}

} // namespace cloakroom::ui
