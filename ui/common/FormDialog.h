#pragma once

#include <QDialog>

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace cloakroom::ui {

/// A dialog with labelled fields and one button that says what happens. It does not close by itself when that button is
/// pressed: submitted() is sent, and whoever stores the answer calls accept(), or showError() and the user tries again.
/// Opened with open(), never exec(); deletes itself when closed.
class FormDialog : public QDialog {
    Q_OBJECT
public:
    FormDialog(const QString& title, const QString& action, QWidget* parent);

    [[nodiscard]] QFormLayout* form() const { return m_form; }
    /// A sentence above the fields.
    void setIntroduction(const QString& text);
    /// Adds something as wide as the dialog, below the fields.
    void addWide(QWidget* widget, int stretch = 0);
    void setActionText(const QString& text);
    void setActionEnabled(bool isEnabled);
    /// For actions that cannot be undone.
    void setDestructive();
    /// While the answer is being stored: fields and button are off.
    void setBusy(bool isBusy);
    void showError(const QString& sentence);
    /// As large as what it holds by now: after fields came or went.
    void fit();
    [[nodiscard]] QPushButton* actionButton() const { return m_action; }
    [[nodiscard]] QPushButton* cancelButton() const { return m_cancel; }

Q_SIGNALS:
    void submitted();

protected:
    /// The keyboard starts in the first field and comes to the buttons last, whenever fields were added.
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QList<QWidget*> fields() const; ///< in the order of the Tab key
    void updateAction();
    void fitNow();

    QVBoxLayout* m_layout;
    QVBoxLayout* m_wide;
    QLabel* m_introduction;
    QFormLayout* m_form;
    QLabel* m_error;
    QPushButton* m_action;
    QPushButton* m_cancel;
    QWidget* m_body;
    bool m_isActionEnabled = true;
    bool m_isBusy = false;
};

} // namespace cloakroom::ui
