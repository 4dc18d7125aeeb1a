#pragma once

#include "core/publish/ExportJob.h"

#include <QWidget>

namespace cloakroom::ui {

class ExportHelp;

/// What an export did: where it is, what was covered, what stayed in and why.
class ExportResult : public QWidget {
    Q_OBJECT
public:
    /// `help` makes the buttons beside what stayed in.
    ExportResult(const ExportReport& report, const QString& folder, ExportHelp& help, const QString& style,
                 QWidget* parent = nullptr);
};

} // namespace cloakroom::ui
