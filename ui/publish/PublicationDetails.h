#pragma once

#include "core/catalogue/Records.h"
#include "ui/common/Chip.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;

namespace cloakroom::ui {

class Session;

/// One publication beside the table of all: the photo, what the register says of it, and what can be done about it.
class PublicationDetails : public QWidget {
    Q_OBJECT
public:
    explicit PublicationDetails(Session& session, QWidget* parent = nullptr);

    struct Shown {
        RegisterEntry entry;
        QString purpose;
        QStringList people; ///< visible in it, as the role may call them
        Mark mark = Mark::Ok;
        QString status;
        bool isToReview = false;
    };
    void showEntry(const Shown& shown);
    void clear();

Q_SIGNALS:
    void takenDown();
    void replaceAsked();
    void reviewed();
    void placeAsked();
    void proofAsked();

private:
    void showPicture();

    Session& m_session;
    PhotoId m_photo;
    QWidget* m_body;
    QLabel* m_picture;
    QLabel* m_heading;
    Chip* m_chip;
    QLabel* m_reason;
    QLabel* m_facts;
    QPushButton* m_takenDown;
    QPushButton* m_replace;
    QPushButton* m_reviewed;
};

} // namespace cloakroom::ui
