#include "core/catalogue/PhotoQuery.h"

#include <QRegularExpression>

namespace cloakroom {

namespace photo_sql {

const QString kIsOpen =
    QStringLiteral("(flag.outcome IS NULL OR flag.outcome NOT IN ('release', 'restrict', 'seal', 'erase'))");

const QString kIsFlagged =
    QStringLiteral("(p.restriction <> 'none' OR EXISTS(SELECT 1 FROM flag WHERE flag.photo_id = p.id AND %1))")
        .arg(kIsOpen);

// A photo whose hash is NULL equals no sign-off's.
const QString kReview =
    QStringLiteral("(CASE WHEN NOT EXISTS(SELECT 1 FROM sign_off s WHERE s.photo_id = p.id AND s.kind = 'faces' "
                   "AND s.revoked_at IS NULL AND s.faces_hash = p.faces_hash) THEN 0 "
                   "WHEN EXISTS(SELECT 1 FROM sign_off s JOIN sign_off o ON o.photo_id = s.photo_id "
                   "WHERE s.photo_id = p.id AND s.kind = 'publish' AND s.revoked_at IS NULL "
                   "AND s.faces_hash = p.faces_hash AND o.kind = 'faces' AND o.revoked_at IS NULL "
                   "AND o.faces_hash = p.faces_hash AND o.user_id <> s.user_id) THEN 2 ELSE 1 END)");

QString visibleTo(const Viewpoint& viewpoint)
{
    QString condition = viewpoint.seesFlagged ? QStringLiteral("1") : QStringLiteral("NOT %1").arg(kIsFlagged);
    if (!viewpoint.seesBin) {
        condition += QStringLiteral(" AND p.deleted_at IS NULL");
    }
    return condition;
}

} // namespace photo_sql

namespace {

const QString kNothing = QStringLiteral("0");

// A face of the photo with a name that the viewpoint may know.
QString namedFace(const Viewpoint& viewpoint, const QString& more)
{
    const QString known = viewpoint.knowsProtected ? QString() : QStringLiteral(" AND n.protected = 0");
    return QStringLiteral("EXISTS(SELECT 1 FROM face f JOIN person n ON n.id = f.person_id "
                          "WHERE f.photo_id = p.id AND f.state = 'confirmed'%1%2)")
        .arg(known, more);
}

QString likePattern(QString word)
{
    static const QRegularExpression special(QStringLiteral("([\\\\%_])"));
    word.replace(special, QStringLiteral("\\\\1"));
    return QLatin1Char('%') + word + QLatin1Char('%');
}

// SQLite's LIKE ignores the case of ASCII letters only: other letters are looked for in each usual spelling.
QStringList spellings(const QString& word)
{
    QStringList all{word, word.toLower(), word.toUpper(), word.left(1).toUpper() + word.mid(1).toLower()};
    for (QString& one : all) {
        one = one.normalized(QString::NormalizationForm_C);
    }
    const bool isAscii = std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (isAscii) {
        return {word};
    }
    all.removeDuplicates();
    return all;
}

qint64 reviewNumber(ReviewState state)
{
    switch (state) {
    case ReviewState::Unreviewed:
        return 0;
    case ReviewState::FacesComplete:
        return 1;
    case ReviewState::Approved:
        return 2;
    }
    return -1;
}

} // namespace

PhotoQuery::PhotoQuery(const PhotoFilter& filter, const Viewpoint& viewpoint)
    : m_viewpoint(viewpoint)
    , m_where(photo_sql::visibleTo(viewpoint))
{
    add(filter.inBin ? QStringLiteral("p.deleted_at IS NOT NULL") : QStringLiteral("p.deleted_at IS NULL"));
    addPersons(filter);
    addPlace(filter);
    addTime(filter);
    addState(filter);
    const QStringList words = filter.text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        addWord(word);
    }
}

void PhotoQuery::add(const QString& condition, const QVariantList& values)
{
    m_where += QStringLiteral(" AND ") + condition;
    m_values += values;
}

