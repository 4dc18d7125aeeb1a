#pragma once

#include "ExitStatus.h"
#include "core/base/Result.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace cloakroom::cli {

/// Where the program's own sentences are translated.
struct Cli {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

/// What a command has to say: one JSON value for scripts, and words made from it for people.
struct Answer {
    QJsonValue json;
    ExitStatus status = ExitStatus::Done;
    /// A sentence for people; empty = none.
    QString text = {};
    /// Which keys of a list (or of an object, in this order) people see; empty = only `text`.
    QStringList columns = {};
};

/// A list that people see as a table of these keys.
[[nodiscard]] inline Answer listAnswer(const QJsonArray& items, const QStringList& columns)
{
    return {items, ExitStatus::Done, items.isEmpty() ? Cli::tr("None.") : QString(), columns};
}

/// For an answer of which each item is listed: 1 as soon as one of them failed.
[[nodiscard]] inline ExitStatus statusWith(bool someFailed)
{
    return someFailed ? ExitStatus::SomeFailed : ExitStatus::Done;
}

} // namespace cloakroom::cli
