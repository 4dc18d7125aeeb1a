// The import page as somebody at the office uses it: cards, folders, fields, receipts.

#include "ui/intake/ImportPage.h"

#include "core/consent/People.h"
#include "core/intake/Imports.h"
#include "core/photos/Photos.h"
#include "support/DrawnPhotos.h"
#include "support/FilledSession.h"
#include "ui/common/Message.h"
#include "ui/intake/ImportResult.h"
#include "ui/intake/ReceiptsDialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>

#include <catch2/catch.hpp>

using namespace cloakroom;
using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

/// The page with as many cards as a test puts in.
class Office {
public:
    template <typename Fill>
    explicit Office(Fill fill)
        : m_open(fill)
        , m_page(m_open.session())
    {
        m_page.resize(1100, 760);
        m_page.watcher().setVolumes([] { return QList<MountedVolume>(); });
        m_page.show();
        m_page.refresh();
    }
    Office()
        : Office([](TestLibrary&) {})
    {
    }

    [[nodiscard]] MountedVolume card(const char* name, int firstSeed, int photos)
    {
        const QString path = m_open.files().scratch(QLatin1String(name));
        for (int i = 0; i < photos; ++i) {
            writeFile(QStringLiteral("%1/DCIM/100CANON/IMG_%2.JPG").arg(path).arg(i), drawnJpeg(firstSeed + i));
        }
        return {path, QLatin1String(name)};
    }
    void insert(const QList<MountedVolume>& cards)
    {
        QSignalSpy changed(&m_page.watcher(), &CardWatcher::cardsChanged);
        m_page.watcher().setVolumes([cards] { return cards; });
        waitUntil("the cards are seen", [&] { return !changed.isEmpty(); });
        waitUntil("they were looked at", [this] { return m_open.session().jobs().isEmpty(); });
    }
    [[nodiscard]] QPushButton* importButton() { return button(QStringLiteral("Import")); }
    void pressImport()
    {
        QPushButton* import = importButton();
        REQUIRE(import != nullptr);
        REQUIRE(import->isEnabled());
        QTest::mouseClick(import, Qt::LeftButton);
        waitForResult();
    }
    void waitForResult()
    {
        auto* result = m_page.findChild<ImportResult*>();
        waitUntil("the import is done", [&] { return result->isVisible() && m_open.session().jobs().isEmpty(); });
    }
    /// By what a screen reader calls it.
    template <typename Field>
    Field* field(const QString& name)
    {
        for (auto* one : m_page.findChildren<Field*>()) {
            if (one->accessibleName() == name) {
                return one;
            }
        }
        return nullptr;
    }
    void type(const QString& name, const QString& text)
    {
        auto* edit = field<QLineEdit>(name);
        REQUIRE(edit != nullptr);
        edit->setFocus();
        QTest::keyClicks(edit, text);
    }
    [[nodiscard]] QPushButton* button(const QString& text)
    {
        for (auto* one : m_page.findChildren<QPushButton*>()) {
            if (one->isVisible() && one->text() == text) {
                return one;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QList<PhotoDetails> photos()
    {
        return need(m_open.run([](Library& library) -> Result<QList<PhotoDetails>> {
            QList<PhotoDetails> all;
            const QList<PhotoId> ids = need(Photos(library).find({}));
            for (const PhotoId id : ids) {
                all.append(need(Photos(library).details(id)));
            }
            return all;
        }));
    }
    [[nodiscard]] QList<ImportRecord> imports()
    {
        return need(m_open.run([](Library& library) { return Imports(library).list(); }));
    }
    [[nodiscard]] FilledSession& open() { return m_open; }
    [[nodiscard]] ImportPage& page() { return m_page; }

private:
    FilledSession m_open;
    ImportPage m_page;
};

} // namespace

TEST_CASE("several cards and a folder come in at one press with what is said of them", "[ui][import][page]")
{
    Office office([](TestLibrary& library) {
        need(library.run([](Library& open) {
            Person pupil;
            pupil.givenName = QStringLiteral("Ada");
            pupil.familyName = QStringLiteral("Archer");
            pupil.groups = {QStringLiteral("3B")};
            return People(open).add(pupil);
        }));
    });
    office.insert({office.card("EOS_DIGITAL", 1, 2), office.card("NIKON", 10, 3)});
    const MountedVolume folder = office.card("phone", 20, 1);
    office.page().setSources({folder.path});
    office.type(QStringLiteral("Event"), QStringLiteral("Sports day"));
    office.type(QStringLiteral("Photographer"), QStringLiteral("Mr Finch"));
    office.type(QStringLiteral("Note"), QStringLiteral("Track and field"));
    auto* group = office.field<QComboBox>(QStringLiteral("Group"));
    waitUntil("the groups are read", [&] { return group->findText(QStringLiteral("3B")) > 0; });
    group->setFocus();
    QTest::keyClick(group, Qt::Key_Down);
    REQUIRE(group->currentText() == QLatin1String("3B"));
    office.pressImport();
    const auto photos = office.photos();
    REQUIRE(photos.size() == 6);
    for (const PhotoDetails& photo : photos) {
        CHECK(photo.summary.event == QLatin1String("Sports day"));
        CHECK(photo.photographer == QLatin1String("Mr Finch"));
        CHECK(photo.group == QLatin1String("3B"));
        CHECK(photo.note == QLatin1String("Track and field"));
    }
    const auto imports = office.imports();
    REQUIRE(imports.size() == 1);
    CHECK(imports[0].fields.medium == QLatin1String("EOS_DIGITAL, NIKON"));
    CHECK(imports[0].imported == 6);
    // The next batch is another one: nothing of this one's words is left standing.
    QTest::mouseClick(office.button(QStringLiteral("Import more")), Qt::LeftButton);
    CHECK(office.field<QLineEdit>(QStringLiteral("Event"))->text().isEmpty());
    CHECK(office.field<QLineEdit>(QStringLiteral("Note"))->text().isEmpty());
    waitUntil("the cards say that nothing is new", [&] { return !office.importButton()->isEnabled(); });
}

TEST_CASE("what is dropped on the page is imported with the cards", "[ui][import][page]")
{
    Office office;
    const MountedVolume folder = office.card("dropped", 1, 2);
    CHECK_FALSE(office.importButton()->isEnabled());
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder.path)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&office.page(), &enter);
    REQUIRE(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&office.page(), &drop);
    CHECK(drop.isAccepted());
    REQUIRE(office.importButton()->isEnabled());
    office.pressImport();
    CHECK(office.photos().size() == 2);
}

