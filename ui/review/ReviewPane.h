#pragma once

#include "ui/review/ReviewPhoto.h"
#include "ui/review/SignOffCard.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace cloakroom::ui {

class Chip;
class FaceList;

/// The right of the review page: who is here, for what, and the sign-off.
class ReviewPane : public QWidget {
    Q_OBJECT
public:
    explicit ReviewPane(QWidget* parent = nullptr);

    [[nodiscard]] FaceList* faces() const { return m_faces; }
    [[nodiscard]] SignOffCard* card() const { return m_card; }
    void setPurposes(const QList<Purpose>& purposes, PurposeId chosen);
    void setPhoto(const ReviewPhoto& photo, const LikelyPeople& people, const Purpose& purpose,
                  const SignOffCard::Rights& rights);

Q_SIGNALS:
    void purposeChosen(cloakroom::PurposeId purpose);
    void restPressed();
    void wallPressed();

private:
    void showClearance(const ReviewPhoto& photo);

    QLabel* m_count;
    QComboBox* m_useFor;
    Chip* m_chip;
    QLabel* m_why;
    FaceList* m_faces;
    QPushButton* m_rest;
    QPushButton* m_wall;
    SignOffCard* m_card;
};

} // namespace cloakroom::ui
