#include "core/consent/Purposes.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/DefaultPurposes.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/consent/BiometricTemplates.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace cloakroom {

namespace {

using Cover = PublicationProfile::Cover;

QString tr(const char* text)
{
    return QCoreApplication::translate("Purposes", text);
}

QJsonObject subjectOf(PurposeId purpose)
{
    return {{QStringLiteral("purpose"), purpose.value}};
}

tl::unexpected<Error> unknownPurpose()
{
    return fail(ErrorCode::NotFound, tr("There is no such purpose. Look at the list of purposes for their names."));
}

Result<void> checkProfile(const PublicationProfile& profile)
{
    if (profile.largerThanPixels < 0 || profile.longestEdge < 0 || profile.reviewAfterDays < 0
        || profile.largestKilobytes < 0) {
        return fail(ErrorCode::Invalid, tr("Sizes and days of a purpose are 0 or more. Nothing was changed."));
    }
    return {};
}

/// The law asks for a parent's written consent before faces are recognised, so the school's choices end there.
Result<void> checkBiometric(const Purpose& purpose)
{
    const bool asksAParent = purpose.parties == RequiredParties::OneParent
        || purpose.parties == RequiredParties::BothParents || purpose.parties == RequiredParties::ParentAndChild;
    if (purpose.key != QLatin1String("biometric") || (purpose.basis == Basis::Consent && asksAParent)) {
        return {};
    }
    return fail(ErrorCode::Invalid,
                tr("Face recognition needs the consent of at least one parent, whatever the school decides for "
                   "photos. Nothing was changed."));
}

Result<void> check(const Purpose& purpose)
{
    static const QRegularExpression kKeyForm(QStringLiteral("\\A[a-z][a-z0-9-]{0,39}\\z"));
    if (!kKeyForm.match(purpose.key).hasMatch()) {
        return fail(ErrorCode::Invalid,
                    tr("A purpose's key is a short word of small letters, digits and hyphens, for example "
                       "school-fair. Nothing was changed."));
    }
    if (purpose.name.trimmed().isEmpty()) {
        return fail(ErrorCode::Invalid, tr("A purpose needs a name. Nothing was changed."));
    }
    if (purpose.validDays && *purpose.validDays < 1) {
        return fail(ErrorCode::Invalid, tr("A consent holds for at least one day. Nothing was changed."));
    }
    if (auto fine = checkProfile(purpose.profile); !fine) {
        return fine;
    }
    return checkBiometric(purpose);
}

bool coversLess(const PublicationProfile& before, const PublicationProfile& after)
{
    if (before.cover == Cover::None || before == after) {
        return false;
    }
    return after.cover != before.cover
        || (after.cover == Cover::LargeFaces && after.largerThanPixels > before.largerThanPixels);
}

/// 0 stands for "no limit" in both a size and a number of days.
bool limitsLess(int before, int after)
{
    return before > 0 && (after == 0 || after > before);
}

bool isLooser(const PublicationProfile& before, const PublicationProfile& after)
{
    return coversLess(before, after) || limitsLess(before.longestEdge, after.longestEdge)
        || limitsLess(before.reviewAfterDays, after.reviewAfterDays) || (before.noNames && !after.noNames)
        || limitsLess(before.largestKilobytes, after.largestKilobytes) || (before.watermark && !after.watermark);
}

} // namespace

QList<Purpose> Purposes::defaults()
{
    return defaultPurposes();
}

Result<QList<Purpose>> Purposes::list()
{
    return PurposeRepository(m_library.db()).list();
}

Result<Purpose> Purposes::byKey(const QString& key)
{
    const auto purpose = PurposeRepository(m_library.db()).byKey(key);
    if (!purpose) {
        return propagate(purpose);
    }
    return *purpose ? Result<Purpose>(**purpose) : unknownPurpose();
}

Result<Purpose> Purposes::get(PurposeId id)
{
    const auto purpose = PurposeRepository(m_library.db()).get(id);
    if (!purpose) {
        return propagate(purpose);
    }
    return *purpose ? Result<Purpose>(**purpose) : unknownPurpose();
}

Result<Purpose> Purposes::add(Purpose purpose)
{
    if (const auto allowed = m_library.require(Right::Administer); !allowed) {
        return propagate(allowed);
    }
    purpose.name = purpose.name.trimmed();
    if (const auto fine = check(purpose); !fine) {
        return propagate(fine);
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    PurposeRepository purposes(m_library.db());
    const auto existing = purposes.byKey(purpose.key);
    if (!existing) {
        return propagate(existing);
    }
    if (*existing) {
        return fail(ErrorCode::AlreadyExists,
                    tr("There is a purpose with the key %1 already. Nothing was changed.").arg(purpose.key));
    }
    const auto id = purposes.insert(purpose);
    if (!id) {
        return propagate(id);
    }
    purpose.id = *id;
    if (const auto done = audit::append(m_library, QStringLiteral("purpose.add"), subjectOf(*id)); !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return purpose;
}

Result<void> Purposes::edit(const Purpose& purpose)
{
    if (auto allowed = m_library.require(Right::Administer); !allowed) {
        return allowed;
    }
    if (auto fine = check(purpose); !fine) {
        return fine;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto before = get(purpose.id);
    if (!before) {
        return propagate(before);
    }
    if (before->key != purpose.key) {
        return fail(ErrorCode::Invalid, tr("A purpose keeps its key for good. Change its name instead."));
    }
    if (auto done = PurposeRepository(m_library.db()).update(purpose); !done) {
        return done;
    }
    if (auto done = audit::append(m_library, QStringLiteral("purpose.edit"), subjectOf(purpose.id)); !done) {
        return done;
    }
    if (isLooser(before->profile, purpose.profile)) {
        if (auto done = audit::append(m_library, QStringLiteral("purpose.loosen-profile"), subjectOf(purpose.id));
            !done) {
            return done;
        }
    }
    return commitSettled(m_library, *transaction);
}

} // namespace cloakroom
