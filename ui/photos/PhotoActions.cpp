#include "ui/photos/PhotoActions.h"

#include "core/faces/FaceScan.h"
#include "core/photos/CaptureTimes.h"
#include "core/photos/Photos.h"
#include "core/photos/Stacks.h"
#include "core/retention/Retention.h"
#include "core/review/Flags.h"
#include "ui/common/Icons.h"
#include "ui/photos/FilterBar.h"
#include "ui/photos/PhotoDialogs.h"
#include "ui/photos/StacksDialog.h"
#include "ui/photos/TimeDialog.h"
#include "ui/publish/HandoverDialog.h"
#include "ui/window/Session.h"

#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSaveFile>

namespace cloakroom::ui {

namespace {

constexpr int kStars = 5;

int countOf(const QList<PhotoId>& photos)
{
    return static_cast<int>(photos.size());
}

/// "&" would underline the next letter.
QString menuText(QString name)
{
    return name.replace(QLatin1Char('&'), QLatin1String("&&"));
}

Result<void> writeOriginal(const QByteArray& bytes, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return fail(ErrorCode::Unreadable,
                    PhotoActions::tr("The original could not be written there. The photo in the library is untouched. "
                                     "Choose another folder."),
                    file.errorString());
    }
    return {};
}

} // namespace

