#pragma once

#include "core/faces/FaceWall.h"
#include "ui/review/ReviewPhoto.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QLabel;
class QListView;
class QPushButton;

namespace cloakroom {
struct FaceStacks;
}

namespace cloakroom::ui {

class FaceWallModel;
class LookAlikes;
class Message;
class NameChoices;
class NameField;
class Session;

/// Many faces at once, of one person or one event: choose some, then say for all of them who they are, that they are
/// not ours, or that they are no faces. Everything can be taken back. Where the school switched recognition on, unknown
/// faces that look alike can be put side by side first: a click on one chooses its whole stack. Opened with open();
/// deletes itself, and closes when the library is locked.
///
/// Keys: arrows and Shift choose, Ctrl+A chooses all, Ctrl+L all that look like this one, letters go to the name field,
/// Enter there names, Delete says that they are no faces, Ctrl+Z takes back, Enter on a face opens its photo.
class FaceWallDialog final : public QDialog {
    Q_OBJECT
public:
    /// `title`: whose faces they are ("Sports day", a name).
    FaceWallDialog(Session& session, const FaceWallFilter& filter, const QString& title, QWidget* parent);

    [[nodiscard]] QListView* view() const { return m_view; }
    [[nodiscard]] FaceWallModel* model() const { return m_model; }
    [[nodiscard]] NameField* field() const { return m_field; }

Q_SIGNALS:
    /// The faces were read and are shown.
    void shown();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Reading {
        QList<WallFace> faces;
        QList<Person> people;
        QHash<PersonId, int> counts;
    };
    QWidget* makeHeader(const QString& title);
    QWidget* makeBar();
    void connectLookAlikes();
    void searchLookAlikes();
    void showStacks(const FaceStacks& stacks);
    void showSearching(bool isSearching);
    void chooseStack(const QModelIndex& index);
    void read();
    [[nodiscard]] static Result<Reading> readAll(Library& library, const FaceWallFilter& filter);
    void showFaces(const Reading& reading);
    void showArranged();
    void decide(FaceState state, PersonId person = {});
    void decided(const Result<FaceWallReport>& report, qsizetype asked);
    void undo();
    void showSelection();
    void openPhoto(const QModelIndex& index);
    [[nodiscard]] QList<int> selectedRows() const;
    [[nodiscard]] bool isLeft(const Face& face) const;
    [[nodiscard]] QString nameOf(const Face& face) const;

    Session& m_session;
    LookAlikes* m_lookAlikes;
    FaceWallFilter m_filter;
    FaceWallModel* m_model;
    NameChoices* m_choices;
    QListView* m_view;
    QLabel* m_count;
    QCheckBox* m_onlyToName;
    QPushButton* m_putTogether;
    QLabel* m_selected;
    NameField* m_field;
    QPushButton* m_notOurs;
    QPushButton* m_notAFace;
    QPushButton* m_forget;
    QPushButton* m_undo;
    Message* m_message;
    LikelyPeople m_people;
    QList<WallFace> m_faces; ///< as they were read
    QList<QList<FaceId>> m_stacks; ///< of look-alikes; as long as the dialog is open
    /// What faces were before a decision: filled where it is stored, so that it can be taken back before the answer is
    /// here.
    using Step = std::shared_ptr<QList<FaceChoice>>;
    QList<Step> m_steps;
};

} // namespace cloakroom::ui
