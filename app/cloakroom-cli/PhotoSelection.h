#pragma once

#include "core/base/Result.h"
#include "core/catalogue/PhotoFilter.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <CLI/CLI.hpp>

#include <optional>

namespace cloakroom {
class Library;
struct Person;
} // namespace cloakroom

namespace cloakroom::cli {

/// A PERSON as typed: an id, an external id or a unique full name; with `isExternal` an external id only.
[[nodiscard]] Result<Person> findPerson(Library& library, const QString& typed, bool isExternal);

/// FILTER: the options that every command over many photos takes.
struct FilterOptions {
    /// `--to` is the last day, but where a command writes files it is their folder and only `--taken-to` remains.
    enum class LastDay { ToOrTakenTo, TakenTo };

    void addTo(CLI::App& command, LastDay lastDay = LastDay::ToOrTakenTo);
    /// Names become ids. Errors: NotFound, Invalid.
    [[nodiscard]] Result<PhotoFilter> resolve(Library& library) const;
    /// Whether any condition was given (`--all` and `--limit` are none).
    [[nodiscard]] bool hasCondition() const { return !persons.isEmpty() || hasConditionBesidesPersons(); }
    [[nodiscard]] bool hasConditionBesidesPersons() const;

    QStringList persons;
    QStringList withoutPersons;
    bool personsAreExternal = false;
    QString group;
    QString event;
    QString collection;
    QString clearedFor;
    QString usableFor;
    bool all = false;
    PhotoFilter plain; ///< the conditions that need no look-up
};

/// [FILTER | PHOTO...]
struct PhotoSelection {
    enum class Unsaid { Everything, Refused };

    void addTo(CLI::App& command, FilterOptions::LastDay lastDay = FilterOptions::LastDay::ToOrTakenTo);
    /// The photos asked for, by id or filter, each once. NotFound for an id that the user may not see.
    [[nodiscard]] Result<QList<PhotoId>> resolve(Library& library, Unsaid unsaid = Unsaid::Everything) const;

    FilterOptions filter;
    QList<PhotoId> photos;
};

/// NotFound, naming the id, unless the user may see every one of them.
[[nodiscard]] Result<void> requirePhotos(Library& library, const QList<PhotoId>& photos);

} // namespace cloakroom::cli
