#include "core/handover/HandoverIntake.h"

#include "core/catalogue/Library.h"
#include "core/intake/Imports.h"
#include "core/intake/SourceWalk.h"
#include "core/publish/TargetFolder.h"
#include "core/storage/HandoverFile.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Handover", text);
}

/// A hand-over of which every byte has been authenticated.
struct CheckedFile {
    std::shared_ptr<const HandoverFile> file;
    QList<HandoverEntry> entries;
};

Result<CheckedFile> openChecked(const QString& path, const Password& password, Progress& progress)
{
    auto file = HandoverFile::open(path, password);
    if (!file) {
        return propagate(file);
    }
    auto entries = file->check(progress);
    if (!entries) {
        return propagate(entries);
    }
    return CheckedFile{std::make_shared<const HandoverFile>(std::move(*file)), std::move(*entries)};
}

Result<void> writeOne(const TargetFolder& target, const CheckedFile& checked, const HandoverEntry& entry)
{
    const auto bytes = checked.file->read(entry);
    if (!bytes) {
        return propagate(bytes);
    }
    const auto pending = target.write(*bytes);
    return pending ? (*pending)->publish(entry.name) : propagate(pending);
}

Result<TargetFolder> folderFor(const HandoverUnpacking& wanted, const QList<HandoverEntry>& entries)
{
    auto target = TargetFolder::open(wanted.folder, wanted.libraryFolder);
    if (!target) {
        return target;
    }
    const bool holdsOne = std::any_of(entries.begin(), entries.end(),
                                      [&target](const HandoverEntry& entry) { return target->holds(entry.name); });
    if (holdsOne) {
        return fail(ErrorCode::AlreadyExists,
                    tr("There are photos of this hand-over in that folder already. Nothing was written: choose an "
                       "empty folder."));
    }
    return target;
}

} // namespace

Result<ImportReport> importHandover(LibraryThread& library, WorkerPool& workers, const HandoverImport& wanted,
                                    const Password& password, Progress& progress)
{
    if (const auto allowed = library.run([](Library& open) { return open.require(Right::Import); }); !allowed) {
        return propagate(allowed);
    }
    const auto checked = openChecked(wanted.path, password, progress);
    if (!checked) {
        return propagate(checked);
    }
    QList<WalkedFile> files;
    for (const HandoverEntry& entry : checked->entries) {
        WalkedFile file;
        file.path = wanted.path + QLatin1Char('/') + entry.name;
        file.root = wanted.path;
        file.bytes = entry.length;
        file.held = [held = checked->file, entry] { return held->read(entry); };
        files += file;
    }
    ImportRequest request;
    request.sources = {wanted.path};
    request.event = wanted.event;
    request.fields = wanted.fields;
    request.onEntered = wanted.onEntered;
    auto report = importFiles(library, workers, request, files, progress);
    if (report && report->import.isValid()) {
        // An encrypted file is no card that has to be emptied. Should this fail, a reminder comes that can be settled.
        static_cast<void>(
            library.run([import = report->import](Library& open) { return Imports(open).settle(import); }));
    }
    return report;
}

Result<UnpackReport> unpackHandover(const HandoverUnpacking& wanted, const Password& password, Progress& progress)
{
    const auto checked = openChecked(wanted.path, password, progress);
    if (!checked) {
        return propagate(checked);
    }
    const auto target = folderFor(wanted, checked->entries);
    if (!target) {
        return propagate(target);
    }
    UnpackReport report;
    report.folder = target->path();
    for (qsizetype i = 0; i < checked->entries.size(); ++i) {
        progress.report(i, checked->entries.size(), {});
        if (progress.isCancelled()) {
            report.wasCancelled = true;
            return report;
        }
        const HandoverEntry& entry = checked->entries[i];
        if (const auto done = writeOne(*target, *checked, entry); !done) {
            return propagate(done);
        }
        report.files += entry.name;
    }
    progress.report(checked->entries.size(), checked->entries.size(), {});
    return report;
}

} // namespace cloakroom
