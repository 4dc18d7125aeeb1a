#include "core/publish/CaptionCheck.h"

#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "support/TestLibrary.h"

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

CaptionNames someNames()
{
    CaptionNames names;
    names.people +=
        CaptionNames::Person{{QStringLiteral("Zoë"), QStringLiteral("Zo")}, QStringLiteral("O'Brien-Smith")};
    names.people += CaptionNames::Person{{QStringLiteral("May"), QString()}, QStringLiteral("Lee")};
    names.classes = QStringList{QStringLiteral("3B"), QStringLiteral("Kingfisher"), QStringLiteral("3")};
    return names;
}

CaptionFindings found(const char* caption)
{
    return captionFindings(QString::fromUtf8(caption), someNames());
}

} // namespace

TEST_CASE("full names are found however they are written", "[publish][caption]")
{
    for (const char* caption : {"Zoë O'Brien-Smith wins", "ZOE OBRIEN SMITH", "zo o’brien–smith's painting",
                                "O'Brien-Smith, Zoë", "with May Lee.", "(Lee, May)"}) {
        CAPTURE(caption);
        CHECK(found(caption).testFlag(CaptionFinding::FullName));
    }
    for (const char* caption :
         {"", "Pupils at the fair", "In May", "Mayor Leeds", "May the pupils of Lee win", "Zoë B."}) {
        CAPTURE(caption);
        CHECK_FALSE(found(caption).testFlag(CaptionFinding::FullName));
    }
}

TEST_CASE("a class counts where a name stands with it", "[publish][caption]")
{
    CHECK(found("Zoë of Kingfisher class").testFlag(CaptionFinding::ClassWithName));
    CHECK(found("May (3B) sings").testFlag(CaptionFinding::ClassWithName));
    CHECK(found("Zoë, Year 4").testFlag(CaptionFinding::ClassWithName));
    CHECK_FALSE(found("Kingfisher class sings").testFlag(CaptionFinding::ClassWithName));
    CHECK_FALSE(found("Zoë won 3 prizes").testFlag(CaptionFinding::ClassWithName));
}

TEST_CASE("ages are found as figures and as words", "[publish][caption]")
{
    for (const char* caption : {"a pupil aged 7", "our 7-year-old winner", "who is seven years old", "Zoë (7) sings",
                                "Zoë, 7, sings", "turned nine last week", "a 12 yo pupil"}) {
        CAPTURE(caption);
        CHECK(found(caption).testFlag(CaptionFinding::Age));
    }
    for (const char* caption : {"7 pupils", "our school is 120 years old", "3 goals, 2 of them late", "in 2026"}) {
        CAPTURE(caption);
        CHECK_FALSE(found(caption).testFlag(CaptionFinding::Age));
    }
}

TEST_CASE("a purpose without names refuses what another one lets pass", "[publish][caption]")
{
    TestLibrary school;
    school.run([](Library& library) {
        Person draft;
        draft.givenName = QStringLiteral("Ada");
        draft.familyName = QStringLiteral("Example");
        draft.groups = QStringList{QStringLiteral("Kestrels")};
        need(People(library).add(draft));
        const Purpose website = need(Purposes(library).byKey(QStringLiteral("website")));
        const Purpose newsletter = need(Purposes(library).byKey(QStringLiteral("newsletter")));
        const auto isFit = [&library](const Purpose& purpose, const char* caption) {
            return requireFitCaption(library, purpose, QString::fromUtf8(caption)).has_value();
        };
        CHECK(isFit(website, "Pupils of Kestrels at the fair"));
        CHECK_FALSE(isFit(website, "Ada Example at the fair"));
        CHECK_FALSE(isFit(website, "a pupil aged 7"));
        CHECK(isFit(newsletter, "Ada Example at the fair"));
        CHECK_FALSE(isFit(newsletter, "Ada Example of Kestrels at the fair"));
        CHECK_FALSE(isFit(newsletter, "Ada Example, aged 7"));
        const auto refused = requireFitCaption(library, website, QStringLiteral("Ada Example"));
        CHECK_FALSE(refused.error().text.contains(QStringLiteral("Ada")));
    });
}

TEST_CASE("the names of protected people are looked for whoever asks and never told", "[publish][caption]")
{
    TestLibrary school;
    school.addUser(QStringLiteral("Sue"), Role::Safeguarding);
    school.addUser(QStringLiteral("Max"), Role::Marketing);
    school.addUser(QStringLiteral("Vera"), Role::Viewer);
    const PersonId person = school.run([](Library& library) {
        Person draft;
        draft.givenName = QStringLiteral("Ada");
        draft.familyName = QStringLiteral("Hidden");
        return need(People(library).add(draft));
    });
    school.signInAs(QStringLiteral("Sue"));
    need(school.run([&](Library& library) { return People(library).protect(person, QStringLiteral("court"), false); }));
    school.signInAs(QStringLiteral("Max"));
    const auto found = school.run([](Library& library) { return checkCaption(library, QStringLiteral("Ada Hidden")); });
    CHECK(need(found).testFlag(CaptionFinding::FullName));
    CHECK_FALSE(captionWarnings(*found).join(QLatin1Char(' ')).contains(QStringLiteral("Hidden")));
    school.signInAs(QStringLiteral("Vera"));
    const auto refused = school.run([](Library& library) { return checkCaption(library, QStringLiteral("x")); });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);
}
