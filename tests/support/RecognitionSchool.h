#pragma once

#include "core/base/Wipe.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/Purposes.h"
#include "core/consent/Recognition.h"
#include "core/faces/TemplateSource.h"
#include "support/PhotoSchool.h"

#include <QHash>

#include <cmath>

namespace cloakroom::test {

/// Stands in for the network: whoever's face begins at x = 100 * n has the looks of number n, a little different in
/// every photo. Counts what it is asked for.
class DrawnLooks final : public TemplateSource {
public:
    static constexpr size_t kLength = 32;

    DrawnLooks()
    {
        m_model.name = QStringLiteral("drawn");
        m_model.version = QStringLiteral("1");
        m_model.sha256 = QByteArray(64, 'a');
        m_model.length = int(kLength);
        m_model.suggestFrom = 0.5;
        m_model.strongFrom = 0.7;
    }
    [[nodiscard]] const FaceModel& model() const override { return m_model; }
    [[nodiscard]] Result<std::vector<std::optional<FaceTemplate>>> templatesOf(const QByteArray& /*photo*/,
                                                                               const QList<QRect>& faces) override
    {
        ++calls;
        std::vector<std::optional<FaceTemplate>> made;
        for (const QRect& face : faces) {
            asked += face;
            made.emplace_back(looksOf(face));
        }
        return made;
    }

    /// Number of the looks of a face.
    [[nodiscard]] static int lookOf(const QRect& face) { return face.x() / 100; }
    [[nodiscard]] static QRect faceOf(int look, int shift = 0) { return {100 * look, 10 + shift, 60, 70}; }
    /// One of the numbers of the looks of a face, before they are brought to length 1.
    [[nodiscard]] static float number(const QRect& face, size_t place)
    {
        const auto noise = [](size_t seed) { return float((seed * 2654435761U) % 2003U) / 1001.5F - 1; };
        return noise(size_t(lookOf(face) + 1) * 7919 + place * 104729)
            + 0.2F * noise(size_t(face.y()) * 31 + place * 611953 + 17);
    }
    [[nodiscard]] static FaceTemplate looksOf(const QRect& face)
    {
        std::vector<float> numbers(kLength);
        const float length = lengthOf(face);
        for (size_t i = 0; i < kLength; ++i) {
            numbers[i] = number(face, i) / length;
        }
        FaceTemplate made(numbers);
        wipe(numbers.data(), numbers.size() * sizeof(float));
        return made;
    }
    [[nodiscard]] static float lengthOf(const QRect& face)
    {
        double sum = 0;
        for (size_t i = 0; i < kLength; ++i) {
            sum += double(number(face, i)) * double(number(face, i));
        }
        return float(std::sqrt(sum));
    }

    int calls = 0;
    QList<QRect> asked;

private:
    FaceModel m_model;
};

/// Everything that has to be stated is, and this group's photos may be compared.
inline void switchRecognitionOn(Library& open, GroupId group)
{
    Recognition recognition(open);
    need(recognition.stateAssessment(open.today().addDays(-20), QStringLiteral("Hetty Head")));
    need(recognition.stateNotices(open.today().addDays(-10), QStringLiteral("Olive Office")));
    need(recognition.switchOn());
    need(recognition.setGroup(group, true));
}

/// What somebody decides about recognition.
inline void recordBiometric(Library& open, PersonId person, Decision decision, Party party = Party::Parent1,
                            std::optional<QDate> until = {})
{
    ConsentDraft draft;
    draft.person = person;
    draft.purpose = need(Purposes(open).byKey(kBiometricPurpose)).id;
    draft.decision = decision;
    draft.party = party;
    draft.on = open.today();
    draft.until = until;
    need(ConsentLedger(open).record(draft));
}

/// A school whose photos are all of group "3A", with recognition stated and switched on unless a test says otherwise.
class RecognitionSchool : public PhotoSchool {
public:
    explicit RecognitionSchool(int photos, bool isOn = true)
        : PhotoSchool(photos)
    {
        run([&](Library& open) {
            m_group = need(People(open).addGroup(QStringLiteral("3A")));
            need(runSql(open.db(), QStringLiteral("UPDATE photo SET group_id = ?"), m_group));
        });
        if (isOn) {
            switchOn();
        }
    }

    [[nodiscard]] GroupId group() const { return m_group; }
    void switchOn()
    {
        run([&](Library& open) { switchRecognitionOn(open, m_group); });
    }
    PersonId pupil(const char* given, const char* family, const QString& group = QStringLiteral("3A"))
    {
        Person draft;
        draft.givenName = QString::fromUtf8(given);
        draft.familyName = QString::fromUtf8(family);
        draft.yearGroup = QStringLiteral("3");
        draft.groups = {group};
        return need(run([&draft](Library& open) { return People(open).add(draft); }));
    }
    void says(PersonId person, Decision decision, Party party = Party::Parent1, std::optional<QDate> until = {})
    {
        run([&](Library& open) { recordBiometric(open, person, decision, party, until); });
    }
    /// A pupil of 3A who agreed.
    PersonId agreeing(const char* given, const char* family)
    {
        const PersonId person = pupil(given, family);
        says(person, Decision::Granted);
        return person;
    }
    /// A face that nobody has decided about.
    FaceId unknown(PhotoId photo, QRect rect) { return name(photo, rect, {}); }
    [[nodiscard]] int templatesOf(PersonId person)
    {
        return need(run([person](Library& open) { return TemplateRepository(open.db()).countOf(person); })).templates;
    }
    [[nodiscard]] int templates()
    {
        return need(run([](Library& open) { return TemplateRepository(open.db()).count(); }));
    }

private:
    GroupId m_group;
};

} // namespace cloakroom::test
