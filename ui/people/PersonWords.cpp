#include "ui/people/PersonWords.h"

#include <QCoreApplication>

namespace cloakroom::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("PersonWords", text);
}

} // namespace

QString kindText(PersonKind kind)
{
    switch (kind) {
    case PersonKind::Pupil:
        return translated(QT_TRANSLATE_NOOP("PersonWords", "Pupil"));
    case PersonKind::Staff:
        return translated(QT_TRANSLATE_NOOP("PersonWords", "Staff"));
    case PersonKind::Governor:
        return translated(QT_TRANSLATE_NOOP("PersonWords", "Governor"));
    case PersonKind::Visitor:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("PersonWords", "Visitor"));
}

QString partiesText(RequiredParties parties)
{
    switch (parties) {
    case RequiredParties::ByAge:
        return translated(QT_TRANSLATE_NOOP("PersonWords", "By age, as the school decided"));
    case RequiredParties::OneParent:
        return translated(QT_TRANSLATE_NOOP("PersonWords", "One parent or carer"));
    case RequiredParties::BothParents:
        return translated(QT_TRANSLATE_NOOP("PersonWords", "Both parents"));
    case RequiredParties::ParentAndChild:
        return translated(QT_TRANSLATE_NOOP("PersonWords", "A parent and the pupil"));
    case RequiredParties::Child:
        break;
    }
    return translated(QT_TRANSLATE_NOOP("PersonWords", "The pupil alone"));
}

QString belongsText(const Person& person)
{
    return person.groups.isEmpty() ? kindText(person.kind) : person.groups.join(QStringLiteral(", "));
}

} // namespace cloakroom::ui
