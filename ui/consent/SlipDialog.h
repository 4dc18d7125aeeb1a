#pragma once

#include "core/catalogue/Consent.h"
#include "core/catalogue/Purpose.h"
#include "ui/common/FormDialog.h"

#include <optional>

class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QTableView;

namespace cloakroom {
struct ConsentEffect;
}

namespace cloakroom::ui {

class Session;
class SlipModel;

/// The returned slips of a class on one screen, for the keyboard: Y and N answer a cell and go on to the next, A and O
/// answer a whole slip yes or no and go on to the next person, F attaches the scanned form, Ctrl+Enter records all of
/// it as one change. A scanned or typed code jumps to its person.
class SlipDialog : public FormDialog {
    Q_OBJECT
public:
    /// `group`: whose slips; absent = everybody's.
    SlipDialog(Session& session, std::optional<GroupId> group, const QString& groupName, QWidget* parent);

    [[nodiscard]] SlipModel* model() const { return m_model; }
    [[nodiscard]] QTableView* table() const { return m_table; }

Q_SIGNALS:
    /// What was recorded, how many publications have to come down for it.
    void recorded(int decisions, int takedowns);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildHead();
    void buildTable();
    void read(std::optional<GroupId> group);
    [[nodiscard]] bool answerKey(int key);
    void answerAndGoOn(std::optional<bool> isYes);
    void answerRowAndGoOn(bool isYes);
    void goTo(int row, int column);
    void fitRows();
    void attachForm();
    void readCode();
    void showAnswers();
    void submit();
    void askAboutEffect(const ConsentEffect& effect);
    void store();

    Session& m_session;
    SlipModel* m_model;
    QTableView* m_table;
    QComboBox* m_party;
    QDateEdit* m_day;
    QLineEdit* m_code;
    QLabel* m_effect;
    bool m_isEffectShown = false; ///< the next press of the button records
};

} // namespace cloakroom::ui
