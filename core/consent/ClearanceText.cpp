#include "core/consent/ClearanceText.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ClearanceText", text);
}

/// English has two forms, and the program's own words are its English ones: other languages choose by `number`.
QString counted(const char* one, const char* many, int number)
{
    return QCoreApplication::translate("ClearanceText", number == 1 ? one : many, nullptr, number);
}

QString dated(QDate day)
{
    return QLocale().toString(day, QStringLiteral("d MMMM yyyy"));
}

bool givesAway(Rule rule)
{
    return rule == Rule::Deleted || rule == Rule::Flagged || rule == Rule::Restricted || rule == Rule::Expired
        || rule == Rule::ProtectedPerson;
}

bool isProtection(Rule rule)
{
    return rule == Rule::ProtectedPerson || rule == Rule::ProtectedCovered;
}

bool isAboutPerson(Rule rule)
{
    switch (rule) {
    case Rule::ProtectedPerson:
    case Rule::ProtectedCovered:
    case Rule::Missing:
    case Rule::Refused:
    case Rule::Withdrawn:
    case Rule::Ended:
    case Rule::Left:
        return true;
    default:
        return false;
    }
}

/// What stands against the whole photo, as the end of "Not for ...: ".
QString photoClause(Rule rule, const PhotoFactsForClearance& photo)
{
    switch (rule) {
    case Rule::Video:
        return tr("faces in videos cannot be covered yet, so videos stay here");
    case Rule::Deleted:
        return tr("the photo is in the bin");
    case Rule::Flagged:
        return tr("the photo was put before the safeguarding lead and is not decided yet");
    case Rule::Restricted:
        return tr("the safeguarding lead keeps this photo back");
    case Rule::Expired:
        return photo.expiresOn && photo.expiresOn->isValid()
            ? tr("the photo was to be used until %1 only").arg(dated(photo.expiresOn->addDays(-1)))
            : tr("the photo may not be used any more");
    case Rule::PurposeNotActive:
        return tr("photos do not leave the school for this");
    case Rule::NotSignedOff:
        return tr("nobody has confirmed yet that every face in this photo is marked");
    case Rule::NoSecondCheck:
        return tr("a second person has to find this photo fit to publish first");
    case Rule::NeverCover:
        return tr("only photos in which nothing has to be covered are used for this");
    default:
        return tr("the photo has not been released for this");
    }
}

QString countClause(Rule rule, int number)
{
    switch (rule) {
    case Rule::Unreviewed:
        return counted("one face is not named yet", "%n faces are not named yet", number);
    case Rule::Stranger:
        return counted("one face belongs to nobody on the school's lists",
                       "%n faces belong to nobody on the school's lists", number);
    case Rule::Profile:
        return counted("one face is covered here even though its owner agreed",
                       "%n faces are covered here even though their owners agreed", number);
    default:
        return counted("one part of the picture was marked to be covered",
                       "%n parts of the picture were marked to be covered", number);
    }
}

const Consent* findConsent(const PersonFacts& person, const QList<ConsentId>& ids)
{
    const auto found = std::find_if(person.consents.begin(), person.consents.end(),
                                    [&ids](const Consent& said) { return ids.contains(said.id); });
    return found == person.consents.end() ? nullptr : &*found;
}

QString refusedClause(Party party)
{
    switch (party) {
    case Party::Parent1:
    case Party::Parent2:
        return tr("one parent of %1 said no on %2");
    case Party::Carer:
        return tr("the carer of %1 said no on %2");
    case Party::Authority:
        return tr("the authority that speaks for %1 said no on %2");
    case Party::Child:
    case Party::Self:
        break;
    }
    return tr("%1 said no on %2");
}

QString withdrawnClause(Party party)
{
    switch (party) {
    case Party::Parent1:
    case Party::Parent2:
        return tr("one parent of %1 took their yes back on %2");
    case Party::Carer:
        return tr("the carer of %1 took their yes back on %2");
    case Party::Authority:
        return tr("the authority that speaks for %1 took its yes back on %2");
    case Party::Child:
    case Party::Self:
        break;
    }
    return tr("%1 took their yes back on %2");
}

QString objectionClause(const FaceClearance& face, const PersonFacts& person, const QString& name)
{
    const Consent* said = findConsent(person, face.basis);
    if (said == nullptr || !said->on.isValid()) {
        return tr("somebody said no for %1").arg(name);
    }
    const bool isRefusal = face.rule == Rule::Refused;
    return (isRefusal ? refusedClause(said->party) : withdrawnClause(said->party)).arg(name, dated(said->on));
}

QString personClause(const FaceClearance& face, const PersonFacts& person, const QString& name)
{
    switch (face.rule) {
    case Rule::ProtectedPerson:
    case Rule::ProtectedCovered:
        return tr("%1 must not be shown").arg(name);
    case Rule::Refused:
    case Rule::Withdrawn:
        return objectionClause(face, person, name);
    case Rule::Ended:
        return tr("the consent for %1 has ended").arg(name);
    case Rule::Left:
        return tr("%1 has left the school").arg(name);
    default:
        return tr("nobody has said yes for %1 yet").arg(name);
    }
}