TEST_CASE("text that is dropped is no source", "[ui][import][page]")
{
    Office office;
    QMimeData data;
    data.setUrls({QUrl(QStringLiteral("https://example.org/photo.jpg"))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&office.page(), &enter);
    CHECK_FALSE(enter.isAccepted());
    CHECK_FALSE(office.importButton()->isEnabled());
}

TEST_CASE("a card is imported when it is put in only if that was chosen", "[ui][import][page]")
{
    Office office;
    const MountedVolume first = office.card("FIRST", 1, 2);
    const MountedVolume second = office.card("SECOND", 10, 2);
    office.insert({first});
    QTest::qWait(100);
    CHECK(office.photos().isEmpty());
    auto* choice = buttonSaying<QCheckBox>(office.page(), QStringLiteral("as soon as a card"));
    REQUIRE(choice != nullptr);
    QTest::mouseClick(choice, Qt::LeftButton, {}, QPoint(10, choice->height() / 2));
    REQUIRE(choice->isChecked());
    CHECK(office.photos().isEmpty()); // those that were in before are left to a press
    office.page().watcher().setVolumes([first, second] { return QList{first, second}; });
    office.waitForResult();
    CHECK(office.photos().size() == 2);
    CHECK(office.imports().value(0).fields.medium == QLatin1String("SECOND"));
    QSettings().clear();
}

TEST_CASE("photos that should be off their card by now are called to mind", "[ui][import][page]")
{
    Office office([](TestLibrary& library) {
        need(library.run([](Library& open) { return Imports(open).setReminderHours(48); }));
        importDrawn(library, 1); // in June, by the test's clock
    });
    auto* message = office.page().findChild<Message*>();
    waitUntil("the reminder is shown", [&] { return message->isVisible(); });
    CHECK(message->text().contains(QLatin1String("22 June 2026")));
}

TEST_CASE("an import's receipt can be had and the import undone and brought back", "[ui][import][receipt]")
{
    Office office([](TestLibrary& library) {
        need(library.run([](Library& open) { return Imports(open).setReminderHours(48); }));
        importDrawn(library, 3);
    });
    QTest::mouseClick(buttonSaying<QPushButton>(office.page(), QStringLiteral("Receipts")), Qt::LeftButton);
    auto* dialog = office.page().findChild<ReceiptsDialog*>();
    REQUIRE(dialog != nullptr);
    auto* table = dialog->findChild<QTableWidget*>();
    waitUntil("the import is listed", [&] { return table->rowCount() == 1; });
    CHECK(table->item(0, 3)->text() == QLatin1String("3"));
    CHECK(table->item(0, 5)->text().contains(QLatin1String("still on the card")));
    CHECK(buttonSaying(*dialog, QStringLiteral("Print receipt"))->isEnabled());
    CHECK(buttonSaying(*dialog, QStringLiteral("Save as PDF"))->isEnabled());

    QTest::mouseClick(buttonSaying(*dialog, QStringLiteral("Undo import of 3")), Qt::LeftButton);
    waitUntil("it is undone", [&] { return table->item(0, 5)->text() == QLatin1String("Undone"); });
    CHECK(office.photos().isEmpty());
    QTest::mouseClick(buttonSaying(*dialog, QStringLiteral("Bring photos back")), Qt::LeftButton);
    waitUntil("it is back", [&] { return table->item(0, 5)->text() != QLatin1String("Undone"); });
    CHECK(office.photos().size() == 3);

    QTest::mouseClick(buttonSaying(*dialog, QStringLiteral("The card is empty")), Qt::LeftButton);
    waitUntil("it is settled", [&] { return table->item(0, 5)->text() == QLatin1String("Card is clear"); });
    CHECK(need(office.open().run([](Library& library) { return Imports(library).overdue(); })).isEmpty());

    auto* hours = dialog->findChild<QSpinBox*>();
    CHECK(hours->value() == 48);
    hours->setValue(24);
    waitUntil("the hours are stored", [&] {
        return need(office.open().run([](Library& library) { return Imports(library).reminderHours(); })) == 24;
    });
    dialog->accept();
}
