// The pack of photos and records, on the real dialog over a real library and real worker processes.

#include "ui/people/SubjectPackDialog.h"

#include "core/consent/People.h"
#include "support/FilledSession.h"
#include "support/PublishedSchool.h"

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

struct Ann {
    Person person;
    PhotoId photo;
};

Ann addAnn(TestLibrary& library)
{
    return library.run([](Library& open) {
        Ann ann;
        ann.person.givenName = QStringLiteral("Ann");
        ann.person.familyName = QStringLiteral("Apple");
        ann.person.id = need(People(open).add(ann.person));
        ann.photo = addDrawnPhoto(open, 1);
        need(Faces(open).add(ann.photo, {10, 10, 60, 60}, ann.person.id));
        return ann;
    });
}

QPushButton* button(const QWidget& dialog, const char* name)
{
    return dialog.findChild<QPushButton*>(QLatin1String(name));
}

} // namespace

TEST_CASE("a pack is made by the dialog which says what is in it and what was left out", "[ui][people][retention]")
{
    Ann ann;
    FilledSession filled([&ann](TestLibrary& library) { ann = addAnn(library); });
    auto* dialog = new SubjectPackDialog(filled.session(), ann.person, nullptr);
    QPointer<SubjectPackDialog> alive(dialog);
    QSignalSpy packed(dialog, &SubjectPackDialog::packed);
    const QString folder = filled.files().scratch(QStringLiteral("pack"));
    dialog->setFolder(folder);
    dialog->open();
    CHECK_FALSE(button(*dialog, "openPack")->isVisible());
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("the pack is made", [&] { return !packed.isEmpty(); });
    CHECK(QFile::exists(QDir(folder).filePath(QStringLiteral("index.html"))));
    CHECK(button(*dialog, "openPack")->isVisible());
    CHECK_FALSE(dialog->actionButton()->isVisible());
    // Nobody has signed the photo off, so it stays in; the button leads to it.
    const auto report = packed.first().first().value<SubjectPackReport>();
    REQUIRE(report.photos.size() + report.leftOut.size() == 1);
    REQUIRE(button(*dialog, "reviewLeftOut")->isVisible() == !report.leftOut.isEmpty());
    QSignalSpy review(&filled.session(), &Session::reviewRequested);
    if (!report.leftOut.isEmpty()) {
        QTest::mouseClick(button(*dialog, "reviewLeftOut"), Qt::LeftButton);
        REQUIRE(review.size() == 1);
        CHECK(review.first().first().value<QList<PhotoId>>() == QList<PhotoId>{ann.photo});
    } else {
        dialog->reject();
    }
    waitUntil("the dialog makes way", [&] { return alive.isNull(); });
}

TEST_CASE("a pack into a folder that holds other things is refused and leaves them alone", "[ui][people][retention]")
{
    Ann ann;
    FilledSession filled([&ann](TestLibrary& library) { ann = addAnn(library); });
    const QString folder = filled.files().scratch(QStringLiteral("letters"));
    REQUIRE(QDir().mkpath(folder));
    QFile letter(QDir(folder).filePath(QStringLiteral("letter.txt")));
    REQUIRE(letter.open(QIODevice::WriteOnly));
    letter.write("Dear parents");
    letter.close();
    auto* dialog = new SubjectPackDialog(filled.session(), ann.person, nullptr);
    QPointer<SubjectPackDialog> alive(dialog);
    dialog->setFolder(folder);
    dialog->open();
    QTest::mouseClick(dialog->actionButton(), Qt::LeftButton);
    waitUntil("it says why", [&] {
        const auto labels = dialog->findChildren<QLabel*>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("holds other things"));
        });
    });
    CHECK(QDir(folder).entryList(QDir::Files) == QStringList{QStringLiteral("letter.txt")});
    CHECK(dialog->actionButton()->isEnabled());
    dialog->reject();
    waitUntil("the dialog makes way", [&] { return alive.isNull(); });
}
