#include "ui/consent/ConsentDialog.h"

#include "ui/common/Widgets.h"
#include "ui/consent/ConsentWords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>

namespace cloakroom::ui {

namespace {

constexpr qint64 kLargestEvidence = qint64{20} << 20;

QDateEdit* dayField(QDate day)
{
    auto* edit = new QDateEdit(day);
    edit->setCalendarPopup(true);
    return edit;
}

} // namespace

ConsentDialog::ConsentDialog(const Person& person, const QList<Purpose>& purposes, PurposeId chosen, QDate today,
                             QWidget* parent)
    : FormDialog(tr("Record a decision for %1").arg(person.fullName()), tr("Record decision"), parent)
    , m_person(person)
    , m_purpose(new QComboBox)
    , m_decision(new QComboBox)
    , m_party(new QComboBox)
    , m_on(dayField(today))
    , m_hasUntil(new QCheckBox(tr("Until")))
    , m_until(dayField(today.addYears(1)))
    , m_evidence(new QLineEdit)
    , m_note(new QLineEdit)
{
    setIntroduction(tr("A decision is never changed afterwards. To correct one, record a new one."));
    addChoices(purposes, chosen);
    addDays(today);
    addEvidence();
    connect(m_decision, &QComboBox::currentIndexChanged, this, &ConsentDialog::updateState);
    updateState();
    m_decision->setFocus();
}

void ConsentDialog::addChoices(const QList<Purpose>& purposes, PurposeId chosen)
{
    for (const Purpose& purpose : purposes) {
        m_purpose->addItem(purpose.name, purpose.id.value);
    }
    m_purpose->setCurrentIndex(std::max(0, m_purpose->findData(chosen.value)));
    for (const Decision decision : {Decision::Granted, Decision::Refused, Decision::Withdrawn}) {
        m_decision->addItem(decisionText(decision), int(decision));
    }
    for (const Party party : partiesFor(m_person.kind)) {
        m_party->addItem(partyText(party), int(party));
    }
    m_decision->setObjectName(QStringLiteral("decision"));
    m_party->setObjectName(QStringLiteral("party"));
    form()->addRow(tr("&Purpose"), m_purpose);
    form()->addRow(tr("&Decision"), m_decision);
    form()->addRow(tr("Said &by"), m_party);
}

void ConsentDialog::addDays(QDate today)
{
    m_on->setMaximumDate(today);
    form()->addRow(tr("&On"), m_on);
    auto* row = new QHBoxLayout;
    row->addWidget(m_hasUntil);
    row->addWidget(m_until, 1);
    m_until->setMinimumDate(today);
    m_until->setAccessibleName(tr("Last day"));
    m_until->setEnabled(false);
    connect(m_hasUntil, &QCheckBox::toggled, m_until, &QWidget::setEnabled);
    form()->addRow(tr("Ends"), row);
}

void ConsentDialog::addEvidence()
{
    auto* choose = makeButton(tr("Choose"));
    m_evidence->setReadOnly(true);
    m_evidence->setPlaceholderText(tr("A scan or photo of the form, if there is one"));
    m_evidence->setAccessibleName(tr("Form"));
    connect(choose, &QPushButton::clicked, this, &ConsentDialog::chooseEvidence);
    auto* row = new QHBoxLayout;
    row->addWidget(m_evidence, 1);
    row->addWidget(choose);
    form()->addRow(tr("Form"), row);
    m_note->setMaxLength(1000);
    form()->addRow(tr("&Note"), m_note);
}

void ConsentDialog::chooseEvidence()
{
    auto* dialog = new QFileDialog(this, tr("Choose the form"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_evidence, &QLineEdit::setText);
    dialog->open();
}

void ConsentDialog::updateState()
{
    const bool isYes = Decision(m_decision->currentData().toInt()) == Decision::Granted;
    m_hasUntil->setEnabled(isYes);
    m_until->setEnabled(isYes && m_hasUntil->isChecked());
}

QString ConsentDialog::evidencePath() const
{
    return m_evidence->text();
}

Result<QByteArray> ConsentDialog::readEvidence(const QString& path)
{
    if (path.isEmpty()) {
        return QByteArray();
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Unreadable,
                    tr("The form could not be read. Nothing was recorded. Choose the file again, or record the "
                       "decision without it."),
                    file.errorString());
    }
    if (file.size() > kLargestEvidence) {
        return fail(ErrorCode::Invalid,
                    tr("The form is larger than 20 MB. Nothing was recorded. Scan it at a lower resolution."));
    }
    return file.readAll();
}

ConsentDraft ConsentDialog::draft() const
{
    ConsentDraft out;
    out.person = m_person.id;
    out.purpose = PurposeId{m_purpose->currentData().toLongLong()};
    out.decision = Decision(m_decision->currentData().toInt());
    out.party = Party(m_party->currentData().toInt());
    out.on = m_on->date();
    if (out.decision == Decision::Granted && m_hasUntil->isChecked()) {
        out.until = m_until->date();
    }
    out.evidenceName = QFileInfo(m_evidence->text()).fileName();
    out.note = m_note->text().trimmed();
    return out;
}

} // namespace cloakroom::ui
