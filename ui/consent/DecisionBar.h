#pragma once

#include "core/catalogue/Consent.h"

#include <QFrame>

class QComboBox;
class QDateEdit;
class QLabel;
class QPushButton;

namespace cloakroom::ui {

/// The small bar that asks once, for all chosen cells, who said it and when. Enter records, Escape lets go.
class DecisionBar : public QFrame {
    Q_OBJECT
public:
    explicit DecisionBar(QWidget* parent = nullptr);

    /// Appears and takes the keyboard. `hasPupils`: whether there is a party to choose; adults speak for themselves.
    void ask(Decision decision, int cells, bool hasPupils, QDate today);
    /// What recording it would change; empty = nothing.
    void setEffect(const QString& text);
    [[nodiscard]] Decision decision() const { return m_decision; }
    [[nodiscard]] Party party() const;
    [[nodiscard]] QDate day() const;

Q_SIGNALS:
    void recorded();
    void cancelled();
    void changed(); ///< another party or day

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    Decision m_decision = Decision::Refused;
    QLabel* m_what;
    QLabel* m_byLabel;
    QComboBox* m_party;
    QDateEdit* m_day;
    QPushButton* m_record;
    QLabel* m_effect;
};

} // namespace cloakroom::ui
