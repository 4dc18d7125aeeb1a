// The dialogs of the settings page: the second half of SettingsPage.

#include "core/accounts/Users.h"
#include "core/consent/Purposes.h"
#include "ui/admin/AdminWords.h"
#include "ui/admin/KeyDialogs.h"
#include "ui/admin/PurposeDialog.h"
#include "ui/admin/SettingsPage.h"
#include "ui/admin/UserDialog.h"
#include "ui/common/Message.h"
#include "ui/window/Session.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QTableWidget>

#include <memory>

namespace cloakroom::ui {

std::optional<User> SettingsPage::selectedUser() const
{
    const int row = m_users->currentRow();
    return row >= 0 && row < m_userList.size() ? std::optional(m_userList[row]) : std::nullopt;
}

void SettingsPage::readUsers()
{
    session().ask(
        this, [](Library& library) { return Users(library).list(); },
        [this](const Result<QList<User>>& users) {
            if (!users) {
                showError(users.error());
                return;
            }
            m_userList = *users;
            m_users->setRowCount(int(users->size()));
            for (int row = 0; row < int(users->size()); ++row) {
                const User& user = (*users)[row];
                const QString state = user.isEnabled ? tr("May sign in") : tr("Switched off");
                m_users->setItem(row, 0, new QTableWidgetItem(user.name));
                m_users->setItem(row, 1, new QTableWidgetItem(roleText(user.role)));
                m_users->setItem(row, 2, new QTableWidgetItem(state));
            }
        });
}

void SettingsPage::store(FormDialog* dialog, std::function<Result<void>(Library&)> work, std::function<void()> then)
{
    dialog->setBusy(true);
    session().ask(dialog, std::move(work), [dialog, then = std::move(then)](const Result<void>& done) {
        if (!done) {
            dialog->showError(done.error().text);
            return;
        }
        dialog->accept();
        then();
    });
}

void SettingsPage::addUser()
{
    auto* dialog = new UserDialog(this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        // Shared, since what is handed to the library's thread must be copyable and a password is not.
        const auto password = std::make_shared<Password>(dialog->takePassword());
        store(
            dialog,
            [name = dialog->name(), role = dialog->role(), password](Library& library) -> Result<void> {
                const auto added = Users(library).add(name, role, *password);
                if (!added) {
                    return propagate(added);
                }
                return {};
            },
            [this] { readUsers(); });
    });
    dialog->open();
}

void SettingsPage::changeRole()
{
    const auto user = selectedUser();
    if (!user) {
        message().say(Message::Kind::Info, tr("Choose a user first."));
        return;
    }
    auto* dialog = new FormDialog(tr("Change the role of %1").arg(user->name), tr("Change role"), this);
    dialog->setIntroduction(tr("Giving somebody the safeguarding role is recorded and shown to every safeguarding "
                               "lead."));
    auto* roles = new QComboBox;
    for (const Role role : allRoles()) {
        roles->addItem(roleText(role), int(role));
    }
    roles->setCurrentIndex(roles->findData(int(user->role)));
    dialog->form()->addRow(tr("&Role"), roles);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, roles, name = user->name] {
        store(
            dialog,
            [name, role = Role(roles->currentData().toInt())](Library& library) {
                return Users(library).setRole(name, role);
            },
            [this] { readUsers(); });
    });
    dialog->open();
}

void SettingsPage::disableUser()
{
    const auto user = selectedUser();
    if (!user) {
        message().say(Message::Kind::Info, tr("Choose a user first."));
        return;
    }
    auto* dialog = new FormDialog(tr("Switch %1 off").arg(user->name), tr("Switch %1 off").arg(user->name), this);
    dialog->setIntroduction(tr("They can no longer sign in. What they did stays in the log under their name."));
    dialog->setDestructive();
    connect(dialog, &FormDialog::submitted, this, [this, dialog, name = user->name] {
        store(
            dialog, [name](Library& library) { return Users(library).disable(name); }, [this] { readUsers(); });
    });
    dialog->open();
}

void SettingsPage::changePassword()
{
    auto* dialog = new PasswordDialog(this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        const auto password = std::make_shared<Password>(dialog->takePassword());
        store(
            dialog, [password](Library& library) { return Users(library).setOwnPassword(*password); },
            [this] { message().say(Message::Kind::Success, tr("Your password is changed.")); });
    });
    dialog->open();
}

void SettingsPage::changeKeyFile()
{
    session().ask(
        this, [](Library& library) { return Users(library).hasKeyFile(); },
        [this](bool hasOne) { hasOne ? removeKeyFile() : addKeyFile(); });
}

void SettingsPage::addKeyFile()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Make the key file on a stick"),
                                                      QStringLiteral("cloakroom.key"), tr("Key file (*.key)"));
    if (path.isEmpty()) {
        return;
    }
    auto* dialog = new OwnPasswordDialog(tr("Sign in with a key file"), tr("Make the key file"),
                                         tr("From the next time on you need the file %1 beside your password. Keep a "
                                            "copy in the safe: without it only an "
                                            "administrator or the recovery key lets you in again.")
                                             .arg(QDir::toNativeSeparators(path)),
                                         this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, path] {
        const auto taken = dialog->take();
        if (!taken) {
            dialog->showError(taken.error().text);
            return;
        }
        const auto password = std::make_shared<Password>(taken->clone());
        store(
            dialog, [path, password](Library& library) { return Users(library).addKeyFile(path, *password); },
            [this] {
                message().say(Message::Kind::Success, tr("Your key file is made. Take the stick out and try it."));
            });
    });
    dialog->open();
}

void SettingsPage::removeKeyFile()
{
    auto* dialog = new OwnPasswordDialog(tr("Sign in without the key file"), tr("Use the password alone"),
                                         tr("From the next time on your password alone is enough."), this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        const auto taken = dialog->take();
        if (!taken) {
            dialog->showError(taken.error().text);
            return;
        }
        const auto password = std::make_shared<Password>(taken->clone());
        store(
            dialog, [password](Library& library) { return Users(library).removeKeyFile(*password); },
            [this] { message().say(Message::Kind::Success, tr("Your password alone is enough again.")); });
    });
    dialog->open();
}

void SettingsPage::editPurpose(const Purpose& purpose)
{
    auto* dialog = new PurposeDialog(purpose, this);
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        store(
            dialog,
            [purpose = dialog->purpose()](Library& library) -> Result<void> {
                if (purpose.id.isValid()) {
                    return Purposes(library).edit(purpose);
                }
                const auto added = Purposes(library).add(purpose);
                if (!added) {
                    return propagate(added);
                }
                return {};
            },
            [this] {
                readPurposes();
                Q_EMIT session().purposesChanged();
                Q_EMIT session().consentsChanged();
            });
    });
    dialog->open();
}

} // namespace cloakroom::ui
