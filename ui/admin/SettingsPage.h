#pragma once

#include "core/catalogue/Records.h"
#include "core/consent/ConsentRules.h"
#include "ui/common/Page.h"

#include <functional>
#include <optional>

class QLabel;
class QPushButton;
class QSpinBox;
class QTableWidget;
class QTabWidget;

namespace cloakroom {
class Library;
}

namespace cloakroom::ui {

class FormDialog;
class RecognitionTab;
class SafekeepingTab;

/// Users, purposes, who must agree by age, the face detector, face recognition, and the library's health. Everybody may
/// change their own password here; the rest is the administrator's.
class SettingsPage : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(Session& session, QWidget* parent = nullptr);

    void refresh() override;
    void focusFirst() override;

    [[nodiscard]] QTabWidget* tabs() const { return m_tabs; }
    /// Brings the administrator's tab for backup and keys to the front.
    void showSafekeeping();

private:
    QWidget* makeUsers();
    QWidget* makePurposes();
    QWidget* makeAges();
    QWidget* makeDetector();
    QWidget* makeLibrary();
    void readUsers();
    void readPurposes();
    void readAges();
    void readCounts();
    void showDetector();

    void addUser();
    void changeRole();
    void disableUser();
    void changePassword();
    void changeKeyFile();
    void addKeyFile();
    void removeKeyFile();
    void editPurpose(const Purpose& purpose);
    void saveAges();
    void checkLibrary(bool isFull);
    /// Runs a dialog's change and closes it when that went well.
    void store(FormDialog* dialog, std::function<Result<void>(Library&)> work, std::function<void()> then);
    [[nodiscard]] std::optional<User> selectedUser() const;

    QTabWidget* m_tabs;
    QWidget* m_usersTab;
    QWidget* m_purposesTab;
    QWidget* m_agesTab;
    QWidget* m_libraryTab;
    RecognitionTab* m_recognitionTab;
    SafekeepingTab* m_safekeepingTab;
    QTableWidget* m_users;
    QList<User> m_userList;
    QTableWidget* m_purposes;
    QList<Purpose> m_purposeList;
    QSpinBox* m_childToo;
    QSpinBox* m_childAlone;
    QSpinBox* m_endMonth;
    QSpinBox* m_endDay;
    QLabel* m_detector;
    QLabel* m_detectorHelp;
    QLabel* m_counts;
    QPushButton* m_quickCheck;
    QPushButton* m_fullCheck;
};

} // namespace cloakroom::ui
