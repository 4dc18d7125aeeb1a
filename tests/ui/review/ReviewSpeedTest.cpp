// Somebody who names a thousand faces with the keyboard alone, on the real page over a real library.

#include "core/consent/People.h"
#include "core/faces/Faces.h"
#include "core/photos/Photos.h"
#include "core/review/SignOffs.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/review/FaceList.h"
#include "ui/review/NameChoices.h"
#include "ui/review/NameField.h"
#include "ui/review/PhotoCanvas.h"
#include "ui/review/ReviewPage.h"
#include "ui/review/ReviewPane.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace cloakroom;
using namespace cloakroom::ui;
using namespace cloakroom::test;

namespace {

const QStringList kGiven{
    QStringLiteral("Amelia"),  QStringLiteral("Bashir"), QStringLiteral("Chloé"),    QStringLiteral("Dylan"),
    QStringLiteral("Esme"),    QStringLiteral("Farah"),  QStringLiteral("Gethin"),   QStringLiteral("Hana"),
    QStringLiteral("Ibrahim"), QStringLiteral("Jude"),   QStringLiteral("Kirsty"),   QStringLiteral("Leila"),
    QStringLiteral("Morgan"),  QStringLiteral("Nia"),    QStringLiteral("Oisín"),    QStringLiteral("Priya"),
    QStringLiteral("Quentin"), QStringLiteral("Rhys"),   QStringLiteral("Siân"),     QStringLiteral("Tomasz"),
    QStringLiteral("Uma"),     QStringLiteral("Viktor"), QStringLiteral("Willow"),   QStringLiteral("Xander"),
    QStringLiteral("Yusuf"),   QStringLiteral("Zoë"),    QStringLiteral("Arabella"), QStringLiteral("Benedict"),
    QStringLiteral("Cerys"),   QStringLiteral("Dominik")};
const QStringList kFamily{
    QStringLiteral("Archer"), QStringLiteral("Birch"),  QStringLiteral("Carver"),  QStringLiteral("Dyer"),
    QStringLiteral("Ellis"),  QStringLiteral("Fisher"), QStringLiteral("Glover"),  QStringLiteral("Harper"),
    QStringLiteral("Ingram"), QStringLiteral("Jones"),  QStringLiteral("Kerr"),    QStringLiteral("Lane"),
    QStringLiteral("Mercer"), QStringLiteral("Nash"),   QStringLiteral("Osborne"), QStringLiteral("Potter"),
    QStringLiteral("Quinn"),  QStringLiteral("Rowe"),   QStringLiteral("Slater"),  QStringLiteral("Turner")};

constexpr int kPhotos = 50;
constexpr int kFacesEach = 20;
constexpr int kPeople = 600;

QString foldedStart(const QString& name, int letters)
{
    QString plain;
    for (const QChar c : name.normalized(QString::NormalizationForm_D)) {
        if (!c.isMark()) {
            plain += c.toLower();
        }
    }
    return plain.left(letters);
}

/// The person on a face, and what is typed for them: the first letters of both names.
int personOn(int photo, int face)
{
    return (photo * 7 + face * 31) % kPeople;
}

QString typedFor(int person)
{
    return foldedStart(kGiven[person % kGiven.size()], 3) + QLatin1Char(' ')
        + foldedStart(kFamily[person / kGiven.size()], 3);
}

QList<DetectedFace> rowsOfFaces()
{
    QList<DetectedFace> found;
    for (int i = 0; i < kFacesEach; ++i) {
        // Four rows of five, not quite level, as people stand.
        found.append({QRectF(40 + i % 5 * 120 - i / 5, 20 + i / 5 * 115 + i % 3 * 8, 40, 50), 0.9});
    }
    return found;
}

struct School {
    QList<PersonId> people;
    QList<PhotoId> photos;
};

void fill(TestLibrary& library, School& school)
{
    school.photos = importDrawn(library, kPhotos);
    need(library.run([&](Library& open) -> Result<void> {
        for (int i = 0; i < kPeople; ++i) {
            Person person;
            person.givenName = kGiven[i % kGiven.size()];
            person.familyName = kFamily[i / kGiven.size()];
            const auto id = People(open).add(person);
            if (!id) {
                return propagate(id);
            }
            school.people.append(*id);
        }
        for (const PhotoId photo : school.photos) {
            if (auto done = Faces(open).reconcile(photo, rowsOfFaces(), QStringLiteral("yunet")); !done) {
                return done;
            }
        }
        return {};
    }));
}

class Steps {
public:
    explicit Steps(const char* what)
        : m_what(what)
    {
    }
    template <typename Work>
    void measure(Work work)
    {
        QElapsedTimer timer;
        timer.start();
        work();
        m_taken.append(double(timer.nsecsElapsed()) / 1e6);
    }
    ~Steps()
    {
        std::sort(m_taken.begin(), m_taken.end());
        const auto over = std::count_if(m_taken.cbegin(), m_taken.cend(), [](double ms) { return ms > 50; });
        std::printf("%-44s %5d times: median %5.1f ms, 95%% %5.1f ms, longest %5.1f ms, over 50 ms: %d\n", m_what,
                    int(m_taken.size()), m_taken.value(m_taken.size() / 2), m_taken.value(m_taken.size() * 95 / 100),
                    m_taken.isEmpty() ? 0.0 : m_taken.last(), int(over));
    }
    Steps(const Steps&) = delete;
    Steps& operator=(const Steps&) = delete;

private:
    const char* m_what;
    QList<double> m_taken;
};

NameField* fieldAtHand()
{
    return qobject_cast<NameField*>(QApplication::focusWidget());
}

/// The keys of one name, as a window system would send them: to whatever has the keyboard.
void nameFace(int person, Steps& letters, Steps& enters)
{
    for (const QChar letter : typedFor(person)) {
        letters.measure([letter] {
            QTest::keyClick(QApplication::focusWidget(), letter.toLatin1());
            QCoreApplication::processEvents();
        });
    }
    enters.measure([] {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCoreApplication::processEvents();
    });
}

struct ShownReview {
    explicit ShownReview(Session& session)
        : page(session)
    {
        page.resize(1200, 760);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page, 60'000));
        page.activateWindow();
        page.refresh();
    }
    /// The photo can be seen, and for as long as it takes to look at it.
    void waitFor(PhotoId photo)
    {
        waitUntil("the photo is shown",
                  [&] { return page.photo() == photo && page.canvas()->items().size() == kFacesEach; });
        QTest::qWait(160);
    }

