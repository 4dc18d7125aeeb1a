#include "Json.h"

#include "core/base/Permissions.h"

#include <cstdlib>

namespace cloakroom::cli {

namespace {

/// The camera's wall clock, with its offset from UTC where it wrote one.
QJsonValue takenAt(const PhotoSummary& photo)
{
    if (!photo.takenAt) {
        return QJsonValue::Null;
    }
    QString text = photo.takenAt->toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    if (photo.takenOffsetMinutes) {
        const int minutes = std::abs(*photo.takenOffsetMinutes);
        text += QStringLiteral("%1%2:%3")
                    .arg(*photo.takenOffsetMinutes < 0 ? QLatin1Char('-') : QLatin1Char('+'))
                    .arg(minutes / 60, 2, 10, QLatin1Char('0'))
                    .arg(minutes % 60, 2, 10, QLatin1Char('0'));
    }
    return text;
}

QJsonObject toJson(const PublicationProfile& profile)
{
    return {{QStringLiteral("cover"), profileCoverKey(profile.cover)},
            {QStringLiteral("larger_than_pixels"), profile.largerThanPixels},
            {QStringLiteral("longest_edge"), profile.longestEdge},
            {QStringLiteral("no_names"), profile.noNames},
            {QStringLiteral("review_after_days"), profile.reviewAfterDays},
            {QStringLiteral("largest_kilobytes"), profile.largestKilobytes},
            {QStringLiteral("watermark"), profile.watermark}};
}

} // namespace

QJsonValue textToJson(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue dayToJson(const std::optional<QDate>& day)
{
    return day ? QJsonValue(day->toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null);
}

QJsonValue timeToJson(const QDateTime& utc)
{
    return utc.isValid() ? QJsonValue(utc.toUTC().toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null);
}

QJsonArray rectToJson(QRect rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

QJsonObject toJson(const PhotoSummary& photo)
{
    return {{QStringLiteral("id"), photo.id.value},
            {QStringLiteral("name"), photo.name},
            {QStringLiteral("kind"), photoKindKey(photo.kind)},
            {QStringLiteral("taken_at"), takenAt(photo)},
            {QStringLiteral("width"), photo.width},
            {QStringLiteral("height"), photo.height},
            {QStringLiteral("faces"), photo.faceCount},
            {QStringLiteral("unidentified"), photo.unidentifiedFaces},
            {QStringLiteral("event"), textToJson(photo.event)},
            {QStringLiteral("tags"), QJsonArray::fromStringList(photo.tags)},
            {QStringLiteral("review"), reviewStateKey(photo.review)},
            {QStringLiteral("flagged"), photo.isFlagged},
            {QStringLiteral("rating"), photo.rating}};
}

QJsonObject toJson(const Face& face)
{
    return {{QStringLiteral("id"), face.id.value},
            {QStringLiteral("photo"), face.photo.value},
            {QStringLiteral("rect"), rectToJson(face.rect)},
            {QStringLiteral("state"), faceStateKey(face.state)},
            {QStringLiteral("person"), idToJson(face.person)},
            {QStringLiteral("confidence"), face.confidence},
            {QStringLiteral("detector"), face.detector}};
}

QJsonObject toJson(const CoverRegion& region)
{
    return {{QStringLiteral("id"), region.id.value},
            {QStringLiteral("photo"), region.photo.value},
            {QStringLiteral("rect"), rectToJson(region.rect)},
            {QStringLiteral("shape"), regionShapeKey(region.shape)}};
}

QJsonObject toJson(const Event& event)
{
    return {{QStringLiteral("id"), event.id.value},
            {QStringLiteral("name"), event.name},
            {QStringLiteral("on"), dayToJson(event.on)},
            {QStringLiteral("photos"), event.photos}};
}

QJsonObject toJson(const Group& group)
{
    return {{QStringLiteral("id"), group.id.value},
            {QStringLiteral("name"), group.name},
            {QStringLiteral("members"), group.members}};
}

QJsonObject toJson(const Person& person)
{
    return {{QStringLiteral("id"), person.id.value},
            {QStringLiteral("external_id"), textToJson(person.externalId)},
            {QStringLiteral("name"), person.fullName()},
            {QStringLiteral("given_name"), person.givenName},
            {QStringLiteral("family_name"), person.familyName},
            {QStringLiteral("preferred_name"), textToJson(person.preferredName)},
            {QStringLiteral("kind"), personKindKey(person.kind)},
            {QStringLiteral("year_group"), textToJson(person.yearGroup)},
            {QStringLiteral("date_of_birth"), dayToJson(person.dateOfBirth)},
            {QStringLiteral("left_on"), dayToJson(person.leftOn)},
            {QStringLiteral("required_parties"),
             person.partiesOverride ? QJsonValue(requiredPartiesKey(*person.partiesOverride))
                                    : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("groups"), QJsonArray::fromStringList(person.groups)},
            {QStringLiteral("protected"), person.protection.isProtected}};
}

QJsonObject toJson(const Purpose& purpose)
{
    return {{QStringLiteral("key"), purpose.key},
            {QStringLiteral("name"), purpose.name},
            {QStringLiteral("audience"), audienceKey(purpose.audience)},
            {QStringLiteral("basis"), basisKey(purpose.basis)},
            {QStringLiteral("wording"), purpose.wording},
            {QStringLiteral("required_parties"), requiredPartiesKey(purpose.parties)},
            {QStringLiteral("valid_days"),
             purpose.validDays ? QJsonValue(*purpose.validDays) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("ends_with_school_year"), purpose.endsWithSchoolYear},
            {QStringLiteral("ends_on_leaving"), purpose.endsOnLeaving},
            {QStringLiteral("second_check"), purpose.secondCheck},
            {QStringLiteral("never_cover"), purpose.neverCover},
            {QStringLiteral("active"), purpose.active},
            {QStringLiteral("profile"), toJson(purpose.profile)}};
}

QJsonObject toJson(const User& user)
{
    return {{QStringLiteral("name"), user.name},
            {QStringLiteral("role"), roleKey(user.role)},
            {QStringLiteral("enabled"), user.isEnabled}};
}

QJsonObject toJson(const SignOff& signOff)
{
    return {{QStringLiteral("id"), signOff.id.value},
            {QStringLiteral("photo"), signOff.photo.value},
            {QStringLiteral("kind"), signOffKindKey(signOff.kind)},
            {QStringLiteral("by"), signOff.byName},
            {QStringLiteral("at"), timeToJson(signOff.at)},
            {QStringLiteral("current"), signOff.isCurrent}};
}

QJsonObject toJson(const Flag& flag)
{
    return {{QStringLiteral("id"), flag.id.value},
            {QStringLiteral("photo"), flag.photo.value},
            {QStringLiteral("reason"), flag.reason},
            {QStringLiteral("by"), flag.by},
            {QStringLiteral("at"), timeToJson(flag.at)},
            {QStringLiteral("outcome"),
             flag.outcome ? QJsonValue(flagOutcomeKey(*flag.outcome)) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("note"), textToJson(flag.note)}};
}

QJsonObject toJson(const RegisterEntry& entry)
{
    return {{QStringLiteral("id"), entry.id.value},
            {QStringLiteral("photo"), entry.photo.value},
            {QStringLiteral("purpose"), entry.purposeKey},
            {QStringLiteral("exported_at"), timeToJson(entry.exportedAt)},
            {QStringLiteral("by"), entry.by},
            {QStringLiteral("file"), entry.file},
            {QStringLiteral("place"), textToJson(entry.place)},
            {QStringLiteral("sha256"), QString::fromLatin1(entry.sha256.toHex())},
            {QStringLiteral("shown"), idsToJson(entry.shown)},
            {QStringLiteral("covered"), idsToJson(entry.covered)},
            {QStringLiteral("status"), registerStatusKey(entry.status)},
            {QStringLiteral("reason"), textToJson(entry.reason)},
            {QStringLiteral("link"), textToJson(entry.link)},
            {QStringLiteral("caption"), textToJson(entry.caption)},
            {QStringLiteral("approved_by"), textToJson(entry.approvedBy)},
            {QStringLiteral("review_on"), dayToJson(entry.reviewOn)},
            {QStringLiteral("replaced_by"), idToJson(entry.replacedBy)},
            {QStringLiteral("gone"), entry.isGone},
            {QStringLiteral("public"), entry.isPublic}};
}

QJsonObject toJson(const AuditEntry& entry)
{
    return {{QStringLiteral("seq"), entry.seq},
            {QStringLiteral("time"), timeToJson(entry.time)},
            {QStringLiteral("user"), textToJson(entry.userName)},
            {QStringLiteral("action"), entry.action},
            {QStringLiteral("subject"), entry.subject},
            {QStringLiteral("detail"), textToJson(entry.detail)}};
}

QJsonObject toJson(const Reason& reason)
{
    return {{QStringLiteral("rule"), ruleKey(reason.rule)}, {QStringLiteral("text"), reason.text}};
}

QJsonObject toJson(const FaceClearance& face)
{
    return {{QStringLiteral("face"), face.face.value},
            {QStringLiteral("person"), idToJson(face.person)},
            {QStringLiteral("show"), face.show},
            {QStringLiteral("profile_cover"), face.profileCover},
            {QStringLiteral("rule"), ruleKey(face.rule)}};
}

QJsonObject toJson(const TableProblem& problem)
{
    return {{QStringLiteral("line"), problem.line}, {QStringLiteral("reason"), problem.reason}};
}

QJsonObject toJson(const Clearance& clearance)
{
    return {{QStringLiteral("photo"), clearance.photo.value},
            {QStringLiteral("outcome"), outcomeKey(clearance.outcome)},
            {QStringLiteral("faces"), toJsonArray(clearance.faces)},
            {QStringLiteral("regions"), clearance.regions},
            {QStringLiteral("reasons"), toJsonArray(clearance.reasons)},
            {QStringLiteral("explanation"), clearance.explanation}};
}

QJsonObject toJson(const CsvReport& report)
{
    return {{QStringLiteral("added"), report.added},
            {QStringLiteral("updated"), report.updated},
            {QStringLiteral("left"), report.left},
            {QStringLiteral("unchanged"), report.unchanged},
            {QStringLiteral("decisions"), report.decisions},
            {QStringLiteral("errors"), toJsonArray(report.errors)},
            {QStringLiteral("kept_noes"), toJsonArray(report.keptNoes)},
            {QStringLiteral("takedowns"), report.takedowns}};
}

} // namespace cloakroom::cli
