#include "ui/admin/PurposeDialog.h"

#include "ui/admin/AdminWords.h"
#include "ui/common/Widgets.h"
#include "ui/people/PersonWords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace cloakroom::ui {

namespace {

QCheckBox* checkBox(const QString& text, bool isOn)
{
    auto* box = new QCheckBox(text);
    box->setChecked(isOn);
    return box;
}

/// A number where 0 means something else than a number.
QSpinBox* numberField(int value, int most, const QString& whenNone, const QString& suffix)
{
    auto* field = new QSpinBox;
    field->setRange(0, most);
    field->setSpecialValueText(whenNone);
    field->setSuffix(suffix);
    field->setValue(value);
    return field;
}

template <typename Enum, typename Words>
QComboBox* choice(std::initializer_list<Enum> values, Enum current, Words words)
{
    auto* box = new QComboBox;
    for (const Enum value : values) {
        box->addItem(words(value), int(value));
    }
    box->setCurrentIndex(box->findData(int(current)));
    return box;
}

} // namespace

PurposeDialog::PurposeDialog(const Purpose& purpose, QWidget* parent)
    : FormDialog(purpose.id.isValid() ? tr("Change purpose") : tr("Add a purpose"),
                 purpose.id.isValid() ? tr("Save changes") : tr("Add purpose"), parent)
    , m_purpose(purpose)
{
    setMinimumWidth(600);
    form()->setVerticalSpacing(8);
    addBasics();
    addRules();
    addSafety();
    connect(m_name, &QLineEdit::textChanged, this, &PurposeDialog::updateState);
    connect(m_cover, &QComboBox::currentIndexChanged, this, &PurposeDialog::updateState);
    updateState();
    m_name->setFocus();
}

void PurposeDialog::addBasics()
{
    m_name = new QLineEdit(m_purpose.name);
    m_name->setObjectName(QStringLiteral("purposeName"));
    m_wording = new QPlainTextEdit(m_purpose.wording);
    m_wording->setTabChangesFocus(true);
    m_wording->setFixedHeight(48);
    m_audience = choice({Audience::Outside, Audience::Inside}, m_purpose.audience, audienceText);
    m_basis = choice({Basis::Consent, Basis::Notice}, m_purpose.basis, basisText);
    form()->addRow(tr("&Name"), m_name);
    form()->addRow(tr("What people are &asked"), m_wording);
    form()->addRow(tr("Who sees it"), m_audience);
    form()->addRow(tr("People are shown"), m_basis);
}

void PurposeDialog::addRules()
{
    m_parties = choice({RequiredParties::ByAge, RequiredParties::OneParent, RequiredParties::BothParents,
                        RequiredParties::ParentAndChild, RequiredParties::Child},
                       m_purpose.parties, partiesText);
    m_validDays = numberField(m_purpose.validDays.value_or(0), 3650, tr("Until it is withdrawn"), tr(" days"));
    m_endsWithSchoolYear = checkBox(tr("A yes ends with the school year"), m_purpose.endsWithSchoolYear);
    m_endsOnLeaving = checkBox(tr("A yes ends when the person leaves"), m_purpose.endsOnLeaving);
    m_secondCheck = checkBox(tr("A second user checks each photo"), m_purpose.secondCheck);
    m_neverCover = checkBox(tr("Only photos in which nobody has to be covered"), m_purpose.neverCover);
    m_active = checkBox(tr("In use"), m_purpose.active);
    form()->addRow(tr("Who must agree"), m_parties);
    form()->addRow(tr("A yes lasts"), m_validDays);
    auto* boxes = new QGridLayout;
    boxes->setVerticalSpacing(0);
    int place = 0;
    for (QCheckBox* box : {m_endsWithSchoolYear, m_endsOnLeaving, m_secondCheck, m_active, m_neverCover}) {
        boxes->addWidget(box, place / 2, place % 2, 1, box == m_neverCover ? 2 : 1);
        ++place;
    }
    form()->addRow(boxes);
}

