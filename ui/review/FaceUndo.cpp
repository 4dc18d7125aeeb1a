#include "ui/review/FaceUndo.h"

#include "core/faces/Faces.h"
#include "core/faces/NameSuggestions.h"
#include "core/faces/QuietFaces.h"
#include "core/review/SignOffs.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom::ui::steps {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("FaceUndo", text);
}

/// Puts a face's decision back to what it was.
Result<void> restore(Library& library, const Face& before)
{
    Faces faces(library);
    switch (before.state) {
    case FaceState::Rejected:
        return faces.reject(before.id);
    case FaceState::Confirmed:
        return before.person.isValid() ? faces.confirm(before.id, before.person) : faces.markStranger(before.id);
    case FaceState::Unreviewed:
        break;
    }
    return faces.reset(before.id);
}

/// A decision about one face, taken back by restoring what it was.
template <typename Act>
Work decision(const Face& face, const char* what, Act act)
{
    return [=](Library& library) -> Result<FaceStep> {
        if (auto done = act(library); !done) {
            return propagate(done);
        }
        return FaceStep{face.photo, words(what), [face](Library& again) { return restore(again, face); }};
    };
}

/// Whether what is stored is what somebody looked at: where it lies and whom it shows.
Result<void> requireSame(Library& library, PhotoId photo, const QList<Face>& faces, const QList<CoverRegion>& regions)
{
    auto stored = Faces(library).list(photo);
    if (!stored) {
        return propagate(stored);
    }
    stored->removeIf([](const Face& face) { return face.state == FaceState::Rejected; });
    const auto areas = Faces(library).regions(photo);
    if (!areas) {
        return propagate(areas);
    }
    const bool isSame =
        std::is_permutation(stored->cbegin(), stored->cend(), faces.cbegin(), faces.cend(),
                            [](const Face& a, const Face& b) {
                                return a.id == b.id && a.rect == b.rect && a.state == b.state && a.person == b.person;
                            })
        && std::is_permutation(areas->cbegin(), areas->cend(), regions.cbegin(), regions.cend(),
                               [](const CoverRegion& a, const CoverRegion& b) {
                                   return a.id == b.id && a.rect == b.rect && a.shape == b.shape;
                               });
    if (!isSame) {
        return fail(ErrorCode::Invalid,
                    words(QT_TRANSLATE_NOOP("FaceUndo",
                                            "The faces of this photo have just changed, so it was not signed off. Look "
                                            "at them as they are now, then sign off again.")));
    }
    return {};
}

/// What was said against suggestions for a face that is about to go with it.
struct SaidAgainst {
    QList<DeclinedName> declined;
    bool isQuiet = false;
};

Result<SaidAgainst> saidAgainst(Library& library, const Face& face)
{
    auto declined = NameSuggestions(library).declined(face.photo);
    const auto quiet = QuietFaces(library).of(face.photo);
    if (!declined || !quiet) {
        return declined ? propagate(quiet) : propagate(declined);
    }
    declined->removeIf([&face](const DeclinedName& one) { return one.face != face.id; });
    return SaidAgainst{*declined, quiet->contains(face.id)};
}

Result<void> addAgain(Library& library, const Face& face, const SaidAgainst& said)
{
    if (auto restored = Faces(library).restore(face); !restored) {
        return restored;
    }
    for (const DeclinedName& one : said.declined) {
        if (auto again = NameSuggestions(library).decline(one); !again) {
            return again;
        }
    }
    return said.isQuiet ? QuietFaces(library).add(face.id) : Result<void>();
}

