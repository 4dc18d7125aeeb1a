#pragma once

#include "core/catalogue/Person.h"
#include "ui/common/FormDialog.h"

class QCheckBox;
class QPlainTextEdit;

namespace cloakroom::ui {

/// The safeguarding lead protects a person: no photo of them may leave.
class ProtectDialog : public FormDialog {
    Q_OBJECT
public:
    ProtectDialog(const Person& person, QWidget* parent);

    [[nodiscard]] QString reason() const;
    [[nodiscard]] bool mayLeaveCovered() const;

private:
    QPlainTextEdit* m_reason;
    QCheckBox* m_allowCovered;
};

} // namespace cloakroom::ui
