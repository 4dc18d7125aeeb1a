#pragma once

#include "core/catalogue/Purpose.h"
#include "core/consent/ConsentLedger.h"
#include "ui/common/FormDialog.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;

namespace cloakroom::ui {

/// Records one decision of one person, with what proves it.
class ConsentDialog : public FormDialog {
    Q_OBJECT
public:
    ConsentDialog(const Person& person, const QList<Purpose>& purposes, PurposeId chosen, QDate today, QWidget* parent);

    /// Reads the chosen evidence file; call it away from the GUI thread with `path` from evidencePath().
    [[nodiscard]] static Result<QByteArray> readEvidence(const QString& path);
    [[nodiscard]] ConsentDraft draft() const; ///< without the evidence's bytes
    [[nodiscard]] QString evidencePath() const;

private:
    void addChoices(const QList<Purpose>& purposes, PurposeId chosen);
    void addDays(QDate today);
    void addEvidence();
    void chooseEvidence();
    void updateState();

    Person m_person;
    QComboBox* m_purpose;
    QComboBox* m_decision;
    QComboBox* m_party;
    QDateEdit* m_on;
    QCheckBox* m_hasUntil;
    QDateEdit* m_until;
    QLineEdit* m_evidence;
    QLineEdit* m_note;
};

} // namespace cloakroom::ui
