#pragma once

#include "core/catalogue/Purpose.h"
#include "core/publish/ExportJob.h"

#include <QWidget>

#include <utility>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace cloakroom::ui {

struct ExportPlan;

/// What an export asks its user: how to cover, how large, where to, and what for.
class ExportChoices : public QWidget {
    Q_OBJECT
public:
    /// For a hand-over only how to cover and how large: its dialog asks the rest.
    enum class For { Folder, Handover };

    explicit ExportChoices(Purpose purpose, QWidget* parent = nullptr)
        : ExportChoices(std::move(purpose), For::Folder, parent)
    {
    }
    ExportChoices(Purpose purpose, For what, QWidget* parent = nullptr);

    void setPurpose(const Purpose& purpose);

    /// How many photos leave and stay in.
    void showPlan(const ExportPlan& plan);
    void setFolder(const QString& folder);
    void setPlace(const QString& place);
    void setCaption(const QString& caption);
    void focusFolder();
    [[nodiscard]] CoverStyle style() const;
    /// What was chosen; without photos, and without what is wished for single faces.
    [[nodiscard]] ExportRequest request() const;

Q_SIGNALS:
    void changed(); ///< how pictures look when they leave

private:
    QWidget* makeStyles();
    QWidget* makeSizes();
    QWidget* makeFolderRow();
    void showSize();
    void chooseFolder();
    void addFolderFields(QVBoxLayout& layout);
    [[nodiscard]] QString defaultFolder() const;

    Purpose m_purpose;
    double m_leaving = 0;
    QHBoxLayout* m_counts;
    QButtonGroup* m_styles = nullptr;
    QComboBox* m_size = nullptr;
    QLabel* m_weight = nullptr;
    QLineEdit* m_folder = nullptr;
    QLineEdit* m_place;
    QLineEdit* m_caption;
    QSpinBox* m_kilobytes = nullptr;
    QCheckBox* m_watermark = nullptr;
};

} // namespace cloakroom::ui
