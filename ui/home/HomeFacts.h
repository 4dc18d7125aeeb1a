#pragma once

#include "core/catalogue/Photo.h"
#include "core/catalogue/Purpose.h"

#include <QList>
#include <QString>

#include <optional>

namespace cloakroom {
class Library;
}

namespace cloakroom::ui {

/// How one year or group stands for a purpose.
struct ConsentShare {
    QString name;
    int yes = 0;
    int no = 0;
    int missing = 0;

    [[nodiscard]] int all() const { return yes + no + missing; }
};

struct EventTile {
    Event event;
    PhotoId cover;
};

/// What the first page says. Numbers that the role may not know are absent.
struct HomeFacts {
    int photos = 0;
    int people = 0;
    std::optional<int> takedowns;
    std::optional<int> toReview;
    std::optional<int> secondChecks;
    std::optional<int> flags;
    std::optional<int> endingConsents;
    QString chartPurpose; ///< name of the purpose that `shares` speak of
    QList<ConsentShare> shares;
    QList<EventTile> events;
};

/// Runs on the library's thread.
[[nodiscard]] HomeFacts readHomeFacts(Library& library, const QList<Purpose>& purposes);

} // namespace cloakroom::ui
