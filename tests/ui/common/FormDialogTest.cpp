#include "ui/common/FormDialog.h"

#include "support/FilledSession.h"

#include <QApplication>
#include <QFormLayout>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>

using namespace cloakroom::test;
using namespace cloakroom::ui;

namespace {

struct Form {
    Form()
        : dialog(new FormDialog(QStringLiteral("Form"), QStringLiteral("Go"), nullptr))
        , name(new QLineEdit)
        , count(new QSpinBox)
        , note(new QLineEdit)
    {
        dialog->form()->addRow(QStringLiteral("Name"), name);
        dialog->form()->addRow(QStringLiteral("Count"), count);
        dialog->addWide(note);
    }
    ~Form() { delete dialog; }
    Form(const Form&) = delete;
    Form& operator=(const Form&) = delete;

    void open() const
    {
        dialog->open();
        REQUIRE(QTest::qWaitForWindowExposed(dialog, FilledSession::kPatience));
        dialog->activateWindow();
        waitUntil("it has the keyboard", [] { return QApplication::focusWidget() != nullptr; });
    }

    QPointer<FormDialog> dialog;
    QLineEdit* name;
    QSpinBox* count;
    QLineEdit* note;
};

} // namespace

TEST_CASE("the keyboard starts in a form's first field and comes to its buttons last", "[ui][common]")
{
    const Form form;
    form.open();
    for (QWidget* stop : QList<QWidget*>{form.name, form.count, form.note, form.dialog->cancelButton(),
                                         form.dialog->actionButton(), form.name}) {
        CAPTURE(stop->metaObject()->className());
        CHECK(QApplication::focusWidget() == stop);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
}

TEST_CASE("a form that chose its first field keeps it and passes over those that are off", "[ui][common]")
{
    const Form form;
    SECTION("chosen")
    {
        form.note->setFocus();
        form.open();
        CHECK(QApplication::focusWidget() == form.note);
    }
    SECTION("off")
    {
        form.name->setEnabled(false);
        form.open();
        CHECK(QApplication::focusWidget() == form.count);
    }
}
