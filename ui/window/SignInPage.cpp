#include "ui/window/SignInPage.h"

#include "core/storage/LibraryFolder.h"
#include "core/storage/Password.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyFileField.h"
#include "ui/common/Message.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/CreateLibraryForm.h"
#include "ui/window/RecentLibraries.h"
#include "ui/window/RecoverDialog.h"
#include "ui/window/RestoreDialog.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kWidth = 440;
constexpr auto kKeyFileSetting = "window/key-file";

QLabel* labelFor(const QString& text, QWidget* buddy)
{
    QLabel* label = makeLabel(text, "strong");
    label->setBuddy(buddy);
    buddy->setAccessibleName(text);
    return label;
}

} // namespace

SignInPage::SignInPage(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedWidget)
    , m_folder(new QComboBox)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_keyFile(new KeyFileField)
    , m_useKeyFile(makeButton(tr("I have a key file"), ButtonKind::Link))
    , m_open(makeButton(tr("Sign in"), ButtonKind::Primary))
    , m_form(makeForm())
    , m_message(new Message)
    , m_create(new CreateLibraryForm(session))
{
    setObjectName(QStringLiteral("signIn"));
    m_stack->addWidget(m_form);
    m_stack->addWidget(m_create);
    auto* card = new QVBoxLayout;
    card->setSpacing(space::kLarge);
    card->addWidget(m_message);
    card->addWidget(m_stack);
    auto* frame = makeCard(card);
    card->setContentsMargins(space::kGiant, space::kHuge, space::kGiant, space::kHuge);
    frame->setFixedWidth(kWidth);
    auto* brand = makeLabel(tr("Cloakroom"), "display");
    auto* promise = makeLabel(tr("The school's photos, with everyone's consent"), "mute");
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::kSmall);
    layout->addStretch(2);
    layout->addWidget(brand, 0, Qt::AlignHCenter);
    layout->addWidget(promise, 0, Qt::AlignHCenter);
    layout->addSpacing(space::kHuge);
    layout->addWidget(frame, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_create, &CreateLibraryForm::cancelled, this, &SignInPage::reset);
    connect(m_create, &CreateLibraryForm::failed, this,
            [this](const QString& text) { m_message->say(Message::Kind::Error, text); });
    connect(m_create, &CreateLibraryForm::started, m_message, &QWidget::hide);
    connect(&m_session, &Session::keyChangeStarted, this, &SignInPage::showKeyChange);
    connect(&m_session, &Session::keyChangeFinished, this, [this](const QString& problem) {
        showResult(problem.isEmpty() ? Result<void>() : fail(ErrorCode::Internal, problem));
    });
    connect(&m_session, &Session::opened, this, [this] { recentlibraries::add(m_session.folder()); });
    reset();
}

