#include "core/review/SecondLooks.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/Library.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/catalogue/SecondLookRepository.h"
#include "core/catalogue/SignOffRepository.h"
#include "core/photos/VisiblePhoto.h"
#include "core/review/SignOffs.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

constexpr int kMostLetters = 2000;

QString tr(const char* text)
{
    return QCoreApplication::translate("SecondLooks", text);
}

QJsonObject subjectOf(PhotoId photo, PurposeId purpose)
{
    return {{QStringLiteral("photo"), photo.value}, {QStringLiteral("purpose"), purpose.value}};
}

Result<void> asksForIt(Library& library, PurposeId purpose)
{
    const auto found = PurposeRepository(library.db()).get(purpose);
    if (!found) {
        return propagate(found);
    }
    if (!*found) {
        return fail(ErrorCode::NotFound, tr("There is no such purpose."));
    }
    if (!(*found)->secondCheck) {
        return fail(ErrorCode::Invalid,
                    tr("This use does not ask for a second pair of eyes, so nobody has to be asked."));
    }
    return {};
}

const SignOff* currentOf(const QList<SignOff>& known, SignOffKind kind, PurposeId purpose = {})
{
    const auto found = std::find_if(known.begin(), known.end(), [&](const SignOff& signOff) {
        return signOff.isCurrent && signOff.kind == kind && (!purpose.isValid() || signOff.purpose == purpose);
    });
    return found == known.end() ? nullptr : &*found;
}

/// Whether there is something to look at, and nobody has yet.
Result<void> canBeAsked(Library& library, PhotoId photo, PurposeId purpose)
{
    const auto known = SignOffRepository(library.db()).ofPhoto(photo);
    if (!known) {
        return propagate(known);
    }
    const SignOff* faces = currentOf(*known, SignOffKind::Faces);
    if (faces == nullptr) {
        return fail(ErrorCode::NotAllowed,
                    tr("Somebody has to confirm first that every face in this photo is marked."));
    }
    const SignOff* approved = currentOf(*known, SignOffKind::Publish, purpose);
    if (approved != nullptr && approved->by != faces->by) {
        return fail(ErrorCode::AlreadyExists, tr("A second user has approved this photo for this use already."));
    }
    return {};
}

} // namespace

Result<bool> SecondLooks::isVisible(PhotoId photo)
{
    const auto state = visiblePhoto(m_library, photo);
    if (!state && state.error().code != ErrorCode::NotFound) {
        return propagate(state);
    }
    return state.has_value();
}