    ReviewPage page;
};

} // namespace

TEST_CASE("a thousand faces are named and signed off with the keyboard alone", "[ui][review][slow]")
{
    School school;
    FilledSession filled([&](TestLibrary& library) { fill(library, school); });
    ShownReview review(filled.session());
    review.page.open(school.photos, 0);
    {
        Steps letters("a letter of a name");
        Steps enters("Enter: the name is taken, the next face waits");
        Steps signOffs("Enter: signed off, the next photo waits");
        for (int i = 0; i < kPhotos; ++i) {
            review.waitFor(school.photos[i]);
            if (i == 0) {
                review.page.pane()->faces()->focusNextOpen();
            }
            for (int face = 0; face < kFacesEach; ++face) {
                INFO("photo " << i << ", face " << face);
                REQUIRE(fieldAtHand());
                REQUIRE(fieldAtHand()->accessibleName() == QStringLiteral("Who is face %1?").arg(face + 1));
                nameFace(school.people.isEmpty() ? 0 : personOn(i, face), letters, enters);
            }
            REQUIRE_FALSE(fieldAtHand()); // what is left is the sign-off
            signOffs.measure([&] {
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
                QElapsedTimer patience;
                patience.start();
                while (i + 1 < kPhotos && !(review.page.photo() == school.photos[i + 1] && fieldAtHand())
                       && patience.elapsed() < FilledSession::kPatience) {
                    QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
                }
            });
        }
    }
    waitUntil("everything is stored", [&] {
        return filled.run([&](Library& open) {
            const auto signOffs = SignOffs(open).list(school.photos.last());
            return signOffs && signOffs->size() == 1 && signOffs->first().isCurrent;
        });
    });
    for (int i = 0; i < kPhotos; ++i) {
        const auto faces =
            inReadingOrder(need(filled.run([&](Library& open) { return Faces(open).list(school.photos[i]); })));
        REQUIRE(faces.size() == kFacesEach);
        for (int face = 0; face < kFacesEach; ++face) {
            INFO("photo " << i << ", face " << face);
            CHECK(faces[face].state == FaceState::Confirmed);
            CHECK(faces[face].person == school.people[personOn(i, face)]);
        }
        const auto signOffs = need(filled.run([&](Library& open) { return SignOffs(open).list(school.photos[i]); }));
        REQUIRE(signOffs.size() == 1);
        CHECK(signOffs.first().isCurrent);
    }
}

