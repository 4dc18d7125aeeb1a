#include "ui/publish/ExportHelp.h"

#include "core/consent/ConsentLedger.h"
#include "core/review/SecondLooks.h"
#include "ui/common/ListDialog.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QDate>

namespace cloakroom::ui {

namespace {

QString askedText(const AskedLooks& answer)
{
    const auto asked = answer.asked.size();
    QString text = asked == 1
        ? ExportHelp::tr("One photo waits for a second user now, on the page Second look.")
        : ExportHelp::tr("%1 photos wait for a second user now, on the page Second look.").arg(asked);
    if (!answer.refused.isEmpty()) {
        text += QLatin1Char(' ') + answer.refused.first().why.text;
    }
    return text;
}

} // namespace

ExportHelp::ExportHelp(Session& session, Purpose purpose, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_purpose(std::move(purpose))
    , m_window(window)
{
}

QPushButton* ExportHelp::makeButtonFor(ExportPlan::Help help, const QList<PhotoId>& photos, const QString& style)
{
    const auto make = [this](const QString& text, const char* name, auto action) {
        QPushButton* button = makeButton(text, ButtonKind::Usual, {}, ButtonSize::Small);
        button->setObjectName(QLatin1String(name));
        connect(button, &QPushButton::clicked, this, action);
        return button;
    };
    switch (help) {
    case ExportPlan::Help::NameFaces:
        return make(tr("Name faces and sign off"), "nameFaces", [this, photos] { nameFaces(photos); });
    case ExportPlan::Help::SecondCheck:
        return make(tr("Ask for a second look"), "askSecondLook",
                    [this, photos, style] { askSecondLook(photos, style); });
    case ExportPlan::Help::AskConsent:
        return m_session.may(Right::SeePeople)
            ? make(tr("Whom to ask"), "askConsent", [this, photos] { askConsent(photos); })
            : nullptr;
    case ExportPlan::Help::None:
        break;
    }
    return nullptr;
}

void ExportHelp::nameFaces(const QList<PhotoId>& photos)
{
    m_session.setPurpose(m_purpose.id);
    Q_EMIT m_session.reviewRequested(photos, 0);
    Q_EMIT left();
}

void ExportHelp::askSecondLook(const QList<PhotoId>& photos, const QString& style)
{
    m_session.ask(
        this,
        [photos, style, purpose = m_purpose.id](Library& library) {
            return SecondLooks(library).ask(photos, purpose, style, {});
        },
        [this](const Result<AskedLooks>& answer) {
            if (!answer) {
                Q_EMIT failed(answer.error().text);
                return;
            }
            Q_EMIT m_session.photosChanged();
            Q_EMIT said(askedText(*answer));
        });
}

void ExportHelp::askConsent(const QList<PhotoId>& photos)
{
    m_session.ask(
        this, [photos, purpose = m_purpose](Library& library) { return ConsentLedger(library).toAsk(photos, purpose); },
        [this](const Result<QList<DueConsent>>& due) {
            if (!due) {
                Q_EMIT failed(due.error().text);
                return;
            }
            ListDialog::Content content;
            content.title = tr("Whom to ask before these photos can be used");
            content.introduction =
                tr("They are named in these photos and have not answered for: %1.").arg(m_purpose.name);
            content.empty = tr("Everybody who is named in them has answered. Who said no is not asked again.");
            content.header = {tr("School number"), tr("Name"), tr("Class")};
            content.fileName = tr("Consents to ask for %1").arg(QDate::currentDate().toString(Qt::ISODate));
            for (const DueConsent& one : *due) {
                content.rows << QStringList{one.person.externalId, one.person.fullName(),
                                            one.person.groups.join(QStringLiteral(", "))};
            }
            (new ListDialog(content, m_window))->open();
        });
}

} // namespace cloakroom::ui