PhotoActions::PhotoActions(Session& session, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
{
}

void PhotoActions::setChoices(const FilterChoices& choices)
{
    m_events.clear();
    for (const Event& event : choices.events) {
        m_events.append({event.id, event.name});
    }
    m_groups.clear();
    for (const Group& group : choices.groups) {
        m_groups.append({group.id, group.name});
    }
    m_tags = choices.tags;
}

void PhotoActions::fillMenu(QMenu& menu, const PhotoChoice& choice)
{
    const QList<PhotoId>& photos = choice.photos;
    if (photos.isEmpty()) {
        addStackMenu(menu, choice);
        return;
    }
    const auto add = [&](const QString& iconName, const QString& text, auto action) {
        connect(menu.addAction(icon(iconName), text), &QAction::triggered, this, action);
    };
    if (choice.isBin) {
        add(QStringLiteral("undo"), tr("Take out of the bin"), [this, photos] { restore(photos); });
        if (m_session.may(Right::Administer)) {
            menu.addSeparator();
            add(QStringLiteral("bin"), tr("Erase for good…"), [this, photos] { erase(photos); });
        }
        return;
    }
    if (m_session.may(Right::Import)) {
        add(QStringLiteral("tag"), tr("Add a tag…"), [this, photos] { addTag(photos); });
        addEventMenu(menu, photos);
        addGroupMenu(menu, photos);
        QMenu* stars = menu.addMenu(icon(QStringLiteral("star")), tr("Rate"));
        for (int star = 0; star <= kStars; ++star) {
            connect(stars->addAction(star == 0 ? tr("No stars") : tr("%n star(s)", nullptr, star)), &QAction::triggered,
                    this, [this, photos, star] { rate(photos, star); });
        }
        add(QStringLiteral("clock"), tr("Correct the time…"), [this, photos] { correctTimes(photos); });
    }
    addStackMenu(menu, choice);
    if (m_session.may(Right::NameFaces)) {
        add(QStringLiteral("face"), tr("Look for faces"), [this, photos] { findFacesIn(photos); });
    }
    menu.addSeparator();
    add(QStringLiteral("flag"), tr("Flag for the safeguarding lead…"), [this, photos] { flag(photos); });
    if (m_session.may(Right::Originals) && photos.size() == 1) {
        add(QStringLiteral("save"), tr("Save the original…"), [this, photos] { saveOriginal(photos.first()); });
    }
    if (m_session.may(Right::Originals)) {
        add(QStringLiteral("key"), tr("Hand over to another school…"), [this, photos] { handOver(photos); });
    }
    if (m_session.may(Right::Import)) {
        menu.addSeparator();
        add(QStringLiteral("bin"), tr("Move to the bin"), [this, photos] { remove(photos); });
    }
}

void PhotoActions::addEventMenu(QMenu& menu, const QList<PhotoId>& photos)
{
    QMenu* events = menu.addMenu(icon(QStringLiteral("calendar")), tr("Move to event"));
    connect(events->addAction(tr("New event…")), &QAction::triggered, this, [this, photos] { moveToNewEvent(photos); });
    events->addSeparator();
    for (const auto& [id, name] : std::as_const(m_events)) {
        connect(events->addAction(menuText(name)), &QAction::triggered, this,
                [this, photos, event = id] { moveToEvent(photos, event); });
    }
}

void PhotoActions::addGroupMenu(QMenu& menu, const QList<PhotoId>& photos)
{
    //: of which class or club the photos show
    QMenu* groups = menu.addMenu(icon(QStringLiteral("group")), tr("Taken of"));
    connect(groups->addAction(tr("No group")), &QAction::triggered, this, [this, photos] { setGroup(photos, {}); });
    groups->addSeparator();
    for (const auto& [id, name] : std::as_const(m_groups)) {
        connect(groups->addAction(menuText(name)), &QAction::triggered, this,
                [this, photos, group = id] { setGroup(photos, group); });
    }
}

void PhotoActions::addStackMenu(QMenu& menu, const PhotoChoice& choice)
{
    const auto add = [&](const QString& text, auto action) {
        connect(menu.addAction(icon(QStringLiteral("photos")), text), &QAction::triggered, this, action);
    };
    if (choice.hasStack && choice.photos.size() == 1) {
        add(tr("Show the whole stack"), [this, photo = choice.photos.first()] { showStack(photo); });
    }
    if (choice.isBin || !m_session.may(Right::Import)) {
        return;
    }
    if (choice.photos.size() > 1) {
        QList<PhotoId> photos = choice.photos;
        photos.move(qMax(0, photos.indexOf(choice.current)), 0);
        add(tr("Keep together as a stack"), [this, photos] { keepTogether(photos); });
    } else if (choice.hasStack) {
        add(tr("Put on top of the stack"), [this, photos = choice.photos] { putOnTop(photos.first()); });
    }
    if (choice.hasStack) {
        add(tr("Take the stack apart"), [this, photos = choice.photos] { takeApart(photos); });
    }
    add(tr("Find bursts and look-alikes…"), [this] { findBursts(); });
}

void PhotoActions::run(Work work, const QString& text, const std::function<void()>& undo)
{
    m_session.ask(this, std::move(work), [this, text, undo](const Result<void>& result) {
        if (!result) {
            Q_EMIT failed(result.error());
            return;
        }
        Q_EMIT m_session.photosChanged();
        Q_EMIT done(text, undo);
    });
}

void PhotoActions::addTag(const QList<PhotoId>& photos)
{
    const auto tag = askForLine(tr("Add a tag"), tr("Tag for %n photo(s)", nullptr, countOf(photos)), tr("Add the tag"),
                                m_tags, m_window);
    if (tag) {
        run([photos, tag = *tag](Library& library) { return Photos(library).tag(photos, tag); },
            tr("%n photo(s) tagged.", nullptr, countOf(photos)),
            [this, photos, tag = *tag] {
                run([photos, tag](Library& library) { return Photos(library).untag(photos, tag); },
                    tr("The tag is off again."));
            });
    }
}

void PhotoActions::moveToNewEvent(const QList<PhotoId>& photos)
{
    const auto name = askForLine(tr("New event"), tr("Name of the event"), tr("Move photos"), {}, m_window);
    if (!name) {
        return;
    }
    run(
        [photos, name = *name](Library& library) -> Result<void> {
            Photos service(library);
            const auto event = service.addEvent(name, std::nullopt);
            return event ? service.moveToEvent(photos, *event) : Result<void>(propagate(event));
        },
        tr("%n photo(s) moved.", nullptr, countOf(photos)));
}

void PhotoActions::moveToEvent(const QList<PhotoId>& photos, EventId event)
{
    run([photos, event](Library& library) { return Photos(library).moveToEvent(photos, event); },
        tr("%n photo(s) moved.", nullptr, countOf(photos)));
}

void PhotoActions::setGroup(const QList<PhotoId>& photos, GroupId group)
{
    run([photos, group](Library& library) { return Photos(library).setGroup(photos, group); },
        tr("%n photo(s) changed.", nullptr, countOf(photos)));
}

void PhotoActions::rate(const QList<PhotoId>& photos, int stars)
{
    run([photos, stars](Library& library) { return Photos(library).rate(photos, stars); },
        tr("%n photo(s) rated.", nullptr, countOf(photos)));
}

void PhotoActions::remove(const QList<PhotoId>& photos)
{
    run([photos](Library& library) { return Photos(library).remove(photos); },
        tr("%n photo(s) moved to the bin.", nullptr, countOf(photos)), [this, photos] { restore(photos); });
}

void PhotoActions::restore(const QList<PhotoId>& photos)
{
    run([photos](Library& library) { return Photos(library).restore(photos); },
        tr("%n photo(s) taken out of the bin.", nullptr, countOf(photos)));
}

void PhotoActions::erase(const QList<PhotoId>& photos)
{
    const auto reason =
        askForLine(tr("Erase for good"),
                   tr("Why? The key of each photo is destroyed: nobody can bring it back, not even from the bin."),
                   tr("Erase %n photo(s)", nullptr, countOf(photos)), {}, m_window);
    if (reason) {
        run(
            [photos, reason = *reason](Library& library) -> Result<void> {
                const auto erased = Retention(library).erase(photos, reason);
                return erased ? Result<void>() : propagate(erased);
            },
            tr("%n photo(s) erased. The receipt is on the page Settings, under Safekeeping.", nullptr,
               countOf(photos)));
    }
}

void PhotoActions::flag(const QList<PhotoId>& photos)
{
    const auto reason = askForLine(tr("Flag for the safeguarding lead"),
                                   tr("Why? From now on only the safeguarding lead sees the photo(s)."),
                                   tr("Flag %n photo(s)", nullptr, countOf(photos)), {}, m_window);
    if (!reason) {
        return;
    }
    m_session.ask(
        this,
        [photos, reason = *reason](Library& library) -> Result<void> {
            for (const PhotoId photo : photos) {
                if (const auto flagged = Flags(library).add(photo, reason); !flagged) {
                    return propagate(flagged);
                }
            }
            return {};
        },
        [this, photos](const Result<void>& result) {
            Q_EMIT m_session.flagsChanged();
            Q_EMIT m_session.photosChanged();
            if (result) {
                Q_EMIT done(tr("%n photo(s) are with the safeguarding lead now.", nullptr, countOf(photos)), {});
            } else {
                Q_EMIT failed(result.error());
            }
        });
}

void PhotoActions::saveOriginal(PhotoId photo)
{
    const auto answer = QMessageBox::warning(
        m_window, tr("Save the original"),
        tr("The original leaves the library uncovered and with all its camera information, and the log records it. "
           "Export is the way to use a photo. Save the original all the same?"),
        QMessageBox::Save | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Save) {
        return;
    }
    const QString path = QFileDialog::getSaveFileName(m_window, tr("Save the original"));
    if (path.isEmpty()) {
        return;
    }
    m_session.runJob(
        tr("Saving an original"), this,
        [this, photo, path](Progress&) -> Result<void> {
            const auto bytes =
                m_session.library().run([photo](Library& library) { return Photos(library).original(photo); });
            return bytes ? writeOriginal(*bytes, path) : Result<void>(propagate(bytes));
        },
        [this](const Result<void>& result) {
            if (result) {
                Q_EMIT done(tr("The original is saved."), {});
            } else {
                Q_EMIT failed(result.error());
            }
        });
}

void PhotoActions::handOver(const QList<PhotoId>& photos)
{
    (new HandoverDialog(m_session, photos, m_window))->open();
}

void PhotoActions::findFacesIn(const QList<PhotoId>& photos)
{
    m_session.runJob(
        tr("Looking for faces"), this,
        [this, photos](Progress& progress) {
            return findFaces(m_session.library(), m_session.workers(), photos, ScanScope::All, progress);
        },
        [this](const Result<ScanReport>& report) {
            Q_EMIT m_session.facesChanged({});
            if (!report) {
                Q_EMIT failed(report.error());
                return;
            }
            Q_EMIT done(tr("%n face(s) found.", nullptr, report->faces), {});
        });
}

void PhotoActions::correctTimes(const QList<PhotoId>& photos)
{
    auto* dialog = new TimeDialog(m_session, photos, m_window);
    connect(dialog, &TimeDialog::shifted, this, [this, photos](qint64 seconds) {
        Q_EMIT m_session.photosChanged();
        Q_EMIT done(tr("%n photo(s) moved: %1.", nullptr, countOf(photos)).arg(offsetText(seconds)),
                    [this, photos, seconds] { shiftTimes(photos, -seconds); });
    });
    connect(dialog, &TimeDialog::timeSet, this, [this, photos] {
        Q_EMIT m_session.photosChanged();
        Q_EMIT done(tr("%n photo(s) have a time now.", nullptr, countOf(photos)), [this, photos] {
            run([photos](Library& library) { return CaptureTimes(library).reset(photos); },
                tr("The times are as the camera wrote them."));
        });
    });
    connect(dialog, &TimeDialog::timesReset, this, [this] {
        Q_EMIT m_session.photosChanged();
        Q_EMIT done(tr("The times are as the camera wrote them."), {});
    });
    dialog->open();
}

void PhotoActions::shiftTimes(const QList<PhotoId>& photos, qint64 seconds)
{
    run(
        [photos, seconds](Library& library) -> Result<void> {
            const auto changes = CaptureTimes(library).shift(photos, seconds);
            return changes ? Result<void>() : Result<void>(propagate(changes));
        },
        tr("The times are as they were."));
}

void PhotoActions::keepTogether(const QList<PhotoId>& photos)
{
    run([photos](Library& library) { return Stacks(library).stack(photos); },
        tr("%n photo(s) are kept together.", nullptr, countOf(photos)), [this, photos] { takeApart(photos); });
}

void PhotoActions::putOnTop(PhotoId photo)
{
    run([photo](Library& library) { return Stacks(library).putOnTop(photo); }, tr("It lies on top now."));
}

void PhotoActions::takeApart(const QList<PhotoId>& photos)
{
    m_session.ask(
        this, [photos](Library& library) { return Stacks(library).takeApart(photos); },
        [this](const Result<QList<QList<PhotoId>>>& stacks) {
            if (!stacks) {
                Q_EMIT failed(stacks.error());
                return;
            }
            Q_EMIT m_session.photosChanged();
            Q_EMIT done(tr("%n stack(s) taken apart.", nullptr, static_cast<int>(stacks->size())),
                        [this, again = *stacks] { stackAgain(again); });
        });
}

void PhotoActions::stackAgain(const QList<QList<PhotoId>>& stacks)
{
    run(
        [stacks](Library& library) -> Result<void> {
            for (const QList<PhotoId>& stack : stacks) {
                if (auto done = stack.size() > 1 ? Stacks(library).stack(stack) : Result<void>(); !done) {
                    return done;
                }
            }
            return {};
        },
        tr("They are kept together again."));
}

void PhotoActions::findBursts(ImportId import)
{
    auto* dialog = new StacksDialog(m_session, import, m_window);
    connect(dialog, &StacksDialog::stacked, this, [this](const QList<QList<PhotoId>>& stacks) {
        Q_EMIT m_session.photosChanged();
        QList<PhotoId> all;
        for (const QList<PhotoId>& stack : stacks) {
            all += stack;
        }
        Q_EMIT done(tr("%n burst(s) are kept together.", nullptr, static_cast<int>(stacks.size())),
                    [this, all] { takeApart(all); });
    });
    dialog->open();
}

void PhotoActions::showStack(PhotoId photo)
{
    PhotoFilter filter;
    filter.stack = photo;
    Q_EMIT m_session.photosRequested(filter);
}

} // namespace cloakroom::ui