Result<AskedLooks> SecondLooks::ask(const QList<PhotoId>& photos, PurposeId purpose, const QString& style,
                                    const QString& note)
{
    if (const auto allowed = m_library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    if (const auto fine = asksForIt(m_library, purpose); !fine) {
        return propagate(fine);
    }
    if (note.size() > kMostLetters) {
        return fail(ErrorCode::Invalid, tr("A note has at most 2000 characters. Nobody was asked."));
    }
    AskedLooks answer;
    for (const PhotoId photo : photos) {
        const auto asked = askOne(photo, purpose, style, note.trimmed());
        if (asked) {
            answer.asked += *asked;
        } else {
            answer.refused += NotAsked{photo, asked.error()};
        }
    }
    return answer;
}

Result<SecondLookId> SecondLooks::askOne(PhotoId photo, PurposeId purpose, const QString& style, const QString& note)
{
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (const auto state = visiblePhoto(m_library, photo); !state) {
        return propagate(state);
    }
    if (const auto fine = canBeAsked(m_library, photo, purpose); !fine) {
        return propagate(fine);
    }
    SecondLookRepository looks(m_library.db());
    const auto open = looks.openOf(photo, purpose);
    if (!open) {
        return propagate(open);
    }
    for (const SecondLook& before : *open) {
        if (before.isCurrent) {
            return before.id;
        }
        if (const auto done = close(before, SecondLookOutcome::Outdated, {}); !done) {
            return propagate(done);
        }
    }
    const auto hash = SignOffRepository(m_library.db()).facesHash(photo);
    if (!hash) {
        return propagate(hash);
    }
    SecondLook look;
    look.photo = photo;
    look.purpose = purpose;
    look.style = style;
    look.askedBy = m_library.user().id;
    look.askedAt = m_library.clock().now();
    look.note = note;
    const auto id = looks.insert(look, *hash);
    if (!id) {
        return propagate(id);
    }
    if (const auto done = audit::append(m_library, QStringLiteral("second-look.ask"), subjectOf(photo, purpose), note);
        !done) {
        return propagate(done);
    }
    if (const auto done = transaction->commit(); !done) {
        return propagate(done);
    }
    return *id;
}

Result<QList<SecondLookTask>> SecondLooks::queue()
{
    if (const auto allowed = m_library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    const auto open = SecondLookRepository(m_library.db()).open();
    if (!open) {
        return propagate(open);
    }
    const bool isSecondUser = allows(m_library.role(), Right::SignOffPublish);
    QList<SecondLookTask> queue;
    for (const SecondLook& look : *open) {
        const auto visible = isVisible(look.photo);
        const auto known = SignOffRepository(m_library.db()).ofPhoto(look.photo);
        if (!visible) {
            return propagate(visible);
        }
        if (!known) {
            return propagate(known);
        }
        if (!*visible) {
            continue;
        }
        const SignOff* faces = currentOf(*known, SignOffKind::Faces);
        const bool isOthers =
            look.askedBy != m_library.user().id && faces != nullptr && faces->by != m_library.user().id;
        queue += SecondLookTask{look, isSecondUser && isOthers && look.isCurrent};
    }
    return queue;
}

Result<int> SecondLooks::waitingCount()
{
    const auto open = queue();
    if (!open) {
        return propagate(open);
    }
    return static_cast<int>(
        std::count_if(open->begin(), open->end(), [](const SecondLookTask& task) { return task.mayDecide; }));
}

Result<QList<SecondLook>> SecondLooks::mine()
{
    if (const auto allowed = m_library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    const auto asked = SecondLookRepository(m_library.db()).askedBy(m_library.user().id);
    if (!asked) {
        return propagate(asked);
    }
    QList<SecondLook> mine;
    for (const SecondLook& look : *asked) {
        const auto visible = isVisible(look.photo);
        if (!visible) {
            return propagate(visible);
        }
        if (*visible) {
            mine += look;
        }
    }
    return mine;
}

Result<SecondLook> SecondLooks::openOne(SecondLookId id)
{
    const auto look = SecondLookRepository(m_library.db()).get(id);
    if (!look) {
        return propagate(look);
    }
    const auto unknown = fail(ErrorCode::NotFound, tr("There is no such request for a second look."));
    if (!*look) {
        return unknown;
    }
    const auto visible = isVisible((*look)->photo);
    if (!visible) {
        return propagate(visible);
    }
    if (!*visible) {
        return unknown;
    }
    if ((*look)->outcome) {
        return fail(ErrorCode::Invalid, tr("This request was answered before. Nothing was changed."));
    }
    return **look;
}

Result<void> SecondLooks::close(const SecondLook& look, SecondLookOutcome outcome, const QString& answer)
{
    if (auto done = SecondLookRepository(m_library.db())
                        .decide(look.id, {outcome, m_library.user().id, m_library.clock().now(), answer});
        !done) {
        return done;
    }
    return audit::append(m_library, QStringLiteral("second-look.") + secondLookOutcomeKey(outcome),
                         subjectOf(look.photo, look.purpose), answer);
}

Result<void> SecondLooks::approve(SecondLookId id)
{
    if (auto allowed = m_library.require(Right::SignOffPublish); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto look = openOne(id);
    if (!look) {
        return propagate(look);
    }
    if (!look->isCurrent) {
        return fail(ErrorCode::Invalid,
                    tr("This photo changed after the second look was asked for. It has to be asked for again. Nothing "
                       "was approved."));
    }
    // Refuses what is one's own, and closes the request.
    if (auto done = SignOffs(m_library).signOffPublish(look->photo, look->purpose); !done) {
        return done;
    }
    return transaction->commit();
}

Result<void> SecondLooks::sendBack(SecondLookId id, const QString& note)
{
    if (auto allowed = m_library.require(Right::SignOffPublish); !allowed) {
        return allowed;
    }
    const QString words = note.trimmed();
    if (words.isEmpty() || words.size() > kMostLetters) {
        return fail(ErrorCode::Invalid,
                    tr("Say in a few words what should be different, so that it can be mended. Nothing was changed."));
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto look = openOne(id);
    if (!look) {
        return propagate(look);
    }
    if (look->askedBy == m_library.user().id) {
        return fail(ErrorCode::NotAllowed,
                    tr("You asked for this second look yourself. Take the request back instead. Nothing was changed."));
    }
    if (auto done = close(*look, SecondLookOutcome::SentBack, words); !done) {
        return done;
    }
    return transaction->commit();
}

Result<void> SecondLooks::withdraw(SecondLookId id)
{
    if (auto allowed = m_library.require(Right::Export); !allowed) {
        return allowed;
    }
    auto transaction = m_library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    const auto look = openOne(id);
    if (!look) {
        return propagate(look);
    }
    if (look->askedBy != m_library.user().id) {
        return fail(ErrorCode::NotAllowed, tr("Only the user who asked can take a request back. Nothing was changed."));
    }
    if (auto done = close(*look, SecondLookOutcome::Withdrawn, {}); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace cloakroom
