#pragma once

#include "core/base/Result.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace cloakroom::ui {

class FolderField;
class Session;

/// Makes a new library in two steps: names and password; then the recovery key, which must be kept on paper and is
/// proven by typing its last groups before the library is entered.
class CreateLibraryForm final : public QWidget {
    Q_OBJECT

public:
    explicit CreateLibraryForm(Session& session, QWidget* parent = nullptr);

    /// Empties every field and forgets the key.
    void reset();

Q_SIGNALS:
    void started();
    void failed(const QString& text);
    void cancelled();

private:
    [[nodiscard]] QWidget* makeNamesStep();
    [[nodiscard]] QWidget* makeKeyStep();
    void showStrength();
    [[nodiscard]] QString whatIsMissing() const;
    void create();
    void showKey(const Result<QString>& key);
    void printKey();
    void finish();

    Session& m_session;
    QStackedWidget* m_steps;
    QWidget* m_names;
    QLineEdit* m_school;
    FolderField* m_folder;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QLineEdit* m_again;
    QLabel* m_strength;
    QPushButton* m_create;
    QLabel* m_key;
    QLineEdit* m_proof;
    QPushButton* m_finish;
    QString m_recoveryKey;
};

/// The last three groups of a recovery key as somebody types them back: case, blanks and dashes do not matter, O counts
/// as 0, I and L as 1.
[[nodiscard]] bool provesRecoveryKey(const QString& typed, const QString& key);

} // namespace cloakroom::ui
