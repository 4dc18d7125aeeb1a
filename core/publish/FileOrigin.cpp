#include "core/publish/FileOrigin.h"

#include "core/audit/AuditLog.h"
#include "core/catalogue/Database.h"
#include "core/catalogue/RegisterRepository.h"
#include "core/crypto/Sha256.h"
#include "core/imaging/Look.h"
#include "core/publish/ExportSource.h"
#include "core/publish/Register.h"
#include "core/worker/WorkerPool.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

constexpr int kMostAnswers = 20;
constexpr int kDecodedEdge = 1024;

QString tr(const char* text)
{
    return QCoreApplication::translate("FileOrigin", text);
}

Result<QByteArray> readAll(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Unreadable, tr("This file cannot be read. Copy it to this computer and try again."),
                    file.errorString());
    }
    QByteArray bytes = file.read(WorkerPool::kWholeFileLimit + 1);
    if (file.error() != QFileDevice::NoError) {
        return fail(ErrorCode::Unreadable, tr("This file cannot be read to its end. Copy it again and try once more."));
    }
    if (bytes.size() > WorkerPool::kWholeFileLimit) {
        return fail(ErrorCode::Invalid, tr("This file is larger than any picture that Cloakroom writes."));
    }
    return bytes;
}

/// Cutting, unlike another size, makes another picture.
bool isOfSameShape(QSize first, QSize second)
{
    constexpr double kMostDifference = 0.03;
    if (first.isEmpty() || second.isEmpty()) {
        return false;
    }
    const double one = static_cast<double>(first.width()) / first.height();
    const double other = static_cast<double>(second.width()) / second.height();
    return std::abs(one - other) <= kMostDifference * other;
}

Result<QList<FileOrigin>> withHash(Library& library, const QByteArray& sha256)
{
    RegisterQuery query;
    query.sha256 = sha256;
    const auto rows = RegisterRepository(library.db()).rows(query);
    if (!rows) {
        return propagate(rows);
    }
    QList<FileOrigin> found;
    for (const RegisterRow& row : *rows) {
        const auto entry = Register(library).get(row.entry.id);
        if (!entry) {
            return propagate(entry);
        }
        found += FileOrigin{*entry, true, 0};
    }
    return found;
}

Result<QList<FileOrigin>> alike(Library& library, const QByteArray& look, QSize size)
{
    RegisterRepository entries(library.db());
    auto looks = entries.looks();
    if (!looks) {
        return propagate(looks);
    }
    std::stable_sort(looks->begin(), looks->end(), [&look](const RegisteredLook& left, const RegisteredLook& right) {
        return lookDistance(look, left.look) < lookDistance(look, right.look);
    });
    QList<FileOrigin> found;
    for (const RegisteredLook& one : *looks) {
        const int distance = lookDistance(look, one.look);
        if (distance > kMostOriginDistance || found.size() >= kMostAnswers) {
            break;
        }
        const auto row = entries.get(one.id);
        if (!row) {
            return propagate(row);
        }
        if (!isOfSameShape(size, row->size)) {
            continue;
        }
        const auto entry = Register(library).get(one.id);
        if (!entry) {
            return propagate(entry);
        }
        found += FileOrigin{*entry, false, distance};
    }
    return found;
}

/// What the file was called stays with whoever asked.
Result<void> record(Library& library, const QList<FileOrigin>& found)
{
    QJsonArray entries;
    for (const FileOrigin& origin : found) {
        entries += origin.entry.id.value;
    }
    auto transaction = library.db().begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = audit::append(library, QStringLiteral("register.find"), {{QStringLiteral("registers"), entries}});
        !done) {
        return done;
    }
    return transaction->commit();
}

Result<QList<FileOrigin>> search(LibraryThread& library, WorkerPool& workers, const QByteArray& bytes)
{
    const QByteArray hash = sha256Of(bytes);
    auto exact = library.run([&hash](Library& open) { return withHash(open, hash); });
    if (!exact || !exact->isEmpty()) {
        return exact;
    }
    const auto picture = workers.decode(bytes, kDecodedEdge);
    if (!picture) {
        // Workers that do not start say nothing about the file.
        return picture.error().code == ErrorCode::Internal ? Result<QList<FileOrigin>>(propagate(picture))
                                                           : QList<FileOrigin>();
    }
    const QByteArray look = publishedLook(RowSource::of(*picture));
    return library.run([&](Library& open) { return alike(open, look, picture->size()); });
}

} // namespace

Result<QList<FileOrigin>> findOrigin(LibraryThread& library, WorkerPool& workers, const QString& path)
{
    if (const auto allowed = library.run([](Library& open) { return open.require(Right::Export); }); !allowed) {
        return propagate(allowed);
    }
    const auto bytes = readAll(path);
    if (!bytes) {
        return propagate(bytes);
    }
    auto found = search(library, workers, *bytes);
    if (!found) {
        return found;
    }
    if (const auto done = library.run([&found](Library& open) { return record(open, *found); }); !done) {
        return propagate(done);
    }
    return found;
}

} // namespace cloakroom
