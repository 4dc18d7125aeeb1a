#pragma once

#include "ui/publish/ExportPlan.h"

#include <QWidget>

class QVBoxLayout;

namespace cloakroom::ui {

class ExportHelp;

/// What of the chosen photos stays in and why, each with the button that solves it; hidden while all may go.
class StayCard final : public QWidget {
    Q_OBJECT
public:
    explicit StayCard(QWidget* parent = nullptr);

    /// `style` is how covers are to look, for whoever is asked for a second look.
    void showPlan(const ExportPlan& plan, ExportHelp& help, const QString& style);

private:
    QVBoxLayout* m_rows;
};

} // namespace cloakroom::ui
