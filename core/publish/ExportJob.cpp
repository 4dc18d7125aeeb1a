#include "core/publish/ExportJob.h"

#include "core/base/KeyTable.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/publish/CaptionCheck.h"
#include "core/publish/ExportRun.h"
#include "core/publish/Register.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cloakroom {

namespace {

struct PresetLimits {
    int longestEdge; ///< 0 = none
    int quality;
};

PresetLimits limitsOf(ExportPreset preset)
{
    switch (preset) {
    case ExportPreset::Web:
        return {1600, 85};
    case ExportPreset::Print:
        return {4000, 95};
    case ExportPreset::Square:
        return {1080, 88};
    case ExportPreset::Story:
        return {1920, 88};
    case ExportPreset::Original:
        break;
    }
    return {0, 95};
}

Framing framingOf(ExportPreset preset)
{
    if (preset == ExportPreset::Square) {
        return Framing::Square;
    }
    return preset == ExportPreset::Story ? Framing::Story : Framing::Whole;
}

constexpr std::array kPresets{
    KeyName<ExportPreset>{ExportPreset::Web, "web"},           KeyName<ExportPreset>{ExportPreset::Print, "print"},
    KeyName<ExportPreset>{ExportPreset::Original, "original"}, KeyName<ExportPreset>{ExportPreset::Square, "square"},
    KeyName<ExportPreset>{ExportPreset::Story, "story"},
};

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportJob", text);
}

/// The library's folder when the request makes sense and the user may export.
Result<QString> checkRequest(Library& library, const ExportRequest& request)
{
    if (const auto allowed = library.require(Right::Export); !allowed) {
        return propagate(allowed);
    }
    const auto purpose = PurposeRepository(library.db()).get(request.purpose);
    if (!purpose) {
        return propagate(purpose);
    }
    if (!*purpose) {
        return fail(ErrorCode::NotFound, tr("There is no such purpose."));
    }
    constexpr int kBestQuality = 100;
    if (request.quality < 0 || request.quality > kBestQuality || request.maxEdge < 0 || request.maxKilobytes < 0) {
        return fail(ErrorCode::Invalid,
                    tr("The quality goes from 1 to 100, and longest edge and file size are numbers above 0."));
    }
    if (const auto fine = requireFitCaption(library, **purpose, request.caption); !fine) {
        return propagate(fine);
    }
    return library.path();
}

ExportPreset presetOf(const QJsonObject& recipe)
{
    const auto framing = framingFromKey(recipe.value(QLatin1String("framing")).toString());
    if (framing == Framing::Square) {
        return ExportPreset::Square;
    }
    return framing == Framing::Story ? ExportPreset::Story : ExportPreset::Original;
}

/// Covers that a user made larger stay so.
void addLarger(QHash<FaceId, CoverWish>& wishes, const QJsonObject& recipe)
{
    const QJsonArray regions = recipe.value(QLatin1String("regions")).toArray();
    for (const auto& value : regions) {
        const QJsonObject region = value.toObject();
        const FaceId face{region.value(QLatin1String("face")).toInteger()};
        const double larger = region.value(QLatin1String("larger")).toDouble(1);
        if (face.isValid() && larger > 1) {
            wishes[face].larger = std::min(larger, CoverWish::kLargest);
        }
    }
}

/// A request that makes the same picture as an entry of the register, under today's consents.
Result<ExportRequest> requestLike(Library& library, const ReissueRequest& wanted)
{
    const RegisterId id = wanted.entry;
    const auto entry = Register(library).get(id);
    const auto row = RegisterRepository(library.db()).get(id);
    if (!entry) {
        return propagate(entry);
    }
    if (!row) {
        return propagate(row);
    }
    if (entry->status == RegisterStatus::Replaced || !entry->photo.isValid()) {
        return fail(ErrorCode::Invalid,
                    tr("This publication has been replaced before, or its photo has been erased. Nothing was "
                       "exported."));
    }
    ExportRequest request;
    request.photos = {entry->photo};
    request.purpose = entry->purpose;
    request.folder = wanted.folder;
    request.maxEdge = std::max(row->size.width(), row->size.height());
    request.style = coverStyleFromKey(row->style).value_or(CoverStyle::Solid);
    request.place = entry->place;
    const auto faces = RegisterRepository(library.db()).faces(id);
    if (!faces) {
        return propagate(faces);
    }
    for (const RegisteredFace& face : *faces) {
        if (!face.isShown) {
            request.wishes.insert(face.face, CoverWish{true, 1});
        }
    }
    request.caption = wanted.caption.value_or(entry->caption);
    request.replaces = id;
    const QJsonObject recipe = QJsonDocument::fromJson(row->recipe.toUtf8()).object();
    addLarger(request.wishes, recipe);
    const int quality = recipe.value(QLatin1String("quality")).toInt();
    request.quality = quality >= 1 && quality <= 100 ? quality : 0;
    request.watermark = !recipe.value(QLatin1String("watermark")).toString().isEmpty();
    request.maxKilobytes = std::max(0, recipe.value(QLatin1String("most_kilobytes")).toInt());
    request.preset = presetOf(recipe);
    return request;
}

} // namespace

QString exportPresetKey(ExportPreset preset)
{
    return keyOf(kPresets, preset);
}

std::optional<ExportPreset> exportPresetFromKey(const QString& key)
{
    return valueOf(kPresets, key);
}

ExportTerms termsOf(const ExportRequest& request)
{
    return {request.purpose,      smallerLimit(limitsOf(request.preset).longestEdge, request.maxEdge),
            request.wishes,       framingOf(request.preset),
            request.maxKilobytes, request.watermark};
}

int qualityOf(const ExportRequest& request)
{
    return request.quality > 0 ? request.quality : limitsOf(request.preset).quality;
}

Result<ExportReport> exportPhotos(LibraryThread& library, WorkerPool& workers, const ExportRequest& request,
                                  Progress& progress)
{
    const auto folder = library.run([&request](Library& opened) { return checkRequest(opened, request); });
    if (!folder) {
        return propagate(folder);
    }
    if (request.isDryRun) {
        return ExportRun(library, workers, request, nullptr, progress).run();
    }
    const auto target = TargetFolder::open(request.folder, *folder);
    if (!target) {
        return propagate(target);
    }
    return ExportRun(library, workers, request, &*target, progress).run();
}

Result<ExportReport> reissuePhoto(LibraryThread& library, WorkerPool& workers, const ReissueRequest& wanted,
                                  Progress& progress)
{
    const auto request = library.run([&wanted](Library& opened) { return requestLike(opened, wanted); });
    if (!request) {
        return propagate(request);
    }
    return exportPhotos(library, workers, *request, progress);
}

} // namespace cloakroom
