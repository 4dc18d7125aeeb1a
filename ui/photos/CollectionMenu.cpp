#include "ui/photos/CollectionMenu.h"

#include "core/catalogue/Library.h"
#include "core/consent/ConsentLedger.h"
#include "core/publish/FairUse.h"
#include "ui/common/Icons.h"
#include "ui/common/ListDialog.h"
#include "ui/common/Widgets.h"
#include "ui/people/PersonWords.h"
#include "ui/photos/PhotoDialogs.h"
#include "ui/window/Session.h"

#include <QLocale>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace cloakroom::ui {

namespace {

QString menuText(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

QIcon stateIcon(const CollectionStatus& status)
{
    return status.isUsable() ? icon(status.ifCovered > 0 ? QStringLiteral("cover") : QStringLiteral("ok"),
                                    status.ifCovered > 0 ? Ink::Cover : Ink::Ok)
                             : icon(QStringLiteral("stop"), Ink::Stop);
}

QString lastShown(const PersonUse& use)
{
    return use.lastAt.isValid() ? QLocale().toString(use.lastAt.toLocalTime().date(), QLocale::ShortFormat)
                                : CollectionMenu::tr("never");
}

} // namespace

CollectionMenu::CollectionMenu(Session& session, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
    , m_button(makeButton(tr("Collections")))
    , m_menu(new QMenu(m_button))
{
    m_button->setObjectName(QStringLiteral("collections"));
    m_button->setMenu(m_menu);
    fillButton();
}

void CollectionMenu::refresh()
{
    m_session.ask(
        this, [](Library& library) { return Collections(library).list(); },
        [this](const Result<QList<CollectionStatus>>& collections) {
            if (!collections) {
                Q_EMIT failed(collections.error());
                return;
            }
            m_collections = *collections;
            fillButton();
            Q_EMIT changed();
        });
}

void CollectionMenu::clear()
{
    m_collections.clear();
    fillButton();
}

void CollectionMenu::fillButton()
{
    m_menu->clear();
    const bool mayChange = m_session.may(Right::Export);
    for (const CollectionStatus& status : std::as_const(m_collections)) {
        const QString words = status.isUsable()
            ? tr("%1 · %n photo(s)", nullptr, status.photos).arg(status.collection.name)
            : tr("%1 · %2 of %3 may no longer be used")
                  .arg(status.collection.name)
                  .arg(status.blocked)
                  .arg(status.photos);
        connect(m_menu->addAction(stateIcon(status), menuText(words)), &QAction::triggered, this,
                [this, collection = status.collection] { Q_EMIT chosen(collection); });
    }
    if (m_collections.isEmpty()) {
        m_menu->addAction(tr("No collections yet: select photos, then start one"))->setEnabled(false);
    }
    m_menu->addSeparator();
    const CollectionStatus* shown = m_shown ? statusOf(*m_shown) : nullptr;
    if (mayChange && shown != nullptr) {
        const Collection collection = shown->collection;
        const QString name = menuText(collection.name);
        connect(m_menu->addAction(tr("Rename %1…").arg(name)), &QAction::triggered, this,
                [this, collection] { rename(collection); });
        connect(m_menu->addAction(tr("Delete %1; its photos stay").arg(name)), &QAction::triggered, this,
                [this, collection] { erase(collection); });
        m_menu->addSeparator();
    }
    if (mayChange) {
        connect(m_menu->addAction(tr("Who is shown often, who never…")), &QAction::triggered, this,
                &CollectionMenu::showFairUse);
    }
    const bool isRed = std::any_of(m_collections.cbegin(), m_collections.cend(),
                                   [](const CollectionStatus& status) { return !status.isUsable(); });
    m_button->setIcon(isRed ? icon(QStringLiteral("stop"), Ink::Stop) : QIcon());
    m_button->setToolTip(isRed ? tr("A collection holds photos that may no longer be used")
                               : tr("Photos picked for one use, and whether they may still be used"));
}

void CollectionMenu::setShown(std::optional<CollectionId> shown)
{
    if (m_shown != shown) {
        m_shown = shown;
        fillButton();
    }
}

void CollectionMenu::fillMenu(QMenu& menu, const QList<PhotoId>& photos)
{
    if (!m_session.may(Right::Export)) {
        return;
    }
    QMenu* into = menu.addMenu(tr("Put in a collection"));
    connect(into->addAction(tr("New collection for %1…").arg(menuText(m_session.currentPurpose().name))),
            &QAction::triggered, this, [this, photos] { startNew(photos); });
    into->addSeparator();
    for (const CollectionStatus& status : std::as_const(m_collections)) {
        connect(into->addAction(menuText(status.collection.name)), &QAction::triggered, this,
                [this, photos, id = status.collection.id, name = status.collection.name] { add(id, name, photos); });
    }
    if (m_shown) {
        connect(menu.addAction(tr("Take out of this collection")), &QAction::triggered, this,
                [this, photos, id = *m_shown] { remove(id, photos); });
    }
    connect(menu.addAction(tr("Whom to ask for consent…")), &QAction::triggered, this,
            [this, photos] { askForConsent(photos); });
}

const CollectionStatus* CollectionMenu::statusOf(CollectionId id) const
{
    const auto found = std::find_if(m_collections.cbegin(), m_collections.cend(),
                                    [id](const CollectionStatus& status) { return status.collection.id == id; });
    return found == m_collections.cend() ? nullptr : &*found;
}

QString CollectionMenu::sentenceFor(CollectionId id) const
{
    const CollectionStatus* found = statusOf(id);
    if (found == nullptr) {
        return {};
    }
    if (!found->isUsable()) {
        return tr("%1: %2 of %3 photos may not be used for %4 as things stand. Take them out, or see in the details "
                  "what "
                  "is missing.")
            .arg(found->collection.name)
            .arg(found->blocked)
            .arg(found->photos)
            .arg(found->purposeName);
    }
    return tr("%1: all %2 photos may be used for %3, %4 of them with faces covered.")
        .arg(found->collection.name)
        .arg(found->photos)
        .arg(found->purposeName)
        .arg(found->ifCovered);
}

bool CollectionMenu::isUsable(CollectionId id) const
{
    const CollectionStatus* found = statusOf(id);
    return found != nullptr && found->isUsable();
}

void CollectionMenu::startNew(const QList<PhotoId>& photos)
{
    const Purpose purpose = m_session.currentPurpose();
    const auto name = askForLine(tr("New collection"), tr("Name, for example “%1 June”").arg(purpose.name),
                                 tr("Start with %n photo(s)", nullptr, static_cast<int>(photos.size())), {}, m_window);
    if (!name) {
        return;
    }
    start(*name, purpose.id, photos);
}

void CollectionMenu::start(const QString& name, PurposeId purpose, const QList<PhotoId>& photos)
{
    m_session.ask(
        this,
        [name, purpose, photos](Library& library) -> Result<int> {
            const auto id = Collections(library).add(name, purpose);
            return id ? Collections(library).addPhotos(*id, photos) : Result<int>(propagate(id));
        },
        [this, name](const Result<int>& added) {
            if (!added) {
                Q_EMIT failed(added.error());
                return;
            }
            refresh();
            Q_EMIT done(tr("%1 is started with %n photo(s).", nullptr, *added).arg(name), {});
        });
}

void CollectionMenu::add(CollectionId id, const QString& name, const QList<PhotoId>& photos)
{
    m_session.ask(
        this, [id, photos](Library& library) { return Collections(library).addPhotos(id, photos); },
        [this, id, name, photos](const Result<int>& added) {
            if (!added) {
                Q_EMIT failed(added.error());
                return;
            }
            refresh();
            Q_EMIT done(tr("%n photo(s) put in %1.", nullptr, *added).arg(name),
                        *added == photos.size() ? std::function<void()>([this, id, photos] { remove(id, photos); })
                                                : std::function<void()>());
        });
}

void CollectionMenu::remove(CollectionId id, const QList<PhotoId>& photos)
{
    m_session.ask(
        this, [id, photos](Library& library) { return Collections(library).removePhotos(id, photos); },
        [this](const Result<int>& removed) {
            if (!removed) {
                Q_EMIT failed(removed.error());
                return;
            }
            refresh();
            Q_EMIT m_session.photosChanged();
            Q_EMIT done(tr("%n photo(s) taken out. They are still in the library.", nullptr, *removed), {});
        });
}

void CollectionMenu::rename(const Collection& collection)
{
    const auto name =
        askForLine(tr("Rename the collection %1").arg(collection.name), tr("New name"), tr("Rename"), {}, m_window);
    if (!name) {
        return;
    }
    m_session.ask(
        this, [id = collection.id, name = *name](Library& library) { return Collections(library).rename(id, name); },
        [this, name = *name](const Result<void>& renamed) {
            if (!renamed) {
                Q_EMIT failed(renamed.error());
                return;
            }
            refresh();
            Q_EMIT done(tr("The collection is called %1 now.").arg(name), {});
        });
}

// Deleting can be undone, so nobody is asked whether they mean it.
void CollectionMenu::erase(const Collection& collection)
{
    m_session.ask(
        this,
        [id = collection.id](Library& library) -> Result<QList<PhotoId>> {
            auto photos = Collections(library).photos(id);
            if (!photos) {
                return photos;
            }
            const auto removed = Collections(library).remove(id);
            return removed ? photos : Result<QList<PhotoId>>(propagate(removed));
        },
        [this, collection](const Result<QList<PhotoId>>& photos) {
            if (!photos) {
                Q_EMIT failed(photos.error());
                return;
            }
            refresh();
            Q_EMIT deleted();
            Q_EMIT done(tr("The collection %1 is deleted. Its photos are still in the library.").arg(collection.name),
                        [this, collection, photos = *photos] { start(collection.name, collection.purpose, photos); });
        });
}

void CollectionMenu::askForConsent(const QList<PhotoId>& photos)
{
    const Purpose purpose = m_session.currentPurpose();
    m_session.ask(
        this, [photos, purpose](Library& library) { return ConsentLedger(library).toAsk(photos, purpose); },
        [this, purpose](const Result<QList<DueConsent>>& asked) {
            if (!asked) {
                Q_EMIT failed(asked.error());
                return;
            }
            ListDialog::Content content;
            content.title = tr("Whom to ask for %1").arg(purpose.name);
            content.introduction =
                tr("They are named in these photos and have said neither yes nor no. With their yes they need not be "
                   "covered.");
            content.empty = tr("Everybody who is named in these photos has answered.");
            content.header = {tr("School number"), tr("Name"), tr("Class"), tr("Answer so far")};
            content.fileName = tr("Ask for %1").arg(purpose.name);
            for (const DueConsent& one : *asked) {
                content.rows << QStringList{one.person.externalId, one.person.fullName(), belongsText(one.person),
                                            one.standing.rule == Rule::Ended ? tr("Yes, but it has ended")
                                                                             : tr("None")};
            }
            (new ListDialog(content, m_window))->open();
        });
}

void CollectionMenu::showFairUse()
{
    const Purpose purpose = m_session.currentPurpose();
    m_session.ask(
        this,
        [purpose](Library& library) {
            FairUseFilter filter;
            filter.purpose = purpose;
            return fairUse(library, filter);
        },
        [this, purpose](const Result<QList<PersonUse>>& uses) {
            if (!uses) {
                Q_EMIT failed(uses.error());
                return;
            }
            ListDialog::Content content;
            content.title = tr("Who is shown often, who never: %1").arg(purpose.name);
            content.introduction = tr("Those never published come first. Click a column to sort by it.");
            content.empty = tr("There is nobody in the library yet.");
            content.header = {tr("Name"), tr("Class"), tr("Photos"), tr("Published"), tr("Last"), tr("May be shown")};
            content.fileName = tr("Shown for %1").arg(purpose.name);
            for (const PersonUse& use : *uses) {
                content.rows << QStringList{use.person.fullName(),
                                            belongsText(use.person),
                                            QString::number(use.photos),
                                            QString::number(use.published),
                                            lastShown(use),
                                            use.mayBeShown.value_or(false) ? tr("Yes") : tr("No")};
            }
            (new ListDialog(content, m_window))->open();
        });
}

} // namespace cloakroom::ui
