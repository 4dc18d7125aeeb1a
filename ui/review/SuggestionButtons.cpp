#include "ui/review/SuggestionButtons.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kNameWidth = 130; // pixels; a longer name is cut, and whole in the tool tip

QString aboutText(const NameSuggestion& suggestion)
{
    //: where a suggested name comes from, and how sure that is: "written in the file, likely"
    return SuggestionButtons::tr("%1, %2").arg(suggestionSourceText(suggestion.source),
                                               surenessText(suggestion.sureness));
}

QString tipText(const NameSuggestion& suggestion)
{
    QStringList lines{suggestion.name, aboutText(suggestion)};
    lines += suggestion.warnings;
    lines += SuggestionButtons::tr("Nobody is named until you press this.");
    // Foreign text: never read as rich text.
    return lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"));
}

// "&" would underline the next letter.
QString buttonText(const QWidget& on, const QString& name)
{
    QString shown = on.fontMetrics().elidedText(name, Qt::ElideRight, kNameWidth);
    return shown.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

SuggestionButtons::SuggestionButtons(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2);
    hide();
}

void SuggestionButtons::setSuggestions(const QList<NameSuggestion>& suggestions, bool isQuiet, int faceNumber)
{
    if (m_suggestions == suggestions && m_isQuiet == isQuiet && m_faceNumber == faceNumber) {
        return;
    }
    m_suggestions = suggestions;
    m_isQuiet = isQuiet;
    m_faceNumber = faceNumber;
    rebuild();
}

void SuggestionButtons::setOpen(bool isOpen)
{
    if (m_isOpen != isOpen) {
        m_isOpen = isOpen;
        rebuild();
    }
}

void SuggestionButtons::rebuild()
{
    clearLayout(*m_layout);
    m_tabStops.clear();
    for (const NameSuggestion& suggestion : m_isOpen ? m_suggestions : m_suggestions.mid(0, 1)) {
        addLine(suggestion);
    }
    const bool isAnyAlike = std::any_of(m_suggestions.cbegin(), m_suggestions.cend(), [](const NameSuggestion& one) {
        return one.source == SuggestionSource::Likeness;
    });
    if (m_isOpen && (m_isQuiet || isAnyAlike)) {
        addQuietButton();
    }
    setVisible(!m_suggestions.isEmpty() || (m_isOpen && m_isQuiet));
}

void SuggestionButtons::addLine(const NameSuggestion& suggestion)
{
    auto* take = makeButton({}, ButtonKind::Link, {}, ButtonSize::Small);
    //: a suggested name for a face, as a question
    take->setText(tr("%1?").arg(buttonText(*take, suggestion.name)));
    take->setMinimumWidth(1); // a wide name never makes the list wider than its pane
    take->setToolTip(tipText(suggestion));
    take->setAccessibleName(tr("Name face %1 %2").arg(QString::number(m_faceNumber), suggestion.name));
    take->setAccessibleDescription(aboutText(suggestion));
    // Folded up, the Tab key goes from name field to name field.
    take->setFocusPolicy(m_isOpen ? Qt::StrongFocus : Qt::NoFocus);
    connect(take, &QPushButton::clicked, this, [this, suggestion] { Q_EMIT taken(suggestion); });
    auto* line = new QHBoxLayout;
    line->setSpacing(2);
    line->addWidget(take);
    line->addStretch();
    if (m_isOpen) {
        auto* decline = makeIconButton(QStringLiteral("close"), tr("Not %1").arg(suggestion.name));
        decline->setToolTip(tr("Not this person. Never suggested for this face again."));
        decline->setProperty("compact", true);
        decline->setProperty("kind", QStringLiteral("quiet"));
        decline->setFocusPolicy(Qt::StrongFocus);
        connect(decline, &QToolButton::clicked, this, [this, suggestion] { Q_EMIT declined(suggestion); });
        line->addWidget(decline);
        m_tabStops += {take, decline};
    }
    m_layout->addLayout(line);
    if (m_isOpen) {
        addAbout(suggestion);
    }
}

void SuggestionButtons::addAbout(const NameSuggestion& suggestion)
{
    auto* about = makeParagraph(aboutText(suggestion), "small");
    about->setTextFormat(Qt::PlainText);
    m_layout->addWidget(about);
    if (!suggestion.warnings.isEmpty()) {
        auto* warning = makeParagraph(suggestion.warnings.join(QLatin1Char(' ')), "caution");
        warning->setTextFormat(Qt::PlainText);
        m_layout->addWidget(warning);
    }
}

void SuggestionButtons::addQuietButton()
{
    auto* quiet = makeButton(m_isQuiet ? tr("Suggest names again") : tr("Suggest nobody for this face"),
                             ButtonKind::Link, {}, ButtonSize::Small);
    quiet->setToolTip(m_isQuiet ? tr("Nobody is suggested by their looks for this face. Press to look again.")
                                : tr("This face is not compared with anybody any more. You can name it by hand."));
    connect(quiet, &QPushButton::clicked, this, [this] { Q_EMIT quietWanted(!m_isQuiet); });
    m_tabStops += quiet;
    m_layout->addWidget(quiet, 0, Qt::AlignLeft);
}

void SuggestionButtons::chainTabs(QWidget* before)
{
    for (QWidget* stop : std::as_const(m_tabStops)) {
        setTabOrder(before, stop);
        before = stop;
    }
}

} // namespace cloakroom::ui