void PhotoQuery::addPersons(const PhotoFilter& filter)
{
    const bool asksForPeople = !filter.persons.isEmpty() || !filter.withoutPersons.isEmpty() || filter.onlyThese
        || filter.anyPerson || filter.group;
    if (asksForPeople && !m_viewpoint.seesPeople) {
        add(kNothing);
        return;
    }
    for (const PersonId person : filter.persons) {
        add(namedFace(m_viewpoint, QStringLiteral(" AND f.person_id = ?")), {person.value});
    }
    for (const PersonId person : filter.withoutPersons) {
        add(QStringLiteral("NOT ") + namedFace(m_viewpoint, QStringLiteral(" AND f.person_id = ?")), {person.value});
    }
    if (filter.onlyThese) {
        // Whoever is not one of them is somebody else: strangers and unnamed faces, too.
        QString others = QStringLiteral("NOT EXISTS(SELECT 1 FROM face f WHERE f.photo_id = p.id "
                                        "AND f.state <> 'rejected'");
        QVariantList values;
        for (const PersonId person : filter.persons) {
            others += QStringLiteral(" AND f.person_id IS NOT ?");
            values.append(person.value);
        }
        add(others + QLatin1Char(')'), values);
    }
    if (filter.anyPerson) {
        add(namedFace(m_viewpoint, {}));
    }
    if (filter.group) {
        add(namedFace(m_viewpoint,
                      QStringLiteral(" AND f.person_id IN (SELECT person_id FROM group_member WHERE group_id = ?)")),
            {filter.group->value});
    }
}

void PhotoQuery::addPlace(const PhotoFilter& filter)
{
    if (filter.event) {
        add(QStringLiteral("p.event_id = ?"), {filter.event->value});
    }
    if (!filter.tag.isEmpty()) {
        add(QStringLiteral("EXISTS(SELECT 1 FROM photo_tag pt JOIN tag t ON t.id = pt.tag_id "
                           "WHERE pt.photo_id = p.id AND t.name = ?)"),
            {filter.tag.simplified()});
    }
    if (filter.collection) {
        add(QStringLiteral("p.id IN (SELECT photo_id FROM collection_photo WHERE collection_id = ?)"),
            {filter.collection->value});
    }
    if (filter.kind) {
        add(QStringLiteral("p.kind = ?"), {photoKindKey(*filter.kind)});
    }
    if (filter.import) {
        add(QStringLiteral("p.import_id = ?"), {filter.import->value});
    }
    if (filter.stack) {
        add(QStringLiteral("p.stack_id = (SELECT s.stack_id FROM photo s WHERE s.id = ?)"), {filter.stack->value});
    }
    if (filter.minRating > 0) {
        add(QStringLiteral("p.rating >= ?"), {qint64{filter.minRating}});
    }
}

void PhotoQuery::addTime(const PhotoFilter& filter)
{
    // taken_at is the camera's wall clock as ISO text: its first ten characters are the day.
    if (filter.from) {
        add(QStringLiteral("p.taken_at >= ?"), {filter.from->toString(Qt::ISODate)});
    }
    if (filter.to) {
        add(QStringLiteral("p.taken_at < ?"), {filter.to->addDays(1).toString(Qt::ISODate)});
    }
}

void PhotoQuery::addState(const PhotoFilter& filter)
{
    if (filter.review) {
        add(photo_sql::kReview + QStringLiteral(" = ?"), {reviewNumber(*filter.review)});
    }
    if (filter.flaggedOnly) {
        add(m_viewpoint.seesFlagged ? photo_sql::kIsFlagged : kNothing);
    }
    if (filter.unidentified) {
        add(QStringLiteral("EXISTS(SELECT 1 FROM face f WHERE f.photo_id = p.id AND f.state = 'unreviewed')"));
    }
}

void PhotoQuery::addWord(const QString& word)
{
    QStringList places{
        QStringLiteral("p.name LIKE ? ESCAPE '\\'"),
        QStringLiteral("p.note LIKE ? ESCAPE '\\'"),
        QStringLiteral("p.camera LIKE ? ESCAPE '\\'"),
        QStringLiteral("EXISTS(SELECT 1 FROM event e WHERE e.id = p.event_id AND e.name LIKE ? ESCAPE '\\')"),
        QStringLiteral("EXISTS(SELECT 1 FROM photo_tag pt JOIN tag t ON t.id = pt.tag_id "
                       "WHERE pt.photo_id = p.id AND t.name LIKE ? ESCAPE '\\')"),
    };
    if (m_viewpoint.seesPeople) {
        places.append(namedFace(m_viewpoint,
                                QStringLiteral(" AND n.given_name || ' ' || n.preferred_name || ' ' || n.family_name "
                                               "LIKE ? ESCAPE '\\'")));
    }
    QStringList conditions;
    QVariantList values;
    for (const QString& spelling : spellings(word)) {
        conditions += places;
        for (qsizetype i = 0; i < places.size(); ++i) {
            values.append(likePattern(spelling));
        }
    }
    add(QLatin1Char('(') + conditions.join(QStringLiteral(" OR ")) + QLatin1Char(')'), values);
}

void PhotoQuery::bindTo(Statement& statement) const
{
    for (const QVariant& value : m_values) {
        if (value.userType() == QMetaType::QString) {
            statement.bind(value.toString());
        } else {
            statement.bind(value.toLongLong());
        }
    }
}

} // namespace cloakroom
