#pragma once

#include "core/publish/ExportJob.h"

#include <QWidget>

namespace cloakroom::ui {

/// What an export did: where it is, what was covered, what stayed in and why.
class ExportResult : public QWidget {
    Q_OBJECT
public:
    ExportResult(const ExportReport& report, const QString& folder, QWidget* parent = nullptr);
};

} // namespace cloakroom::ui
