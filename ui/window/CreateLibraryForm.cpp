#include "ui/window/CreateLibraryForm.h"

#include "core/storage/Password.h"
#include "ui/common/FolderField.h"
#include "ui/common/RecoveryPaper.h"
#include "ui/common/Theme.h"
#include "ui/common/Widgets.h"
#include "ui/window/Session.h"

#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace cloakroom::ui {

namespace {

constexpr int kProofGroups = 3;

QStringList groupsOf(const QString& key)
{
    QString plain = key;
    plain.replace(QLatin1Char('-'), QLatin1Char(' '));
    return plain.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QString normalised(const QString& typed)
{
    QString out;
    for (const QChar c : typed.toUpper()) {
        if (c == QLatin1Char('O')) {
            out += QLatin1Char('0');
        } else if (c == QLatin1Char('I') || c == QLatin1Char('L')) {
            out += QLatin1Char('1');
        } else if (c.isLetterOrNumber()) {
            out += c;
        }
    }
    return out;
}

void addField(QVBoxLayout& layout, const QString& text, QLineEdit* field)
{
    QLabel* label = makeLabel(text, "strong");
    label->setBuddy(field);
    field->setAccessibleName(text);
    layout.addWidget(label);
    layout.addWidget(field);
    layout.addSpacing(space::kTiny);
}

QString strengthText(const PasswordVerdict& verdict)
{
    if (!verdict.isAccepted) {
        return verdict.reason.isEmpty() ? CreateLibraryForm::tr("Too short: at least 12 characters, or five words.")
                                        : verdict.reason;
    }
    switch (verdict.strength) {
    case PasswordStrength::Strong:
        return CreateLibraryForm::tr("Strong.");
    case PasswordStrength::Fair:
        return CreateLibraryForm::tr("Good. One more word makes it strong.");
    case PasswordStrength::Weak:
    case PasswordStrength::TooShort:
        break;
    }
    return CreateLibraryForm::tr("Enough, but easy to guess. Another word helps most.");
}

} // namespace

bool provesRecoveryKey(const QString& typed, const QString& key)
{
    const QStringList groups = groupsOf(key);
    return groups.size() > kProofGroups
        && normalised(typed) == normalised(groups.mid(groups.size() - kProofGroups).join(QString()));
}

CreateLibraryForm::CreateLibraryForm(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_steps(new QStackedWidget)
    , m_names(nullptr)
    , m_school(new QLineEdit)
    , m_folder(new FolderField(tr("Choose an empty folder for the library")))
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_again(new QLineEdit)
    , m_strength(makeParagraph({}, "small"))
    , m_create(makeButton(tr("Make the library"), ButtonKind::Primary))
    , m_key(new QLabel)
    , m_proof(new QLineEdit)
    , m_finish(makeButton(tr("Open the library"), ButtonKind::Primary))
{
    m_names = makeNamesStep();
    m_steps->addWidget(m_names);
    m_steps->addWidget(makeKeyStep());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_steps);
}

QWidget* CreateLibraryForm::makeNamesStep()
{
    m_password->setEchoMode(QLineEdit::Password);
    m_again->setEchoMode(QLineEdit::Password);
    auto* step = new QWidget;
    auto* layout = new QVBoxLayout(step);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kTiny);
    layout->addWidget(makeLabel(tr("Make a new library"), "title"));
    layout->addSpacing(space::kSmall);
    addField(*layout, tr("Name of the school"), m_school);
    QLabel* folderLabel = makeLabel(tr("New folder for the library"), "strong");
    folderLabel->setBuddy(m_folder);
    m_folder->setFieldName(folderLabel->text());
    layout->addWidget(folderLabel);
    layout->addWidget(m_folder);
    layout->addSpacing(space::kTiny);
    addField(*layout, tr("Your user name (you become the administrator)"), m_user);
    addField(*layout, tr("Password"), m_password);
    layout->addWidget(m_strength);
    addField(*layout, tr("The same password again"), m_again);
    auto* buttons = new QHBoxLayout;
    auto* cancel = makeButton(tr("Back"), ButtonKind::Quiet);
    buttons->addWidget(cancel);
    buttons->addStretch();
    buttons->addWidget(m_create);
    layout->addSpacing(space::kSmall);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &CreateLibraryForm::cancelled);
    connect(m_create, &QPushButton::clicked, this, &CreateLibraryForm::create);
    connect(m_again, &QLineEdit::returnPressed, this, &CreateLibraryForm::create);
    connect(m_password, &QLineEdit::textChanged, this, &CreateLibraryForm::showStrength);
    return step;
}

