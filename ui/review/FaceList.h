#pragma once

#include "ui/review/ReviewPhoto.h"

#include <QFrame>
#include <QImage>
#include <QScrollArea>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace cloakroom::ui {

class NameField;

/// One face: its number, its picture, who it is. The current one also offers "Not ours" and "Not a face".
class FaceRow : public QFrame {
    Q_OBJECT
public:
    FaceRow(int number, const Face& face, QWidget* parent = nullptr);

    [[nodiscard]] const Face& face() const { return m_face; }
    [[nodiscard]] NameField* field() const { return m_field; }
    void setPicture(const QImage& crop);
    void setName(const QString& text, CanvasMark mark);
    void setWarning(const QString& text);
    void setCurrent(bool isCurrent);
    void setEditable(bool isEditable);

Q_SIGNALS:
    void activated();
    void notOursPressed();
    void notAFacePressed();

protected:
    void mousePressEvent(QMouseEvent* event) override;

private:
    Face m_face;
    bool m_isEditable = true;
    QLabel* m_number;
    QLabel* m_picture;
    NameField* m_field;
    QLabel* m_warning;
    QWidget* m_buttons;
};

/// The numbered faces of a photo, one line each.
class FaceList : public QScrollArea {
    Q_OBJECT
public:
    explicit FaceList(QWidget* parent = nullptr);

    /// `picture` is any size of the whole photo. Keeps the current face.
    void setPhoto(const ReviewPhoto& photo, const LikelyPeople& people);
    void setPicture(const QImage& picture, QSize original);
    void setEditable(bool isEditable, bool mayAddPeople);
    void setCurrent(FaceId face);
    void focusFace(FaceId face);
    /// The keyboard to the next face without a decision after this one; false when there is none.
    bool focusNextOpen(FaceId after);

Q_SIGNALS:
    void faceSelected(cloakroom::FaceId face);
    void personChosen(const cloakroom::Face& face, cloakroom::PersonId person);
    void unknownEntered(const cloakroom::Face& face, const QString& name);
    void nameCleared(const cloakroom::Face& face);
    void notOurs(const cloakroom::Face& face);
    void notAFace(const cloakroom::Face& face);
    /// Enter on a face that needs nothing more.
    void passed(cloakroom::FaceId face);

private:
    void addRow(int number, const Face& face);
    void fillRow(FaceRow& row, const ReviewPhoto& photo, const LikelyPeople& people);
    void showPictures();

    QVBoxLayout* m_layout;
    QList<FaceRow*> m_rows;
    QImage m_picture;
    QSize m_original;
    FaceId m_current;
    bool m_isEditable = true;
    bool m_mayAddPeople = false;
};

} // namespace cloakroom::ui
