#pragma once

#include "ui/review/ReviewPhoto.h"

#include <QObject>

namespace cloakroom::ui {

class Session;

/// What is known of the photo that comes next, read while somebody looks at the one at hand: going on shows it at once,
/// whatever is being stored at that moment. It may be a moment old, so whoever takes it reads the photo again.
class ReviewAhead final : public QObject {
public:
    explicit ReviewAhead(Session& session, QObject* parent = nullptr);

    /// An invalid photo: nothing comes next.
    void read(PhotoId photo);
    /// What was read of this photo, once; nothing when another one was read, or none yet.
    [[nodiscard]] std::optional<ReviewPhoto> take(PhotoId photo);
    void forget();

private:
    Session& m_session;
    PhotoId m_wanted;
    std::optional<ReviewPhoto> m_read;
    quint64 m_generation = 0; ///< answers to older questions are dropped
};

} // namespace cloakroom::ui