QWidget* CreateLibraryForm::makeKeyStep()
{
    QFont mono(QStringLiteral("monospace"));
    mono.setPixelSize(type::kHeading);
    mono.setStyleHint(QFont::Monospace);
    m_key->setFont(mono);
    m_key->setStyleSheet(QStringLiteral("font-family: monospace; font-size: 16px;"));
    m_key->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_key->setAlignment(Qt::AlignCenter);
    m_key->setAccessibleName(tr("Recovery key"));
    m_key->setMinimumHeight(72);
    auto* step = new QWidget;
    auto* layout = new QVBoxLayout(step);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeLabel(tr("Keep this recovery key"), "title"));
    layout->addWidget(makeParagraph(tr("It opens the library when every password is lost. It is shown this once and "
                                       "is stored nowhere: print it or write it down, and keep it in the school's "
                                       "safe. Without it and without a password nobody can read the photos again.")));
    auto* box = new QVBoxLayout;
    box->addWidget(m_key);
    auto* print = makeButton(tr("Print…"), ButtonKind::Usual, QStringLiteral("print"), ButtonSize::Small);
    box->addWidget(print, 0, Qt::AlignHCenter);
    layout->addWidget(makeCard(box));
    auto* proof = new QVBoxLayout;
    proof->setSpacing(space::kTiny);
    addField(*proof, tr("Type its last three groups from your paper"), m_proof);
    layout->addLayout(proof);
    layout->addWidget(m_finish, 0, Qt::AlignRight);
    connect(print, &QPushButton::clicked, this, &CreateLibraryForm::printKey);
    connect(m_proof, &QLineEdit::textChanged, this,
            [this](const QString& typed) { m_finish->setEnabled(provesRecoveryKey(typed, m_recoveryKey)); });
    connect(m_proof, &QLineEdit::returnPressed, this, [this] {
        if (m_finish->isEnabled()) {
            finish();
        }
    });
    connect(m_finish, &QPushButton::clicked, this, &CreateLibraryForm::finish);
    return step;
}

void CreateLibraryForm::reset()
{
    for (QLineEdit* field : {m_school, m_user, m_password, m_again, m_proof}) {
        field->clear();
    }
    m_folder->setPath(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                      + QStringLiteral("/Cloakroom library"));
    m_key->clear();
    wipe(m_recoveryKey);
    m_finish->setEnabled(false);
    m_names->setEnabled(true);
    m_create->setText(tr("Make the library"));
    showStrength();
    m_steps->setCurrentIndex(0);
}

void CreateLibraryForm::showStrength()
{
    const QString typed = m_password->text();
    m_strength->setText(typed.isEmpty() ? tr("At least 12 characters, or five words. A short sentence works well.")
                                        : strengthText(judgePassword(typed, m_user->text())));
}

QString CreateLibraryForm::whatIsMissing() const
{
    if (m_school->text().trimmed().isEmpty()) {
        return tr("Type the name of the school.");
    }
    if (m_folder->path().isEmpty()) {
        return tr("Choose a folder for the library.");
    }
    if (m_user->text().trimmed().isEmpty()) {
        return tr("Choose a user name.");
    }
    const PasswordVerdict verdict = judgePassword(m_password->text(), m_user->text());
    if (!verdict.isAccepted) {
        return strengthText(verdict);
    }
    return m_password->text() == m_again->text() ? QString() : tr("The two passwords are not the same.");
}

void CreateLibraryForm::create()
{
    const QString missing = whatIsMissing();
    if (!missing.isEmpty()) {
        Q_EMIT failed(missing);
        return;
    }
    Q_EMIT started();
    m_names->setEnabled(false);
    m_create->setText(tr("Making the library…"));
    QString typed = m_password->text();
    Password password = Password::fromText(typed);
    wipe(typed);
    const Session::NewLibrary library{m_folder->path(), m_school->text().trimmed(), m_user->text().trimmed()};
    m_session.createLibrary(library, std::move(password), [this](const Result<QString>& key) { showKey(key); });
}

void CreateLibraryForm::showKey(const Result<QString>& key)
{
    m_names->setEnabled(true);
    m_create->setText(tr("Make the library"));
    if (!key) {
        Q_EMIT failed(key.error().text);
        return;
    }
    m_password->clear();
    m_again->clear();
    m_recoveryKey = *key;
    m_key->setText(recoveryKeyInLines(*key));
    m_steps->setCurrentIndex(1);
    m_proof->setFocus();
}

void CreateLibraryForm::printKey()
{
    printRecoveryPaper({m_school->text().trimmed(), m_recoveryKey}, this);
}

void CreateLibraryForm::finish()
{
    reset();
    m_session.enter();
}

} // namespace cloakroom::ui
