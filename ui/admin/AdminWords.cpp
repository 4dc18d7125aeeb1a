#include "ui/admin/AdminWords.h"

#include <QCoreApplication>

#include <array>

namespace cloakroom::ui {

namespace {

struct ActionWords {
    const char* key;
    const char* words;
};

constexpr std::array kActionWords{
    ActionWords{"user.sign-in", QT_TRANSLATE_NOOP("AdminWords", "Signed in")},
    ActionWords{"user.sign-in-failed", QT_TRANSLATE_NOOP("AdminWords", "Wrong password")},
    ActionWords{"user.add", QT_TRANSLATE_NOOP("AdminWords", "Added a user")},
    ActionWords{"user.disable", QT_TRANSLATE_NOOP("AdminWords", "Switched a user off")},
    ActionWords{"user.set-role", QT_TRANSLATE_NOOP("AdminWords", "Changed a user's role")},
    ActionWords{"user.set-own-password", QT_TRANSLATE_NOOP("AdminWords", "Changed the own password")},
    ActionWords{"user.set-password", QT_TRANSLATE_NOOP("AdminWords", "Set a user's password")},
    ActionWords{"library.create", QT_TRANSLATE_NOOP("AdminWords", "Made the library")},
    ActionWords{"user.recover", QT_TRANSLATE_NOOP("AdminWords", "Gave access back with the recovery key")},
    ActionWords{"user.remove-keyslot", QT_TRANSLATE_NOOP("AdminWords", "Took away a left-over key")},
    ActionWords{"user.add-key-file", QT_TRANSLATE_NOOP("AdminWords", "Began to use a key file")},
    ActionWords{"user.remove-key-file", QT_TRANSLATE_NOOP("AdminWords", "Stopped using a key file")},
    ActionWords{"library.change-key", QT_TRANSLATE_NOOP("AdminWords", "Changed the library's key")},
    ActionWords{"library.replace-recovery-key", QT_TRANSLATE_NOOP("AdminWords", "Made a new recovery key")},
    ActionWords{"library.backup", QT_TRANSLATE_NOOP("AdminWords", "Made a backup")},
    ActionWords{"library.repair", QT_TRANSLATE_NOOP("AdminWords", "Repaired the library")},
    ActionWords{"settings.library", QT_TRANSLATE_NOOP("AdminWords", "Changed how long things are kept")},
    ActionWords{"audit.checkpoint", QT_TRANSLATE_NOOP("AdminWords", "Made a checkpoint of the log")},
    ActionWords{"audit.export", QT_TRANSLATE_NOOP("AdminWords", "Saved the log as a table")},
    ActionWords{"photo.erase", QT_TRANSLATE_NOOP("AdminWords", "Erased a photo")},
    ActionWords{"import.finish", QT_TRANSLATE_NOOP("AdminWords", "Finished an import")},
    ActionWords{"photo.import", QT_TRANSLATE_NOOP("AdminWords", "Imported a photo")},
    ActionWords{"photo.add-picture", QT_TRANSLATE_NOOP("AdminWords", "Put a picture to its RAW file")},
    ActionWords{"import.undo", QT_TRANSLATE_NOOP("AdminWords", "Undid an import")},
    ActionWords{"import.redo", QT_TRANSLATE_NOOP("AdminWords", "Brought an import back")},
    ActionWords{"import.settle", QT_TRANSLATE_NOOP("AdminWords", "Said that a card is empty")},
    ActionWords{"import.set-reminder", QT_TRANSLATE_NOOP("AdminWords", "Changed when cards are called to mind")},
    ActionWords{"photo.shift-time", QT_TRANSLATE_NOOP("AdminWords", "Corrected the time of photos")},
    ActionWords{"photo.set-time", QT_TRANSLATE_NOOP("AdminWords", "Said when photos were taken")},
    ActionWords{"photo.reset-time", QT_TRANSLATE_NOOP("AdminWords", "Brought back the camera's times")},
    ActionWords{"photo.stack", QT_TRANSLATE_NOOP("AdminWords", "Kept photos together")},
    ActionWords{"photo.unstack", QT_TRANSLATE_NOOP("AdminWords", "Took photos apart")},
    ActionWords{"photo.export", QT_TRANSLATE_NOOP("AdminWords", "Exported a photo")},
    ActionWords{"photo.export-check-failed", QT_TRANSLATE_NOOP("AdminWords", "Export stopped by its check")},
    ActionWords{"photo.export-undone", QT_TRANSLATE_NOOP("AdminWords", "Export undone")},
    ActionWords{"photo.reveal", QT_TRANSLATE_NOOP("AdminWords", "Looked at a flagged photo")},
    ActionWords{"photo.view-protected", QT_TRANSLATE_NOOP("AdminWords", "Looked at a protected person")},
    ActionWords{"photo.original", QT_TRANSLATE_NOOP("AdminWords", "Took an original out")},
    ActionWords{"photo.move-to-event", QT_TRANSLATE_NOOP("AdminWords", "Moved a photo to an event")},
    ActionWords{"photo.set-group", QT_TRANSLATE_NOOP("AdminWords", "Said of which group a photo was taken")},
    ActionWords{"photo.rate", QT_TRANSLATE_NOOP("AdminWords", "Rated a photo")},
    ActionWords{"photo.note", QT_TRANSLATE_NOOP("AdminWords", "Changed a photo's note")},
    ActionWords{"photo.tag", QT_TRANSLATE_NOOP("AdminWords", "Tagged a photo")},
    ActionWords{"photo.untag", QT_TRANSLATE_NOOP("AdminWords", "Took a tag away")},
    ActionWords{"photo.remove", QT_TRANSLATE_NOOP("AdminWords", "Put a photo into the bin")},
    ActionWords{"photo.restore", QT_TRANSLATE_NOOP("AdminWords", "Took a photo out of the bin")},
    ActionWords{"event.add", QT_TRANSLATE_NOOP("AdminWords", "Added an event")},
    ActionWords{"event.rename", QT_TRANSLATE_NOOP("AdminWords", "Renamed an event")},
    ActionWords{"face.add", QT_TRANSLATE_NOOP("AdminWords", "Drew a face")},
    ActionWords{"face.move", QT_TRANSLATE_NOOP("AdminWords", "Moved a face")},
    ActionWords{"face.confirm", QT_TRANSLATE_NOOP("AdminWords", "Named a face")},
    ActionWords{"face.stranger", QT_TRANSLATE_NOOP("AdminWords", "Not ours")},
    ActionWords{"face.reject", QT_TRANSLATE_NOOP("AdminWords", "Not a face")},
    ActionWords{"face.reset", QT_TRANSLATE_NOOP("AdminWords", "Took a name away")},
    ActionWords{"face.remove", QT_TRANSLATE_NOOP("AdminWords", "Took a face away")},
    ActionWords{"face.restore", QT_TRANSLATE_NOOP("AdminWords", "Put a face back")},
    ActionWords{"face.rest-are-strangers", QT_TRANSLATE_NOOP("AdminWords", "The rest are not ours")},
    ActionWords{"face.decline-name", QT_TRANSLATE_NOOP("AdminWords", "Said who a face is not")},
    ActionWords{"face.allow-name", QT_TRANSLATE_NOOP("AdminWords", "Took back who a face is not")},
    ActionWords{"face.search", QT_TRANSLATE_NOOP("AdminWords", "Searched for faces")},
    ActionWords{"region.add", QT_TRANSLATE_NOOP("AdminWords", "Covered something else")},
    ActionWords{"region.move", QT_TRANSLATE_NOOP("AdminWords", "Moved a covered area")},
    ActionWords{"region.restore", QT_TRANSLATE_NOOP("AdminWords", "Put a covered area back")},
    ActionWords{"region.remove", QT_TRANSLATE_NOOP("AdminWords", "Took a covered area away")},
    ActionWords{"register.take-down", QT_TRANSLATE_NOOP("AdminWords", "Taken down")},
    ActionWords{"register.replace", QT_TRANSLATE_NOOP("AdminWords", "Replaced a published photo")},
    ActionWords{"register.confirm-gone", QT_TRANSLATE_NOOP("AdminWords", "Confirmed that a replaced photo is gone")},
    ActionWords{"register.set-link", QT_TRANSLATE_NOOP("AdminWords", "Set the address of a published photo")},
    ActionWords{"register.review", QT_TRANSLATE_NOOP("AdminWords", "Looked at a published photo again")},
    ActionWords{"register.find", QT_TRANSLATE_NOOP("AdminWords", "Asked whether a file is ours")},
    ActionWords{"register.table", QT_TRANSLATE_NOOP("AdminWords", "Saved what is public as a table")},
    ActionWords{"second-look.ask", QT_TRANSLATE_NOOP("AdminWords", "Asked for a second look")},
    ActionWords{"second-look.sent-back", QT_TRANSLATE_NOOP("AdminWords", "Sent a photo back with a note")},
    ActionWords{"second-look.withdrawn", QT_TRANSLATE_NOOP("AdminWords", "Took a request for a second look back")},
    ActionWords{"second-look.outdated", QT_TRANSLATE_NOOP("AdminWords", "A second look was asked for again")},
    ActionWords{"handover.create", QT_TRANSLATE_NOOP("AdminWords", "Handed photos over to another school")},
    ActionWords{"subject-pack.photo", QT_TRANSLATE_NOOP("AdminWords", "Gave a photo out to the person in it")},
    ActionWords{"subject-pack.records", QT_TRANSLATE_NOOP("AdminWords", "Gave out a person's records")},
    ActionWords{"register.set-place", QT_TRANSLATE_NOOP("AdminWords", "Set where a photo is used")},
    ActionWords{"person.add", QT_TRANSLATE_NOOP("AdminWords", "Added a person")},
    ActionWords{"person.edit", QT_TRANSLATE_NOOP("AdminWords", "Changed a person")},
    ActionWords{"person.protect", QT_TRANSLATE_NOOP("AdminWords", "Protected a person")},
    ActionWords{"person.unprotect", QT_TRANSLATE_NOOP("AdminWords", "Ended a protection")},
    ActionWords{"people.import", QT_TRANSLATE_NOOP("AdminWords", "Imported a list of people")},
    ActionWords{"group.add", QT_TRANSLATE_NOOP("AdminWords", "Added a group")},
    ActionWords{"consent.record", QT_TRANSLATE_NOOP("AdminWords", "Recorded a decision")},
    ActionWords{"consent.import", QT_TRANSLATE_NOOP("AdminWords", "Imported a list of consents")},
    ActionWords{"consent.settings", QT_TRANSLATE_NOOP("AdminWords", "Changed who must agree")},
    ActionWords{"template.make", QT_TRANSLATE_NOOP("AdminWords", "Learnt a face by consent")},
    ActionWords{"template.remove", QT_TRANSLATE_NOOP("AdminWords", "Deleted a person's face templates")},
    ActionWords{"face.compare", QT_TRANSLATE_NOOP("AdminWords", "Compared faces of a photo")},
    ActionWords{"face.never-suggest", QT_TRANSLATE_NOOP("AdminWords", "Refused suggestions for a face")},
    ActionWords{"face.suggest-again", QT_TRANSLATE_NOOP("AdminWords", "Allowed suggestions for a face again")},
    ActionWords{"recognition.assessed", QT_TRANSLATE_NOOP("AdminWords", "Stated the impact assessment")},
    ActionWords{"recognition.notices-sent", QT_TRANSLATE_NOOP("AdminWords", "Stated that parents were told")},
    ActionWords{"recognition.on", QT_TRANSLATE_NOOP("AdminWords", "Switched face recognition on")},
    ActionWords{"recognition.off", QT_TRANSLATE_NOOP("AdminWords", "Switched face recognition off")},
    ActionWords{"recognition.group-on", QT_TRANSLATE_NOOP("AdminWords", "Switched recognition on for a group")},
    ActionWords{"recognition.group-off", QT_TRANSLATE_NOOP("AdminWords", "Switched recognition off for a group")},
    ActionWords{"recognition.comparison-allowed",
                QT_TRANSLATE_NOOP("AdminWords", "Recorded the officer's leave to compare")},
    ActionWords{"recognition.comparison-forbidden",
                QT_TRANSLATE_NOOP("AdminWords", "Took back the officer's leave to compare")},
    ActionWords{"purpose.add", QT_TRANSLATE_NOOP("AdminWords", "Added a purpose")},
    ActionWords{"purpose.edit", QT_TRANSLATE_NOOP("AdminWords", "Changed a purpose")},
    ActionWords{"sign-off.faces", QT_TRANSLATE_NOOP("AdminWords", "Signed off: every face is marked")},
    ActionWords{"sign-off.publish", QT_TRANSLATE_NOOP("AdminWords", "Signed off: fit to publish")},
    ActionWords{"sign-off.revoke", QT_TRANSLATE_NOOP("AdminWords", "Took a sign-off back")},
    ActionWords{"flag.add", QT_TRANSLATE_NOOP("AdminWords", "Flagged a photo")},
    ActionWords{"flag.resolve", QT_TRANSLATE_NOOP("AdminWords", "Decided on a flagged photo")},
    ActionWords{"flag.erase", QT_TRANSLATE_NOOP("AdminWords", "Erased a flagged photo")},
};

QString translated(const char* text)
{
    return QCoreApplication::translate("AdminWords", text);
}

} // namespace

QString roleText(Role role)
{
    switch (role) {
    case Role::Admin:
        return translated(QT_TRANSLATE_NOOP("AdminWords", "Administrator"));
    case Role::Office:
        return translated(QT_TRANSLATE_NOOP("AdminWords", "Office"));
    case Role::Marketing:
        return translated(QT_TRANSLATE_NOOP("AdminWords", "Marketing"));
    case Role::Safeguarding:
        return translated(QT_TRANSLATE_NOOP("AdminWords", "Safeguarding lead"));
    case Role::Viewer:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("AdminWords", "Viewer"));
}

QString roleSentence(Role role)
{
    switch (role) {
    case Role::Admin:
        return translated(QT_TRANSLATE_NOOP("AdminWords",
                                            "Imports, keeps people and consents, exports, adds users and changes "
                                            "settings. Does not see flagged photos."));
    case Role::Office:
        return translated(QT_TRANSLATE_NOOP("AdminWords", "Imports, keeps people and consents, names faces, exports."));
    case Role::Marketing:
        return translated(
            QT_TRANSLATE_NOOP("AdminWords", "Names faces, checks and exports. Does not see protected people."));
    case Role::Safeguarding:
        return translated(QT_TRANSLATE_NOOP("AdminWords",
                                            "Everything the office does, and alone decides on flagged photos and "
                                            "protected people."));
    case Role::Viewer:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("AdminWords", "Looks at photos, with protected people covered."));
}

QString audienceText(Audience audience)
{
    return audience == Audience::Inside ? translated(QT_TRANSLATE_NOOP("AdminWords", "Inside the school only"))
                                        : translated(QT_TRANSLATE_NOOP("AdminWords", "People outside the school"));
}

QString basisText(Basis basis)
{
    return basis == Basis::Notice
        ? translated(QT_TRANSLATE_NOOP("AdminWords", "Everyone is told, objections are honoured"))
        : translated(QT_TRANSLATE_NOOP("AdminWords", "Only with a yes"));
}

QString coverText(PublicationProfile::Cover cover)
{
    switch (cover) {
    case PublicationProfile::Cover::Pupils:
        return translated(QT_TRANSLATE_NOOP("AdminWords", "Cover every pupil"));
    case PublicationProfile::Cover::LargeFaces:
        return translated(QT_TRANSLATE_NOOP("AdminWords", "Cover large faces"));
    case PublicationProfile::Cover::None:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("AdminWords", "Nothing more"));
}

QString actionText(const QString& action)
{
    for (const ActionWords& row : kActionWords) {
        if (action == QLatin1String(row.key)) {
            return translated(row.words);
        }
    }
    return action;
}

} // namespace cloakroom::ui