TEST_CASE("names typed faster than they are stored all arrive and can be taken back one by one", "[ui][review]")
{
    School school;
    FilledSession filled([&](TestLibrary& library) { fill(library, school); });
    ShownReview review(filled.session());
    review.page.open({school.photos.first()}, 0);
    review.waitFor(school.photos.first());
    const auto stored = [&] {
        return need(filled.run([&](Library& open) { return Faces(open).list(school.photos.first()); }));
    };
    const auto named = [&] {
        const auto faces = stored();
        return std::count_if(faces.cbegin(), faces.cend(), [](const Face& face) { return face.person.isValid(); });
    };

    review.page.pane()->faces()->focusNextOpen();
    for (int face = 0; face < 5; ++face) {
        // No event is processed in between: nothing of the answers has arrived when the next name is entered.
        for (const QChar letter : typedFor(face)) {
            QTest::sendKeyEvent(QTest::Click, QApplication::focusWidget(), Qt::Key_unknown, QString(letter), {});
        }
        QTest::sendKeyEvent(QTest::Click, QApplication::focusWidget(), Qt::Key_Return, QString(), {});
    }
    waitUntil("five names are stored", [&] { return named() == 5; });
    const auto faces = inReadingOrder(stored());
    for (int face = 0; face < 5; ++face) {
        CHECK(faces[face].person == school.people[face]);
    }

    // The keyboard is in the sixth field, in which nothing was typed: undo is the page's.
    REQUIRE(fieldAtHand());
    for (int left = 4; left >= 0; --left) {
        waitUntil("the page is at rest", [&] { return fieldAtHand() || QApplication::focusWidget(); });
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
        waitUntil("one name less", [&] { return named() == left; });
    }
    CHECK(stored().size() == kFacesEach);
}

TEST_CASE("the rest are not ours with one key and one key takes it back", "[ui][review]")
{
    School school;
    FilledSession filled([&](TestLibrary& library) { fill(library, school); });
    ShownReview review(filled.session());
    const PhotoId photo = school.photos.first();
    review.page.open({photo}, 0);
    review.waitFor(photo);
    const auto strangers = [&] {
        const auto faces = need(filled.run([&](Library& open) { return Faces(open).list(photo); }));
        return std::count_if(faces.cbegin(), faces.cend(), [](const Face& face) { return face.isStranger(); });
    };
    review.page.canvas()->setFocus();
    QTest::keyClick(review.page.canvas(), Qt::Key_R);
    waitUntil("all are strangers", [&] { return strangers() == kFacesEach; });
    QTest::qWait(50);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    waitUntil("nobody is", [&] { return strangers() == 0; });
}

