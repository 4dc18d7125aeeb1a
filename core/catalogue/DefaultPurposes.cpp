#include "core/catalogue/DefaultPurposes.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("DefaultPurposes", text);
}

Purpose purpose(const char* key, const QString& name, const QString& wording)
{
    Purpose made;
    made.key = QString::fromLatin1(key);
    made.name = name;
    made.wording = wording;
    return made;
}

// What a stranger can reach: smaller pictures, no names, and a look back after a year (domain: the 2026 advice that
// criminals take pupils' faces from school websites).
Purpose onThePublicWeb(Purpose made)
{
    made.profile.longestEdge = 1600;
    made.profile.noNames = true;
    made.profile.reviewAfterDays = 365;
    return made;
}

Purpose secondChecked(Purpose made)
{
    made.secondCheck = true;
    return made;
}

Purpose insideSchool(Purpose made)
{
    made.audience = Audience::Inside;
    return made;
}

// Protection of Freedoms Act 2012 s.26: below 18 a parent has to agree, whatever the school's settings by age say.
Purpose withAParentAtEveryAge(Purpose made)
{
    made.parties = RequiredParties::OneParent;
    return made;
}

} // namespace

QList<Purpose> defaultPurposes()
{
    return {
        purpose("newsletter", tr("Newsletter"), tr("Photos in the school newsletter sent to families.")),
        onThePublicWeb(purpose("website", tr("Website"), tr("Photos on the school's public website."))),
        onThePublicWeb(secondChecked(
            purpose("social-media", tr("Social media"), tr("Photos on the school's own social media accounts.")))),
        purpose("prospectus", tr("Prospectus"), tr("Photos in the printed or downloadable prospectus.")),
        secondChecked(purpose("press", tr("Press"), tr("Photos given to newspapers and other media."))),
        insideSchool(purpose("display", tr("Display in school"), tr("Photos on walls and screens inside the school."))),
        purpose("class-photo", tr("Class photo"), tr("Class and group photos offered to the families in them.")),
        withAParentAtEveryAge(insideSchool(
            purpose("biometric", tr("Face recognition"),
                    tr("Letting the program suggest whose face it is. Needs a parent's written consent, no parent "
                       "objecting, and the child not refusing.")))),
    };
}

} // namespace cloakroom
