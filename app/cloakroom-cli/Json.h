#pragma once

#include "core/catalogue/Consent.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Photo.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/Records.h"
#include "core/consent/ConsentRules.h"
#include "core/consent/CsvReport.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cloakroom::cli {

/// The values of the domain as scripts read them. Keys are a contract: add, never rename.
[[nodiscard]] QJsonObject toJson(const PhotoSummary& photo);
[[nodiscard]] QJsonObject toJson(const Face& face);
[[nodiscard]] QJsonObject toJson(const CoverRegion& region);
[[nodiscard]] QJsonObject toJson(const Event& event);
[[nodiscard]] QJsonObject toJson(const Group& group);
[[nodiscard]] QJsonObject toJson(const Person& person);
[[nodiscard]] QJsonObject toJson(const Purpose& purpose);
[[nodiscard]] QJsonObject toJson(const User& user);
[[nodiscard]] QJsonObject toJson(const SignOff& signOff);
[[nodiscard]] QJsonObject toJson(const Flag& flag);
[[nodiscard]] QJsonObject toJson(const RegisterEntry& entry);
[[nodiscard]] QJsonObject toJson(const AuditEntry& entry);
[[nodiscard]] QJsonObject toJson(const Reason& reason);
[[nodiscard]] QJsonObject toJson(const FaceClearance& face);
[[nodiscard]] QJsonObject toJson(const Clearance& clearance);
[[nodiscard]] QJsonObject toJson(const TableProblem& problem);
[[nodiscard]] QJsonObject toJson(const CsvReport& report);

template <typename T>
[[nodiscard]] QJsonArray toJsonArray(const QList<T>& values)
{
    QJsonArray array;
    for (const T& value : values) {
        array << toJson(value);
    }
    return array;
}

template <typename Tag>
[[nodiscard]] QJsonArray idsToJson(const QList<Id<Tag>>& ids)
{
    QJsonArray array;
    for (const Id<Tag> id : ids) {
        array << id.value;
    }
    return array;
}

/// null where there is none.
template <typename Tag>
[[nodiscard]] QJsonValue idToJson(Id<Tag> id)
{
    return id.isValid() ? QJsonValue(id.value) : QJsonValue(QJsonValue::Null);
}
[[nodiscard]] QJsonValue textToJson(const QString& text);
[[nodiscard]] QJsonValue dayToJson(const std::optional<QDate>& day);
/// UTC, ISO, seconds.
[[nodiscard]] QJsonValue timeToJson(const QDateTime& utc);
[[nodiscard]] QJsonArray rectToJson(QRect rect);

} // namespace cloakroom::cli