TEST_CASE("a photo whose faces changed while somebody looked is not signed off", "[ui][review]")
{
    School school;
    FilledSession filled([&](TestLibrary& library) { fill(library, school); });
    ShownReview review(filled.session());
    const PhotoId photo = school.photos.first();
    review.page.open({photo}, 0);
    review.waitFor(photo);
    // A search elsewhere finds one more; this page was not told.
    need(filled.run([&](Library& open) { return Faces(open).add(photo, QRect(600, 440, 30, 30)); }));
    review.page.canvas()->setFocus();
    QTest::keyClick(review.page.canvas(), Qt::Key_Return);
    waitUntil("the new face is shown", [&] { return review.page.canvas()->items().size() == kFacesEach + 1; });
    CHECK(need(filled.run([&](Library& open) { return SignOffs(open).list(photo); })).isEmpty());
    QTest::qWait(160);
    QTest::keyClick(review.page.canvas(), Qt::Key_Return);
    waitUntil("it is signed off now",
              [&] { return !need(filled.run([&](Library& open) { return SignOffs(open).list(photo); })).isEmpty(); });
}

TEST_CASE("a photo that changed after it was read ahead is shown as it is now", "[ui][review]")
{
    School school;
    FilledSession filled([&](TestLibrary& library) { fill(library, school); });
    ShownReview review(filled.session());
    review.page.open(school.photos, 0);
    review.waitFor(school.photos.first());
    QTest::qWait(100); // the next one is read by now, or will be a moment later: both are to end the same way
    need(filled.run([&](Library& open) { return Faces(open).add(school.photos[1], QRect(600, 440, 30, 30)); }));
    review.page.canvas()->setFocus();
    QTest::keyClick(review.page.canvas(), Qt::Key_Right);
    waitUntil("its new face is shown", [&] {
        return review.page.photo() == school.photos[1] && review.page.canvas()->items().size() == kFacesEach + 1;
    });
}

TEST_CASE("faces are numbered row by row from the left however the rows sway", "[ui][review]")
{
    // Three rows of four on a slope, handed over in any order.
    QList<Face> faces;
    for (int i = 0; i < 12; ++i) {
        Face face;
        face.id = FaceId{i + 1};
        face.rect = QRect(100 + i % 4 * 130, 100 + i / 4 * 160 + i % 4 * 10, 80, 100);
        faces.prepend(face);
    }
    std::rotate(faces.begin(), faces.begin() + 5, faces.end());
    const QList<Face> ordered = inReadingOrder(faces);
    REQUIRE(ordered.size() == 12);
    for (int i = 0; i < 12; ++i) {
        CHECK(ordered[i].id.value == i + 1);
    }
    CHECK(inReadingOrder({}).isEmpty());
}

TEST_CASE("a name is found by the beginnings of its words without accents", "[ui][review]")
{
    NameChoices choices;
    QList<LikelyPeople::Candidate> candidates;
    int id = 0;
    for (const QString& name : {QStringLiteral("Liam Amos"), QStringLiteral("Zoë Ashton-Smith"),
                                QStringLiteral("Amy Soto"), QStringLiteral("Amy Sotomayor")}) {
        Person person;
        person.id = PersonId{++id};
        person.givenName = name.section(QLatin1Char(' '), 0, 0);
        person.familyName = name.section(QLatin1Char(' '), 1);
        candidates.append({person, false, 0});
    }
    choices.setCandidates(candidates);
    const auto found = [&](const char* typed) {
        choices.narrow(QString::fromUtf8(typed));
        QList<qint64> people;
        for (int row = 0; row < choices.rowCount(); ++row) {
            people.append(choices.personAt(row).value);
        }
        return people;
    };
    CHECK(found("") == QList<qint64>{1, 2, 3, 4});
    CHECK(found("am") == QList<qint64>{1, 3, 4}); // Amos and both Amys, likely people first; not the middle of Liam
    CHECK(found("so am") == QList<qint64>{3, 4});
    CHECK(found("ZOE smi") == QList<qint64>{2});
    CHECK(found("amy soto") == QList<qint64>{3, 4}); // whoever is called just that comes first
    CHECK(found("iam") == QList<qint64>{1}); // nobody's beginning: then anywhere
    CHECK(found("nobody").isEmpty());
}
