#include "core/publish/CaptionCheck.h"

#include "core/catalogue/Library.h"
#include "core/catalogue/PersonRepository.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CaptionCheck", text);
}

/// Small letters without accents; what is neither letter nor digit parts words, apostrophes within them fall away.
QStringList wordsOf(const QString& text)
{
    QString plain;
    for (const QChar letter : text.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        const bool isMark = letter.category() == QChar::Mark_NonSpacing || letter == QLatin1Char('\'')
            || letter == QChar(0x2019) || letter == QChar(0x00ad);
        if (isMark) {
            continue;
        }
        plain += letter.isLetterOrNumber() ? letter : QLatin1Char(' ');
    }
    return plain.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

bool holdsRun(const QStringList& words, const QStringList& run, qsizetype at)
{
    if (run.isEmpty() || at + run.size() > words.size()) {
        return false;
    }
    for (qsizetype i = 0; i < run.size(); ++i) {
        const QString& word = words[at + i];
        // "Ada Lovelaces" is what is left of "Ada Lovelace's".
        const bool isPossessive = i == run.size() - 1 && word == run[i] + QLatin1Char('s');
        if (word != run[i] && !isPossessive) {
            return false;
        }
    }
    return true;
}

bool holds(const QStringList& words, const QStringList& run)
{
    for (qsizetype at = 0; at < words.size(); ++at) {
        if (holdsRun(words, run, at)) {
            return true;
        }
    }
    return false;
}

bool holdsFullName(const QStringList& words, const CaptionNames::Person& person)
{
    const QStringList family = wordsOf(person.familyName);
    return std::any_of(person.firstNames.begin(), person.firstNames.end(), [&](const QString& name) {
        const QStringList first = wordsOf(name);
        return !first.isEmpty() && !family.isEmpty() && (holds(words, first + family) || holds(words, family + first));
    });
}

bool holdsAnyName(const QStringList& words, const CaptionNames::Person& person)
{
    const QStringList names = person.firstNames + QStringList{person.familyName};
    return std::any_of(names.begin(), names.end(), [&words](const QString& name) {
        const QStringList run = wordsOf(name);
        return !run.isEmpty() && holds(words, run);
    });
}

bool holdsClass(const QStringList& words, const QStringList& classes)
{
    const bool isNamed = std::any_of(classes.begin(), classes.end(), [&words](const QString& name) {
        const QStringList run = wordsOf(name);
        // A year that is called "3" is meant where it says "Year 3".
        const bool isWord = run.size() > 1 || (run.size() == 1 && run.first().size() > 1);
        return isWord && holds(words, run);
    });
    static const QRegularExpression kYear(QStringLiteral("\\b(year|class|form|grade|klasse) [0-9]{1,2}[a-z]?\\b"));
    return isNamed || kYear.match(words.join(QLatin1Char(' '))).hasMatch();
}

bool holdsAge(const QString& caption, const QStringList& words)
{
    static const QString kNumber = QStringLiteral("([1-9]|1[0-9]|one|two|three|four|five|six|seven|eight|nine|ten|"
                                                  "eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
                                                  "seventeen|eighteen|nineteen)");
    static const QRegularExpression kSaid(QStringLiteral("\\b(age|aged|turned|turns) ") + kNumber
                                          + QStringLiteral("\\b|\\b") + kNumber
                                          + QStringLiteral(" (and a half )?(year|years|yr|yrs|month|months) old\\b|\\b")
                                          + kNumber + QStringLiteral(" ?(yo|y o)\\b"));
    // "Ada (7)" and "Ada, 7," as newspapers write it.
    static const QRegularExpression kBeside(
        QStringLiteral("\\p{L}+(?: ?\\([1-9]\\)| ?\\(1[0-9]\\)|, (?:[3-9]|1[0-9])(?=[,.;)]|$))"));
    return kSaid.match(words.join(QLatin1Char(' '))).hasMatch() || kBeside.match(caption).hasMatch();
}

CaptionNames namesOf(const QList<Person>& people)
{
    CaptionNames names;
    QSet<QString> classes;
    for (const Person& person : people) {
        names.people += CaptionNames::Person{{person.givenName, person.preferredName}, person.familyName};
        classes.unite(QSet<QString>(person.groups.begin(), person.groups.end()));
        classes.insert(person.yearGroup);
    }
    names.classes = QStringList(classes.begin(), classes.end());
    return names;
}

} // namespace

CaptionFindings captionFindings(const QString& caption, const CaptionNames& names)
{
    const QStringList words = wordsOf(caption);
    CaptionFindings findings;
    if (words.isEmpty()) {
        return findings;
    }
    const auto& people = names.people;
    findings.setFlag(CaptionFinding::FullName, std::any_of(people.begin(), people.end(), [&words](const auto& person) {
                         return holdsFullName(words, person);
                     }));
    if (holdsClass(words, names.classes)) {
        findings.setFlag(CaptionFinding::ClassWithName,
                         std::any_of(people.begin(), people.end(),
                                     [&words](const auto& person) { return holdsAnyName(words, person); }));
    }
    findings.setFlag(CaptionFinding::Age, holdsAge(caption, words));
    return findings;
}

Result<CaptionFindings> checkCaption(Library& library, const QString& caption)
{
    if (const auto allowed = library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    if (caption.trimmed().isEmpty()) {
        return CaptionFindings();
    }
    PersonQuery everybody;
    everybody.withProtected = true;
    const auto people = PersonRepository(library.db()).list(everybody);
    if (!people) {
        return propagate(people);
    }
    return captionFindings(caption, namesOf(*people));
}

QStringList captionWarnings(CaptionFindings findings)
{
    QStringList warnings;
    if (findings.testFlag(CaptionFinding::FullName)) {
        warnings += tr("The words hold somebody's full name.");
    }
    if (findings.testFlag(CaptionFinding::ClassWithName)) {
        warnings += tr("The words hold a name together with a class or year.");
    }
    if (findings.testFlag(CaptionFinding::Age)) {
        warnings += tr("The words say how old somebody is.");
    }
    return warnings;
}

Result<void> requireFitCaption(Library& library, const Purpose& purpose, const QString& caption)
{
    constexpr int kMostLetters = 2000;
    if (caption.size() > kMostLetters) {
        return fail(ErrorCode::Invalid, tr("The words beside a photo are at most 2000 characters."));
    }
    const auto found = checkCaption(library, caption);
    if (!found) {
        return propagate(found);
    }
    const bool namesSomebody = found->testFlag(CaptionFinding::FullName);
    const bool tellsMore = found->testFlag(CaptionFinding::ClassWithName) || found->testFlag(CaptionFinding::Age);
    if (purpose.profile.noNames ? !*found : !(namesSomebody && tellsMore)) {
        return {};
    }
    return fail(ErrorCode::Invalid,
                tr("%1 Nothing was exported. Write them without, for example \"Pupils at the spring fair\".")
                    .arg(captionWarnings(*found).join(QLatin1Char(' '))));
}

} // namespace cloakroom
