#include "core/catalogue/PurposeRepository.h"

#include "core/catalogue/Database.h"

namespace cloakroom {

namespace {

const QString kSelect = QStringLiteral(
    "SELECT id, key, name, audience, basis, wording, parties, valid_days, ends_with_school_year, ends_on_leaving, "
    "second_check, never_cover, active, profile_cover, profile_larger_than, profile_longest_edge, profile_no_names, "
    "profile_review_days, profile_kilobytes, profile_watermark FROM purpose");

// Fail closed: a word that this program does not know is read as the strictest one, and the purpose as not in use.
Purpose readPurpose(const Statement& row)
{
    const auto audience = audienceFromKey(row.text(3));
    const auto basis = basisFromKey(row.text(4));
    const auto parties = requiredPartiesFromKey(row.text(6));
    const auto cover = profileCoverFromKey(row.text(13));
    Purpose purpose;
    purpose.id = PurposeId{row.int64(0)};
    purpose.key = row.text(1);
    purpose.name = row.text(2);
    purpose.audience = audience.value_or(Audience::Outside);
    purpose.basis = basis.value_or(Basis::Consent);
    purpose.wording = row.text(5);
    purpose.parties = parties.value_or(RequiredParties::BothParents);
    purpose.validDays = row.isNull(7) ? std::nullopt : std::optional(row.integer(7));
    purpose.endsWithSchoolYear = row.boolean(8);
    purpose.endsOnLeaving = row.boolean(9);
    purpose.secondCheck = row.boolean(10);
    purpose.neverCover = row.boolean(11);
    purpose.active = row.boolean(12) && audience && basis && parties && cover;
    purpose.profile = {cover.value_or(PublicationProfile::Cover::Pupils),
                       row.integer(14),
                       row.integer(15),
                       row.boolean(16),
                       row.integer(17),
                       row.integer(18),
                       row.boolean(19)};
    return purpose;
}

Statement& bindFields(Statement& statement, const Purpose& purpose)
{
    return statement.bind(purpose.name)
        .bind(audienceKey(purpose.audience))
        .bind(basisKey(purpose.basis))
        .bind(purpose.wording)
        .bind(requiredPartiesKey(purpose.parties))
        .bind(purpose.validDays)
        .bind(purpose.endsWithSchoolYear)
        .bind(purpose.endsOnLeaving)
        .bind(purpose.secondCheck)
        .bind(purpose.neverCover)
        .bind(purpose.active)
        .bind(profileCoverKey(purpose.profile.cover))
        .bind(purpose.profile.largerThanPixels)
        .bind(purpose.profile.longestEdge)
        .bind(purpose.profile.noNames)
        .bind(purpose.profile.reviewAfterDays)
        .bind(purpose.profile.largestKilobytes)
        .bind(purpose.profile.watermark);
}

Result<std::optional<Purpose>> readOne(Statement& statement)
{
    const auto row = statement.next();
    if (!row) {
        return propagate(row);
    }
    return *row ? std::optional(readPurpose(statement)) : std::nullopt;
}

} // namespace

Result<QList<Purpose>> PurposeRepository::list()
{
    auto statement = m_database.prepare(kSelect + QStringLiteral(" ORDER BY id"));
    if (!statement) {
        return propagate(statement);
    }
    QList<Purpose> purposes;
    for (;;) {
        const auto row = statement->next();
        if (!row) {
            return propagate(row);
        }
        if (!*row) {
            return purposes;
        }
        purposes.append(readPurpose(*statement));
    }
}

Result<std::optional<Purpose>> PurposeRepository::get(PurposeId id)
{
    auto statement = m_database.prepare(kSelect + QStringLiteral(" WHERE id = ?"));
    if (!statement) {
        return propagate(statement);
    }
    statement->bind(id);
    return readOne(*statement);
}

Result<std::optional<Purpose>> PurposeRepository::byKey(const QString& key)
{
    auto statement = m_database.prepare(kSelect + QStringLiteral(" WHERE key = ?"));
    if (!statement) {
        return propagate(statement);
    }
    statement->bind(key);
    return readOne(*statement);
}

Result<PurposeId> PurposeRepository::insert(const Purpose& purpose)
{
    auto statement = m_database.prepare(
        QStringLiteral("INSERT INTO purpose(name, audience, basis, wording, parties, valid_days, "
                       "ends_with_school_year, ends_on_leaving, "
                       "second_check, never_cover, active, profile_cover, profile_larger_than, profile_longest_edge, "
                       "profile_no_names, "
                       "profile_review_days, profile_kilobytes, profile_watermark, key) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    if (!statement) {
        return propagate(statement);
    }
    if (const auto done = bindFields(*statement, purpose).bind(purpose.key).run(); !done) {
        return propagate(done);
    }
    return PurposeId{statement->lastInsertId()};
}

Result<void> PurposeRepository::update(const Purpose& purpose)
{
    auto statement = m_database.prepare(QStringLiteral(
        "UPDATE purpose SET name = ?, audience = ?, basis = ?, wording = ?, parties = ?, valid_days = ?, "
        "ends_with_school_year = ?, ends_on_leaving = ?, second_check = ?, never_cover = ?, active = ?, "
        "profile_cover = ?, profile_larger_than = ?, profile_longest_edge = ?, profile_no_names = ?, "
        "profile_review_days = ?, profile_kilobytes = ?, profile_watermark = ? WHERE id = ?"));
    if (!statement) {
        return propagate(statement);
    }
    return bindFields(*statement, purpose).bind(purpose.id).run();
}

} // namespace cloakroom
