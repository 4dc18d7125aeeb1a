#pragma once

#include "core/publish/FileOrigin.h"

#include <QDialog>
#include <QHash>
#include <QList>

class QListWidget;

namespace cloakroom::ui {

/// The answer to "is this file ours?". Opened with open(); deletes itself.
class OriginDialog : public QDialog {
    Q_OBJECT
public:
    OriginDialog(const QString& fileName, const QList<FileOrigin>& found, const QHash<PurposeId, QString>& purposes,
                 QWidget* parent);

    [[nodiscard]] QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void entryChosen(cloakroom::RegisterId entry);

private:
    void addFound(const FileOrigin& origin, const QHash<PurposeId, QString>& purposes);

    QListWidget* m_list;
};

} // namespace cloakroom::ui
