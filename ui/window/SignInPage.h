#pragma once

#include "core/base/Result.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace cloakroom::ui {

class CreateLibraryForm;
class KeyFileField;
class Message;
class Session;

/// What stands in the window while no library is open: choose one and sign in, or make a new one.
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
    void showStep(QWidget* step);
    void focusFirst();
    void chooseFolder();
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
