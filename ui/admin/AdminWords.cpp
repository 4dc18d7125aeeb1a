#include "ui/admin/AdminWords.h"

#include <QCoreApplication>
#include <QHash>

namespace cloakroom::ui {

namespace {

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

} // namespace cloakroom::ui
