#pragma once

#include "core/catalogue/Purpose.h"
#include "ui/common/FormDialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace cloakroom::ui {

/// Every setting of a purpose: what is asked, who must agree, how long it holds, and what is covered all the same.
class PurposeDialog : public FormDialog {
    Q_OBJECT
public:
    /// A purpose without a valid id is a new one.
    PurposeDialog(const Purpose& purpose, QWidget* parent);

    [[nodiscard]] Purpose purpose() const;
    /// A key made from a name, for new purposes: small letters, digits and hyphens.
    [[nodiscard]] static QString keyFrom(const QString& name);

private:
    void addBasics();
    void addRules();
    void addSafety();
    void updateState();

    Purpose m_purpose;
    QLineEdit* m_name;
    QPlainTextEdit* m_wording;
    QComboBox* m_audience;
    QComboBox* m_basis;
    QComboBox* m_parties;
    QSpinBox* m_validDays;
    QCheckBox* m_endsWithSchoolYear;
    QCheckBox* m_endsOnLeaving;
    QCheckBox* m_secondCheck;
    QCheckBox* m_neverCover;
    QCheckBox* m_active;
    QComboBox* m_cover;
    QSpinBox* m_largerThan;
    QSpinBox* m_longestEdge;
    QCheckBox* m_noNames;
    QCheckBox* m_watermark;
    QSpinBox* m_kilobytes;
    QSpinBox* m_reviewAfter;
};

} // namespace cloakroom::ui
