#include "ui/people/PersonDialog.h"

#include "ui/people/PersonWords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDateEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>

namespace cloakroom::ui {

namespace {

constexpr int kSchoolNumberLimit = 64;
constexpr int kNameLimit = 200;

QWidget* optionalDay(QCheckBox* box, QDateEdit* day, const std::optional<QDate>& value)
{
    day->setCalendarPopup(true);
    day->setDate(value.value_or(QDate::currentDate()));
    day->setEnabled(value.has_value());
    day->setAccessibleName(box->text());
    box->setChecked(value.has_value());
    QObject::connect(box, &QCheckBox::toggled, day, &QWidget::setEnabled);
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(box);
    layout->addWidget(day, 1);
    return row;
}

QLineEdit* field(const QString& value, int limit)
{
    auto* edit = new QLineEdit(value);
    edit->setMaxLength(limit);
    return edit;
}

} // namespace

PersonDialog::PersonDialog(const Person& person, const QStringList& groups, QWidget* parent)
    : FormDialog(person.id.isValid() ? tr("Change %1").arg(person.fullName()) : tr("Add a person"),
                 person.id.isValid() ? tr("Save changes") : tr("Add person"), parent)
    , m_person(person)
    , m_givenName(field(person.givenName, kNameLimit))
    , m_familyName(field(person.familyName, kNameLimit))
    , m_preferredName(field(person.preferredName, kNameLimit))
    , m_kind(new QComboBox)
    , m_groups(field(person.groups.join(QStringLiteral("; ")), 1000))
    , m_yearGroup(field(person.yearGroup, kSchoolNumberLimit))
    , m_externalId(field(person.externalId, kSchoolNumberLimit))
    , m_hasBirthday(new QCheckBox(tr("Known")))
    , m_birthday(new QDateEdit)
    , m_hasLeft(new QCheckBox(tr("Left on")))
    , m_leftOn(new QDateEdit)
    , m_parties(new QComboBox)
{
    addNames();
    addDetails(groups);
    addDays();
    connect(m_givenName, &QLineEdit::textChanged, this, &PersonDialog::updateState);
    connect(m_familyName, &QLineEdit::textChanged, this, &PersonDialog::updateState);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &PersonDialog::updateState);
    updateState();
    m_givenName->setFocus();
}

void PersonDialog::addNames()
{
    m_givenName->setObjectName(QStringLiteral("givenName"));
    m_familyName->setObjectName(QStringLiteral("familyName"));
    m_preferredName->setPlaceholderText(tr("If they are called something else"));
    form()->addRow(tr("&First name"), m_givenName);
    form()->addRow(tr("&Last name"), m_familyName);
    form()->addRow(tr("&Known as"), m_preferredName);
}

void PersonDialog::addDetails(const QStringList& groups)
{
    for (const PersonKind kind : {PersonKind::Pupil, PersonKind::Staff, PersonKind::Governor, PersonKind::Visitor}) {
        m_kind->addItem(kindText(kind), int(kind));
    }
    m_kind->setCurrentIndex(m_kind->findData(int(m_person.kind)));
    m_groups->setObjectName(QStringLiteral("groups"));
    m_groups->setPlaceholderText(tr("For example 3B; Choir"));
    m_groups->setToolTip(tr("Several groups are separated by a semicolon. A new name makes a new group."));
    auto* completer = new QCompleter(groups, m_groups);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_groups->setCompleter(completer);
    form()->addRow(tr("K&ind"), m_kind);
    form()->addRow(tr("&Groups"), m_groups);
    form()->addRow(tr("&Year group"), m_yearGroup);
    form()->addRow(tr("School &number"), m_externalId);
    m_externalId->setToolTip(tr("Their number in the school's information system, so that lists can be matched."));
}

void PersonDialog::addDays()
{
    form()->addRow(tr("Date of birth"), optionalDay(m_hasBirthday, m_birthday, m_person.dateOfBirth));
    form()->addRow(tr("Attendance"), optionalDay(m_hasLeft, m_leftOn, m_person.leftOn));
    m_parties->addItem(tr("As the school decided"), -1);
    for (const RequiredParties parties : {RequiredParties::OneParent, RequiredParties::BothParents,
                                          RequiredParties::ParentAndChild, RequiredParties::Child}) {
        m_parties->addItem(partiesText(parties), int(parties));
    }
    m_parties->setCurrentIndex(
        std::max(0, m_parties->findData(m_person.partiesOverride ? int(*m_person.partiesOverride) : -1)));
    form()->addRow(tr("Who must &agree"), m_parties);
}

void PersonDialog::updateState()
{
    const bool isPupil = PersonKind(m_kind->currentData().toInt()) == PersonKind::Pupil;
    m_parties->setEnabled(isPupil);
    setActionEnabled(!m_givenName->text().trimmed().isEmpty() || !m_familyName->text().trimmed().isEmpty());
}

Person PersonDialog::person() const
{
    Person out = m_person;
    out.givenName = m_givenName->text().trimmed();
    out.familyName = m_familyName->text().trimmed();
    out.preferredName = m_preferredName->text().trimmed();
    out.kind = PersonKind(m_kind->currentData().toInt());
    out.yearGroup = m_yearGroup->text().trimmed();
    out.externalId = m_externalId->text().trimmed();
    out.dateOfBirth = m_hasBirthday->isChecked() ? std::optional(m_birthday->date()) : std::nullopt;
    out.leftOn = m_hasLeft->isChecked() ? std::optional(m_leftOn->date()) : std::nullopt;
    const int parties = m_parties->currentData().toInt();
    out.partiesOverride = parties < 0 || out.kind != PersonKind::Pupil ? std::optional<RequiredParties>()
                                                                       : std::optional(RequiredParties(parties));
    out.groups.clear();
    for (const QString& name : m_groups->text().split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        if (const QString trimmed = name.trimmed(); !trimmed.isEmpty() && !out.groups.contains(trimmed)) {
            out.groups.append(trimmed);
        }
    }
    return out;
}

} // namespace cloakroom::ui