void PurposeDialog::addSafety()
{
    form()->addRow(makeLabel(tr("Whatever was agreed to"), "strong"));
    m_cover = choice(
        {PublicationProfile::Cover::None, PublicationProfile::Cover::Pupils, PublicationProfile::Cover::LargeFaces},
        m_purpose.profile.cover, coverText);
    m_largerThan = numberField(m_purpose.profile.largerThanPixels, 4000, tr("Any size"), tr(" pixels wide"));
    m_longestEdge = numberField(m_purpose.profile.longestEdge, 20000, tr("No limit"), tr(" pixels"));
    m_kilobytes = numberField(m_purpose.profile.largestKilobytes, 50000, tr("Any size"), tr(" kB"));
    m_watermark = checkBox(tr("The school's name in a corner"), m_purpose.profile.watermark);
    m_noNames = checkBox(tr("No names in captions"), m_purpose.profile.noNames);
    m_reviewAfter = numberField(m_purpose.profile.reviewAfterDays, 3650, tr("Never"), tr(" days"));
    form()->addRow(tr("Cover as well"), m_cover);
    form()->addRow(tr("Faces larger than"), m_largerThan);
    form()->addRow(tr("Longest edge"), m_longestEdge);
    form()->addRow(tr("Look at it again after"), m_reviewAfter);
    form()->addRow(tr("Largest file"), m_kilobytes);
    auto* safety = new QHBoxLayout;
    safety->addWidget(m_noNames);
    safety->addWidget(m_watermark);
    safety->addStretch();
    form()->addRow(QString(), safety);
}

void PurposeDialog::updateState()
{
    const auto cover = PublicationProfile::Cover(m_cover->currentData().toInt());
    m_largerThan->setEnabled(cover == PublicationProfile::Cover::LargeFaces);
    setActionEnabled(!keyFrom(m_name->text()).isEmpty());
}

QString PurposeDialog::keyFrom(const QString& name)
{
    QString key;
    for (const QChar letter : name.toLower().normalized(QString::NormalizationForm_KD)) {
        const bool isPlain = (letter >= QLatin1Char('a') && letter <= QLatin1Char('z'))
            || (letter >= QLatin1Char('0') && letter <= QLatin1Char('9'));
        if (isPlain) {
            key += letter;
        } else if (letter.isSpace() && !key.isEmpty() && !key.endsWith(QLatin1Char('-'))) {
            key += QLatin1Char('-');
        }
    }
    while (key.endsWith(QLatin1Char('-'))) {
        key.chop(1);
    }
    return key;
}

Purpose PurposeDialog::purpose() const
{
    Purpose out = m_purpose;
    out.name = m_name->text().trimmed();
    if (!out.id.isValid()) {
        out.key = keyFrom(out.name);
    }
    out.wording = m_wording->toPlainText().trimmed();
    out.audience = Audience(m_audience->currentData().toInt());
    out.basis = Basis(m_basis->currentData().toInt());
    out.parties = RequiredParties(m_parties->currentData().toInt());
    out.validDays = m_validDays->value() > 0 ? std::optional(m_validDays->value()) : std::nullopt;
    out.endsWithSchoolYear = m_endsWithSchoolYear->isChecked();
    out.endsOnLeaving = m_endsOnLeaving->isChecked();
    out.secondCheck = m_secondCheck->isChecked();
    out.neverCover = m_neverCover->isChecked();
    out.active = m_active->isChecked();
    out.profile.cover = PublicationProfile::Cover(m_cover->currentData().toInt());
    out.profile.largerThanPixels = m_largerThan->value();
    out.profile.longestEdge = m_longestEdge->value();
    out.profile.noNames = m_noNames->isChecked();
    out.profile.reviewAfterDays = m_reviewAfter->value();
    out.profile.largestKilobytes = m_kilobytes->value();
    out.profile.watermark = m_watermark->isChecked();
    return out;
}

} // namespace cloakroom::ui
