#pragma once

#include "ui/common/FormDialog.h"

class QPlainTextEdit;

namespace cloakroom::ui {

/// Puts a photo before the safeguarding lead.
class FlagDialog : public FormDialog {
    Q_OBJECT
public:
    explicit FlagDialog(QWidget* parent);

    [[nodiscard]] QString reason() const;

private:
    QPlainTextEdit* m_reason;
};

} // namespace cloakroom::ui
