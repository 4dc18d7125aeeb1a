#pragma once

#include "core/base/Ids.h"
#include "core/base/Result.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace cloakroom {

class Database;

/// Rows of "this face is not that person": by person, or by name (small letters, no accents) where there is none.
/// They go with the face, or with the person. No rules: see NameSuggestions.
class DeclinedNameRepository {
public:
    struct Row {
        FaceId face;
        PersonId person;
        QString name;
    };

    explicit DeclinedNameRepository(Database& database)
        : m_database(database)
    {
    }

    [[nodiscard]] Result<QList<Row>> ofPhoto(PhotoId photo);
    /// Stored once, however often it is said.
    [[nodiscard]] Result<void> add(const Row& row, UserId by, const QDateTime& at);
    [[nodiscard]] Result<void> remove(const Row& row);

private:
    Database& m_database;
};

} // namespace cloakroom
