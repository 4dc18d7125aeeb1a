#pragma once

#include "core/base/Result.h"

#include <QWidget>

class QComboBox;
class QLayout;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace cloakroom::ui {

class CreateLibraryForm;
class KeyFileField;
class Message;
class RecoverDialog;
class Session;

/// What stands in the window while no library is open: choose one and sign in, make a new one, or get one back: with
/// the recovery key or from a backup.
class SignInPage final : public QWidget {
    Q_OBJECT

public:
    explicit SignInPage(Session& session, QWidget* parent = nullptr);

    void setFolder(const QString& folder);
    /// Back to the empty form; forgets what was typed.
    void reset();

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* makeForm();
    [[nodiscard]] QLayout* makeFolderRow();
    [[nodiscard]] QLayout* makeHelpRow();
    void showStep(QWidget* step);
    void focusFirst();
    void chooseFolder();
    /// Says so when none is chosen.
    [[nodiscard]] QString chosenFolder();
    RecoverDialog* openRecovery(const QString& folder);
    void openRestore();
    void signIn();
    void showResult(const Result<void>& result);
    void setBusy(bool busy);
    void showKeyFile(bool isUsed);
    void showKeyChange();

    Session& m_session;
    QStackedWidget* m_stack;
    QComboBox* m_folder;
    QLineEdit* m_user;
    QLineEdit* m_password;
    KeyFileField* m_keyFile;
    QPushButton* m_useKeyFile;
    QPushButton* m_open;
    QWidget* m_form;
    Message* m_message;
    CreateLibraryForm* m_create;
};

} // namespace cloakroom::ui
