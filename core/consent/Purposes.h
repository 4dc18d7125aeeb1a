#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Purpose.h"

#include <QList>

namespace cloakroom {

class Library;

/// The school's list of purposes. Runs on the library's thread; changes need Right::Administer and are logged.
class Purposes {
public:
    explicit Purposes(Library& library)
        : m_library(library)
    {
    }

    /// What a new library starts with (keys as cli.md names them).
    [[nodiscard]] static QList<Purpose> defaults();

    [[nodiscard]] Result<QList<Purpose>> list();
    [[nodiscard]] Result<Purpose> byKey(const QString& key);
    [[nodiscard]] Result<Purpose> get(PurposeId id);
    [[nodiscard]] Result<Purpose> add(Purpose purpose);
    [[nodiscard]] Result<void> edit(const Purpose& purpose);

private:
    Library& m_library;
};

} // namespace cloakroom
