#include "ui/photos/PhotoDialogs.h"

#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QDateEdit>
#include <QDialog>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace cloakroom::ui {

namespace {

constexpr int kWidth = 360;

QString translated(const char* text)
{
    return QCoreApplication::translate("PhotoDialogs", text);
}

/// A dialog with a column of fields, and Cancel and `button` below.
QPushButton* addButtons(QDialog& dialog, QVBoxLayout& column, const QString& button)
{
    auto* row = new QHBoxLayout;
    auto* cancel = makeButton(translated(QT_TRANSLATE_NOOP("PhotoDialogs", "Cancel")));
    auto* accept = makeButton(button, ButtonKind::Primary);
    accept->setDefault(true);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(accept);
    column.addSpacing(space::kSmall);
    column.addLayout(row);
    QObject::connect(cancel, &QPushButton::clicked, &dialog, &QDialog::reject);
    QObject::connect(accept, &QPushButton::clicked, &dialog, &QDialog::accept);
    return accept;
}

QVBoxLayout* makeColumn(QDialog& dialog, const QString& title)
{
    dialog.setWindowTitle(title);
    dialog.setMinimumWidth(kWidth);
    auto* column = new QVBoxLayout(&dialog);
    column->setContentsMargins(space::kHuge, space::kHuge, space::kHuge, space::kLarge);
    column->setSpacing(space::kSmall);
    return column;
}

QString lineFor(const Person& person)
{
    return person.groups.isEmpty()
        ? person.fullName()
        : QStringLiteral("%1 (%2)").arg(person.fullName(), person.groups.join(QLatin1String(", ")));
}

} // namespace

std::optional<QString> askForLine(const QString& title, const QString& label, const QString& button,
                                  const QStringList& known, QWidget* parent)
{
    QDialog dialog(parent);
    QVBoxLayout* column = makeColumn(dialog, title);
    auto* field = new QLineEdit;
    auto* name = makeLabel(label, "strong");
    name->setBuddy(field);
    field->setAccessibleName(label);
    auto* completer = new QCompleter(known, field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    field->setCompleter(completer);
    column->addWidget(name);
    column->addWidget(field);
    QPushButton* accept = addButtons(dialog, *column, button);
    accept->setEnabled(false);
    QObject::connect(field, &QLineEdit::textChanged, accept,
                     [accept](const QString& text) { accept->setEnabled(!text.trimmed().isEmpty()); });
    if (dialog.exec() != QDialog::Accepted || field->text().trimmed().isEmpty()) {
        return std::nullopt;
    }
    return field->text().trimmed();
}

PersonId askForPerson(const QList<Person>& people, QWidget* parent)
{
    QStringList lines;
    std::transform(people.cbegin(), people.cend(), std::back_inserter(lines), lineFor);
    const auto typed = askForLine(translated(QT_TRANSLATE_NOOP("PhotoDialogs", "Photos with a person")),
                                  translated(QT_TRANSLATE_NOOP("PhotoDialogs", "Name")),
                                  translated(QT_TRANSLATE_NOOP("PhotoDialogs", "Show photos")), lines, parent);
    if (!typed) {
        return {};
    }
    const auto begins = [&](const Person& person) { return lineFor(person).contains(*typed, Qt::CaseInsensitive); };
    const auto exact = std::find_if(people.cbegin(), people.cend(), [&](const Person& person) {
        return lineFor(person).compare(*typed, Qt::CaseInsensitive) == 0;
    });
    const auto found = exact != people.cend() ? exact : std::find_if(people.cbegin(), people.cend(), begins);
    return found == people.cend() ? PersonId{} : found->id;
}

std::optional<std::pair<QDate, QDate>> askForDays(std::optional<QDate> from, std::optional<QDate> to, QWidget* parent)
{
    QDialog dialog(parent);
    QVBoxLayout* column = makeColumn(dialog, translated(QT_TRANSLATE_NOOP("PhotoDialogs", "Days")));
    const QDate today = QDate::currentDate();
    auto* first = new QDateEdit(from.value_or(today.addMonths(-1)));
    auto* last = new QDateEdit(to.value_or(today));
    const auto add = [&](const QString& text, QDateEdit* field) {
        auto* label = makeLabel(text, "strong");
        label->setBuddy(field);
        field->setCalendarPopup(true);
        field->setAccessibleName(text);
        column->addWidget(label);
        column->addWidget(field);
    };
    add(translated(QT_TRANSLATE_NOOP("PhotoDialogs", "First day")), first);
    add(translated(QT_TRANSLATE_NOOP("PhotoDialogs", "Last day")), last);
    addButtons(dialog, *column, translated(QT_TRANSLATE_NOOP("PhotoDialogs", "Show photos")));
    if (dialog.exec() != QDialog::Accepted) {
        return std::nullopt;
    }
    return std::minmax({first->date(), last->date()});
}

} // namespace cloakroom::ui
