#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Photo.h"
#include "ui/common/FormDialog.h"

#include <QHash>
#include <QList>

class QButtonGroup;
class QCheckBox;
class QToolButton;
class QVBoxLayout;

namespace cloakroom {
class Library;
}

namespace cloakroom::ui {

class Session;

/// Offers photos of one moment as stacks: each with its pictures, the one that is to lie on top, and a tick. Keeps
/// together what is ticked; nothing is stacked by itself.
class StacksDialog final : public FormDialog {
    Q_OBJECT

public:
    /// Only photos of `import` if it is valid.
    StacksDialog(Session& session, ImportId import, QWidget* parent);

    /// What is ticked, the top first.
    [[nodiscard]] QList<QList<PhotoId>> chosen() const;

Q_SIGNALS:
    void stacked(const QList<QList<cloakroom::PhotoId>>& stacks);

private:
    struct Offer {
        QList<QList<PhotoSummary>> stacks;
        int left = 0; ///< come after these
    };
    struct Row {
        QCheckBox* tick = nullptr;
        QButtonGroup* tops = nullptr;
        QList<PhotoId> photos;
    };

    void read();
    [[nodiscard]] static Result<Offer> readOffer(Library& library, ImportId import);
    void showOffer(const Result<Offer>& offer);
    [[nodiscard]] QWidget* makeRow(const QList<PhotoSummary>& photos);
    [[nodiscard]] QToolButton* makePicture(const PhotoSummary& photo);
    void showPicture(PhotoId photo);
    void updateAction();
    void store();

    Session& m_session;
    ImportId m_import;
    QVBoxLayout* m_column;
    QList<Row> m_rows;
    QHash<PhotoId, QToolButton*> m_pictures;
};

} // namespace cloakroom::ui