QWidget* SignInPage::makeForm()
{
    auto* form = new QWidget;
    m_folder->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_password->setEchoMode(QLineEdit::Password);
    auto* create = makeButton(tr("Make a new library…"), ButtonKind::Quiet, QStringLiteral("add"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(create);
    buttons->addStretch();
    buttons->addWidget(m_open);
    auto* layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(makeLabel(tr("Sign in"), "title"));
    layout->addSpacing(space::kSmall);
    layout->addWidget(labelFor(tr("Library"), m_folder));
    layout->addLayout(makeFolderRow());
    layout->addSpacing(space::kTiny);
    layout->addWidget(labelFor(tr("User name"), m_user));
    layout->addWidget(m_user);
    layout->addSpacing(space::kTiny);
    layout->addWidget(labelFor(tr("Password"), m_password));
    layout->addWidget(m_password);
    layout->addWidget(m_useKeyFile, 0, Qt::AlignLeft);
    layout->addWidget(m_keyFile);
    layout->addSpacing(space::kLarge);
    layout->addLayout(buttons);
    layout->addSpacing(space::kSmall);
    layout->addWidget(makeRule());
    layout->addLayout(makeHelpRow());
    connect(m_useKeyFile, &QPushButton::clicked, this, [this] {
        showKeyFile(true);
        m_keyFile->setFocus();
    });
    connect(create, &QPushButton::clicked, this, [this] {
        m_message->hide();
        m_create->reset();
        showStep(m_create);
    });
    connect(m_open, &QPushButton::clicked, this, &SignInPage::signIn);
    connect(m_user, &QLineEdit::returnPressed, m_password, qOverload<>(&QWidget::setFocus));
    connect(m_password, &QLineEdit::returnPressed, this, &SignInPage::signIn);
    return form;
}

QLayout* SignInPage::makeFolderRow()
{
    auto* choose = makeButton(tr("Choose…"));
    choose->setAccessibleName(tr("Choose another library folder"));
    connect(choose, &QPushButton::clicked, this, &SignInPage::chooseFolder);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    return row;
}

QLayout* SignInPage::makeHelpRow()
{
    auto* forgotten = makeButton(tr("I forgot my password"), ButtonKind::Link);
    auto* restore = makeButton(tr("Restore from a backup"), ButtonKind::Link);
    connect(forgotten, &QPushButton::clicked, this, [this] {
        const QString folder = chosenFolder();
        if (!folder.isEmpty()) {
            openRecovery(folder)->setUser(m_user->text().trimmed());
        }
    });
    connect(restore, &QPushButton::clicked, this, &SignInPage::openRestore);
    auto* row = new QHBoxLayout;
    row->addWidget(forgotten);
    row->addStretch();
    row->addWidget(restore);
    return row;
}

void SignInPage::setFolder(const QString& folder)
{
    const QString path = QDir(folder).absolutePath();
    int index = m_folder->findData(path);
    if (index < 0) {
        m_folder->insertItem(0, QDir::toNativeSeparators(path), path);
        index = 0;
    }
    m_folder->setCurrentIndex(index);
    m_folder->setToolTip(m_folder->currentText());
}

void SignInPage::reset()
{
    m_password->clear();
    m_message->hide();
    m_create->reset();
    showStep(m_form);
    const QString current = m_folder->currentData().toString();
    m_folder->clear();
    for (const QString& path : recentlibraries::list()) {
        m_folder->addItem(QDir::toNativeSeparators(path), path);
    }
    if (!current.isEmpty()) {
        setFolder(current);
    }
    // The stick's path is no secret; without the stick it is worth nothing.
    m_keyFile->setPath(QSettings().value(QLatin1String(kKeyFileSetting)).toString());
    showKeyFile(!m_keyFile->path().isEmpty());
    setBusy(false);
    focusFirst();
}

void SignInPage::showKeyFile(bool isUsed)
{
    m_useKeyFile->setVisible(!isUsed);
    m_keyFile->setVisible(isUsed);
}

void SignInPage::showKeyChange()
{
    setBusy(true);
    m_message->say(Message::Kind::Info,
                   tr("The library is getting its new key. Should the computer be switched off meanwhile, nothing is "
                      "lost."));
}

/// The card is as tall as the step it shows, not as the tallest one.
void SignInPage::showStep(QWidget* step)
{
    for (QWidget* other : {m_form, static_cast<QWidget*>(m_create)}) {
        other->setSizePolicy(QSizePolicy::Preferred, other == step ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    }
    m_stack->setCurrentWidget(step);
    m_stack->updateGeometry();
}

void SignInPage::focusFirst()
{
    (m_user->text().isEmpty() ? m_user : m_password)->setFocus(Qt::OtherFocusReason);
}

void SignInPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    focusFirst();
}

void SignInPage::chooseFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Choose the library's folder"), m_folder->currentData().toString());
    if (folder.isEmpty()) {
        return;
    }
    m_message->hide();
    if (!LibraryFolder::isLibrary(folder)) {
        m_message->say(Message::Kind::Warning,
                       tr("There is no library in this folder. Choose the folder that was made for it, or make a new "
                          "library."));
        return;
    }
    setFolder(folder);
    m_user->setFocus();
}

QString SignInPage::chosenFolder()
{
    QString folder = m_folder->currentData().toString();
    if (folder.isEmpty()) {
        m_message->say(Message::Kind::Warning, tr("Choose the library's folder first, or make a new library."));
    }
    return folder;
}

RecoverDialog* SignInPage::openRecovery(const QString& folder)
{
    m_message->hide();
    auto* dialog = new RecoverDialog(m_session, folder, this);
    dialog->open();
    return dialog;
}

void SignInPage::openRestore()
{
    m_message->hide();
    auto* dialog = new RestoreDialog(m_session, this);
    connect(dialog, &RestoreDialog::restored, this, &SignInPage::setFolder);
    connect(dialog, &RestoreDialog::passwordNeeded, this, [this](const QString& folder, const QString& recoveryKey) {
        RecoverDialog* recovery = openRecovery(folder);
        recovery->setKey(recoveryKey);
        connect(recovery, &QDialog::accepted, &m_session, [this] { makeMissingPreviews(m_session); });
    });
    dialog->open();
}

void SignInPage::signIn()
{
    const QString folder = chosenFolder();
    if (folder.isEmpty()) {
        return;
    }
    if (m_user->text().trimmed().isEmpty() || m_password->text().isEmpty()) {
        m_message->say(Message::Kind::Warning, tr("Type your user name and your password."));
        return;
    }
    m_message->hide();
    setBusy(true);
    QString typed = m_password->text();
    Password password = Password::fromText(typed);
    wipe(typed);
    if (const auto added = m_keyFile->addTo(password); !added) {
        showResult(propagate(added));
        return;
    }
    QSettings().setValue(QLatin1String(kKeyFileSetting), m_keyFile->path());
    m_session.signIn(folder, m_user->text().trimmed(), std::move(password),
                     [this](const Result<void>& result) { showResult(result); });
}

void SignInPage::showResult(const Result<void>& result)
{
    setBusy(false);
    m_password->clear();
    if (result) {
        m_message->hide();
        return;
    }
    m_message->showError(result.error());
    m_password->setFocus();
}

void SignInPage::setBusy(bool busy)
{
    m_form->setEnabled(!busy);
    m_open->setText(busy ? tr("Opening…") : tr("Sign in"));
}

} // namespace cloakroom::ui
