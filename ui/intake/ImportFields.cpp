#include "ui/intake/ImportFields.h"

#include "core/consent/People.h"
#include "core/photos/Photos.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLineEdit>

namespace cloakroom::ui {

ImportFields::ImportFields(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_event(new QLineEdit)
    , m_group(new QComboBox)
    , m_photographer(new QLineEdit)
    , m_note(new QLineEdit)
{
    m_event->setPlaceholderText(tr("For example: Sports day"));
    m_photographer->setPlaceholderText(tr("Who took them"));
    m_note->setPlaceholderText(tr("Anything worth knowing about all of them"));
    auto* fields = new QGridLayout(this);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setHorizontalSpacing(space::kMedium);
    fields->setVerticalSpacing(space::kSmall);
    fields->setColumnStretch(1, 1);
    const auto add = [fields](int row, const QString& name, QWidget* field) {
        auto* label = makeLabel(name, "strong");
        label->setBuddy(field);
        field->setAccessibleName(name);
        fields->addWidget(label, row, 0);
        fields->addWidget(field, row, 1);
    };
    add(0, tr("Event"), m_event);
    add(1, tr("Group"), m_group);
    add(2, tr("Photographer"), m_photographer);
    add(3, tr("Note"), m_note);
    connect(m_event, &QLineEdit::returnPressed, this, &ImportFields::entered);
}

void ImportFields::readChoices()
{
    m_session.ask(
        this, [](Library& library) { return Photos(library).events(); },
        [this](const Result<QList<Event>>& events) {
            QStringList names;
            for (const Event& event : events.value_or(QList<Event>())) {
                names.append(event.name);
            }
            auto* completer = new QCompleter(names, m_event);
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            m_event->setCompleter(completer);
        });
    m_session.ask(
        this, [](Library& library) { return People(library).groups(); },
        [this](const Result<QList<Group>>& groups) {
            const QVariant before = m_group->currentData();
            m_group->clear();
            m_group->addItem(tr("No group"), qint64{0});
            for (const Group& group : groups.value_or(QList<Group>())) {
                m_group->addItem(group.name, group.id.value);
            }
            m_group->setCurrentIndex(qMax(0, m_group->findData(before)));
        });
}

void ImportFields::fill(ImportRequest& request) const
{
    request.event = m_event->text().trimmed();
    request.fields.group = GroupId{m_group->currentData().toLongLong()};
    request.fields.photographer = m_photographer->text().simplified();
    request.fields.note = m_note->text().trimmed();
}

void ImportFields::clearTyped()
{
    for (QLineEdit* field : {m_event, m_photographer, m_note}) {
        field->clear();
    }
}

void ImportFields::forget()
{
    clearTyped();
    m_group->clear();
    m_event->setCompleter(nullptr);
}

void ImportFields::focusFirst()
{
    m_event->setFocus(Qt::OtherFocusReason);
}

} // namespace cloakroom::ui
