#pragma once

#include "ui/review/ReviewPhoto.h"

#include <QFrame>
#include <QImage>
#include <QScrollArea>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace cloakroom::ui {

class NameChoices;
class NameField;
class SuggestionButtons;

/// One face: its number, its picture, who it is, who it may be. The current one also offers "Not ours" and "Not a
/// face".
class FaceRow : public QFrame {
    Q_OBJECT
public:
    FaceRow(const Face& face, NameChoices& choices, QWidget* parent = nullptr);

    [[nodiscard]] const Face& face() const { return m_face; }
    [[nodiscard]] NameField* field() const { return m_field; }
    void setFace(int number, const Face& face);
    /// `picture` is any size of the whole photo.
    void setPicture(const QImage& picture, QSize original);
    void setName(const QString& text, CanvasMark mark);
    void setWarning(const QString& text);
    /// Names that the face may have; none for a face that has one. `isQuiet`: nobody is to be suggested by likeness.
    void setSuggestions(const QList<NameSuggestion>& suggestions, bool isQuiet);
    void setCurrent(bool isCurrent);
    void setEditable(bool isEditable);

Q_SIGNALS:
    void activated();
    void notOursPressed();
    void notAFacePressed();
    void suggestionTaken(const cloakroom::NameSuggestion& suggestion);
    void suggestionDeclined(const cloakroom::NameSuggestion& suggestion);
    void quietWanted(bool isQuiet);

protected:
    void mousePressEvent(QMouseEvent* event) override;

private:
    void makeButtons();
    void makeSuggestions();

    Face m_face;
    int m_shownNumber = 0;
    qint64 m_shownPicture = 0; ///< of which the crop is, and
    QRect m_shownRect; ///< what of it
    bool m_isEditable = true;
    QLabel* m_number;
    QLabel* m_picture;
    NameField* m_field;
    SuggestionButtons* m_suggestions = nullptr; ///< made when there is the first
    QLabel* m_warning;
    QWidget* m_buttons;
    QVBoxLayout* m_right;
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
    /// The keyboard to the next face without a decision after this one, or the first one; false when there is none.
    bool focusNextOpen(FaceId after = {});

Q_SIGNALS:
    void faceSelected(cloakroom::FaceId face);
    void personChosen(const cloakroom::Face& face, cloakroom::PersonId person);
    void unknownEntered(const cloakroom::Face& face, const QString& name);
    void nameCleared(const cloakroom::Face& face);
    void notOurs(const cloakroom::Face& face);
    void notAFace(const cloakroom::Face& face);
    void suggestionDeclined(const cloakroom::Face& face, const cloakroom::NameSuggestion& suggestion);
    void quietWanted(const cloakroom::Face& face, bool isQuiet);
    /// Enter on a face that needs nothing more.
    void passed(cloakroom::FaceId face);

private:
    [[nodiscard]] FaceRow* makeRow(const Face& face);
    void connectField(FaceRow* row);
    /// The same as naming by hand.
    void take(FaceRow& row, const NameSuggestion& suggestion);
    void arrangeRows(const QList<Face>& faces);
    void fillRow(FaceRow& row, const ReviewPhoto& photo, const LikelyPeople& people);
    void showPictures();

    NameChoices* m_choices;
    QVBoxLayout* m_layout;
    QList<FaceRow*> m_rows;
    QImage m_picture;
    QSize m_original;
    FaceId m_current;
    bool m_isEditable = true;
    bool m_mayAddPeople = false;
};

} // namespace cloakroom::ui