Result<void> resetAll(Library& library, const QList<FaceId>& faces)
{
    for (const FaceId face : faces) {
        if (auto done = Faces(library).reset(face); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

Work confirm(const Face& face, PersonId person)
{
    return decision(face, QT_TRANSLATE_NOOP("FaceUndo", "Name of a face"),
                    [=](Library& library) { return Faces(library).confirm(face.id, person); });
}

Work notOurs(const Face& face)
{
    return decision(face, QT_TRANSLATE_NOOP("FaceUndo", "Not ours"),
                    [=](Library& library) { return Faces(library).markStranger(face.id); });
}

Work notAFace(const Face& face)
{
    return decision(face, QT_TRANSLATE_NOOP("FaceUndo", "Not a face"),
                    [=](Library& library) { return Faces(library).reject(face.id); });
}

Work declineName(const Face& face, const NameSuggestion& suggestion)
{
    const DeclinedName declined = declining(suggestion);
    return [=](Library& library) -> Result<FaceStep> {
        if (auto done = NameSuggestions(library).decline(declined); !done) {
            return propagate(done);
        }
        return FaceStep{face.photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Not this person")),
                        [declined](Library& again) { return NameSuggestions(again).allowAgain(declined); }};
    };
}

Work setQuiet(const Face& face, bool isQuiet)
{
    const auto change = [id = face.id](Library& library, bool toQuiet) {
        QuietFaces quiet(library);
        return toQuiet ? quiet.add(id) : quiet.remove(id);
    };
    return [=, photo = face.photo](Library& library) -> Result<FaceStep> {
        if (auto done = change(library, isQuiet); !done) {
            return propagate(done);
        }
        return FaceStep{photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Names suggested by looks")),
                        [=](Library& again) { return change(again, !isQuiet); }};
    };
}

Work forget(const Face& face)
{
    return decision(face, QT_TRANSLATE_NOOP("FaceUndo", "Name taken away"),
                    [=](Library& library) { return Faces(library).reset(face.id); });
}

Work remove(const Face& face)
{
    if (face.detector != QLatin1String("user")) {
        return notAFace(face);
    }
    return [=](Library& library) -> Result<FaceStep> {
        const auto stored = Faces(library).get(face.id); // what it is by now
        const auto said = saidAgainst(library, face);
        if (!stored || !said) {
            return stored ? propagate(said) : propagate(stored);
        }
        if (auto done = Faces(library).remove(face.id); !done) {
            return propagate(done);
        }
        return FaceStep{face.photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Face taken away")),
                        [face = *stored, said = *said](Library& again) { return addAgain(again, face, said); }};
    };
}

Work move(const Face& face, QRect rect)
{
    return [=](Library& library) -> Result<FaceStep> {
        if (auto done = Faces(library).move(face.id, rect); !done) {
            return propagate(done);
        }
        return FaceStep{face.photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Box moved")),
                        [face](Library& again) { return Faces(again).move(face.id, face.rect); }};
    };
}

Work addFace(PhotoId photo, QRect rect)
{
    return [=](Library& library) -> Result<FaceStep> {
        const auto added = Faces(library).add(photo, rect);
        if (!added) {
            return propagate(added);
        }
        return FaceStep{photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Face added")),
                        [face = *added](Library& again) { return Faces(again).remove(face); }};
    };
}

Work restAreStrangers(PhotoId photo, const QList<Face>& faces)
{
    QList<FaceId> open;
    for (const Face& face : faces) {
        if (face.state == FaceState::Unreviewed) {
            open.append(face.id);
        }
    }
    return [=](Library& library) -> Result<FaceStep> {
        if (const auto done = Faces(library).restAreStrangers(photo); !done) {
            return propagate(done);
        }
        return FaceStep{photo, words(QT_TRANSLATE_NOOP("FaceUndo", "The rest are not ours")),
                        [open](Library& again) { return resetAll(again, open); }};
    };
}

Work addRegion(PhotoId photo, QRect rect, RegionShape shape)
{
    return [=](Library& library) -> Result<FaceStep> {
        const auto added = Faces(library).addRegion(photo, rect, shape);
        if (!added) {
            return propagate(added);
        }
        return FaceStep{photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Covered area added")),
                        [region = *added](Library& again) { return Faces(again).removeRegion(region); }};
    };
}

Work moveRegion(const CoverRegion& region, QRect rect)
{
    return [=](Library& library) -> Result<FaceStep> {
        if (auto done = Faces(library).moveRegion(region.id, rect); !done) {
            return propagate(done);
        }
        return FaceStep{region.photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Covered area moved")),
                        [region](Library& again) { return Faces(again).moveRegion(region.id, region.rect); }};
    };
}

Work removeRegion(const CoverRegion& region)
{
    return [=](Library& library) -> Result<FaceStep> {
        if (auto done = Faces(library).removeRegion(region.id); !done) {
            return propagate(done);
        }
        return FaceStep{region.photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Covered area taken away")),
                        [region](Library& again) { return Faces(again).restoreRegion(region); }};
    };
}

Work signOff(PhotoId photo, const QList<Face>& faces, const QList<CoverRegion>& regions)
{
    return [=](Library& library) -> Result<FaceStep> {
        if (auto same = requireSame(library, photo, faces, regions); !same) {
            return propagate(same);
        }
        if (auto done = SignOffs(library).signOffFaces(photo); !done) {
            return propagate(done);
        }
        return FaceStep{photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Sign-off")),
                        [photo](Library& again) { return SignOffs(again).revoke(photo); }};
    };
}

Work fitToPublish(PhotoId photo, PurposeId purpose)
{
    return [=](Library& library) -> Result<FaceStep> {
        if (auto done = SignOffs(library).signOffPublish(photo, purpose); !done) {
            return propagate(done);
        }
        // Taking it back alone is not offered by the rules: every sign-off of the photo goes.
        return FaceStep{photo, words(QT_TRANSLATE_NOOP("FaceUndo", "Fit to publish")),
                        [photo](Library& again) { return SignOffs(again).revoke(photo); }};
    };
}

} // namespace cloakroom::ui::steps