bool blocksPhoto(Rule rule)
{
    return rule <= Rule::NotReleased;
}

QString nameOf(const Purpose& purpose)
{
    return purpose.name.isEmpty() ? purpose.key : purpose.name;
}

Reason reasonWith(Rule rule, const Purpose& purpose, const QString& clause)
{
    const QString sentence = blocksPhoto(rule) ? tr("Not for “%1”: %2.") : tr("Covered for “%1”: %2.");
    return {rule, sentence.arg(nameOf(purpose), clause), clause};
}

QString explanationOf(const Clearance& clearance, const Purpose& purpose)
{
    QStringList clauses;
    for (const Reason& reason : clearance.reasons) {
        clauses << reason.clause;
    }
    const QString why = clauses.join(tr("; "));
    switch (clearance.outcome) {
    case Outcome::Clear:
        return clearance.faces.isEmpty() ? tr("Free for “%1”: there is nobody in it.").arg(nameOf(purpose))
                                         : tr("Free for “%1”: everybody in it may be shown.").arg(nameOf(purpose));
    case Outcome::ClearIfCovered:
        return counted("For “%1” with one place covered: %2.", "For “%1” with %n places covered: %2.",
                       clearance.coverCount())
            .arg(nameOf(purpose), why);
    case Outcome::Blocked:
        break;
    }
    return tr("Not for “%1”: %2.").arg(nameOf(purpose), why);
}

const PersonFacts* factsOf(const PhotoFactsForClearance& photo, FaceId face)
{
    const auto found =
        std::find_if(photo.faces.begin(), photo.faces.end(), [face](const FaceFacts& one) { return one.id == face; });
    return found == photo.faces.end() || !found->person ? nullptr : &*found->person;
}

QList<Reason> personReasons(Rule rule, const Clearance& clearance, const PhotoFactsForClearance& photo,
                            const Purpose& purpose, const QHash<PersonId, QString>& names)
{
    QList<Reason> reasons;
    QList<PersonId> told;
    for (const FaceClearance& face : clearance.faces) {
        const PersonFacts* person = factsOf(photo, face.face);
        if (face.rule != rule || person == nullptr || told.contains(person->id)) {
            continue;
        }
        told += person->id;
        const QString name = names.value(face.person, tr("somebody"));
        reasons += reasonWith(rule, purpose, personClause(face, *person, name));
    }
    return reasons;
}

int countOf(Rule rule, const Clearance& clearance)
{
    if (rule == Rule::Region) {
        return clearance.regions;
    }
    return static_cast<int>(
        std::count_if(clearance.faces.begin(), clearance.faces.end(), [rule](const FaceClearance& face) {
            return rule == Rule::Profile ? face.show && face.profileCover : face.rule == rule;
        }));
}

void addOnce(QList<Reason>& reasons, const Reason& reason)
{
    const bool isKnown = std::any_of(reasons.begin(), reasons.end(),
                                     [&reason](const Reason& other) { return other.rule == reason.rule; });
    if (!isKnown) {
        reasons += reason;
    }
}

} // namespace

void withhold(Clearance& clearance, const Viewpoint& viewpoint)
{
    for (FaceClearance& face : clearance.faces) {
        if (isProtection(face.rule) && !viewpoint.knowsProtected) {
            face.rule = Rule::Stranger;
            face.person = {};
            face.profileCover = false;
        }
        if (!viewpoint.seesPeople) {
            face.person = {};
            face.basis.clear();
        }
    }
    if (viewpoint.knowsProtected) {
        return;
    }
    QList<Reason> kept;
    for (Reason reason : clearance.reasons) {
        reason.rule = givesAway(reason.rule)        ? Rule::NotReleased
            : reason.rule == Rule::ProtectedCovered ? Rule::Stranger
                                                    : reason.rule;
        addOnce(kept, reason);
    }
    // A blocked photo names what is covered in it, too: the face that became a stranger's may not be missing there.
    const bool hasStranger = countOf(Rule::Stranger, clearance) > 0;
    if (hasStranger) {
        addOnce(kept, {Rule::Stranger, {}});
    }
    clearance.reasons = kept;
}

void addSentences(Clearance& clearance, const PhotoFactsForClearance& photo, const Purpose& purpose,
                  const QHash<PersonId, QString>& names)
{
    QList<Reason> told;
    for (const Reason& reason : clearance.reasons) {
        if (isAboutPerson(reason.rule)) {
            told += personReasons(reason.rule, clearance, photo, purpose, names);
        } else if (blocksPhoto(reason.rule)) {
            told += reasonWith(reason.rule, purpose, photoClause(reason.rule, photo));
        } else {
            told += reasonWith(reason.rule, purpose, countClause(reason.rule, countOf(reason.rule, clearance)));
        }
    }
    clearance.reasons = told;
    clearance.explanation = explanationOf(clearance, purpose);
}

} // namespace cloakroom
