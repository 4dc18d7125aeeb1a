#pragma once

#include "core/catalogue/Consent.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/Records.h"
#include "core/consent/ConsentRules.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace cloakroom::ui {

/// The right of the consent page: how one person stands for one purpose, what was said and when, and what has to be
/// taken down.
class ConsentDetails : public QWidget {
    Q_OBJECT
public:
    explicit ConsentDetails(QWidget* parent = nullptr);

    struct Cell {
        Person person;
        Purpose purpose;
        Standing standing;
        QList<Consent> history; ///< newest first
        QList<RegisterEntry> takedowns;
    };
    void showCell(const Cell& cell, QDate today, bool mayEdit);
    void clear();

Q_SIGNALS:
    void recordPressed();
    void takedownsPressed();

private:
    void addHistory(const QList<Consent>& history);
    void addTakedowns(const QList<RegisterEntry>& takedowns);

    QVBoxLayout* m_layout;
};

} // namespace cloakroom::ui
