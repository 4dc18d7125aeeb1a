#pragma once

#include <QDialog>

namespace cloakroom::ui {

/// F1: which keys do what, everywhere and on each page.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutsDialog(QWidget* parent = nullptr);
};

} // namespace cloakroom::ui
