#pragma once

#include "core/base/Result.h"
#include "core/intake/Cards.h"

#include <QHash>
#include <QWidget>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace cloakroom::ui {

class Session;

/// The cards that are in, each with a tick, its camera, how many files are new, and their days.
class CardList final : public QWidget {
    Q_OBJECT

public:
    explicit CardList(Session& session, QWidget* parent = nullptr);

    void showCards(const QList<Card>& cards);
    /// The ticked ones, in order.
    [[nodiscard]] QList<Card> chosen() const;
    /// What is on them may be known by now.
    void lookAgain();
    void forget();

Q_SIGNALS:
    void chosenChanged();

private:
    struct Row {
        QCheckBox* tick = nullptr;
        QLabel* facts = nullptr;
        QWidget* holder = nullptr;
    };

    void addCard(const Card& card);
    void lookAt(const Card& card);
    void showFacts(const QString& path, const Result<CardFacts>& facts);

    Session& m_session;
    QVBoxLayout* m_layout;
    QLabel* m_none;
    QList<Card> m_cards;
    QHash<QString, Row> m_rows;
};

} // namespace cloakroom::ui
