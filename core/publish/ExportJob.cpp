#include "core/publish/ExportJob.h"

#include "core/base/KeyTable.h"
#include "core/catalogue/Previews.h"
#include "core/catalogue/PurposeRepository.h"
#include "core/imaging/Scale.h"
#include "core/publish/CaptionCheck.h"
#include "core/publish/ExportRun.h"
#include "core/publish/Register.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace cloakroom {

namespace {

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

QString joined(const QList<Reason>& reasons)
{
    QStringList sentences;
    for (const Reason& reason : reasons) {
        sentences += reason.text;
    }
    return sentences.join(QLatin1Char(' '));
}

/// Whether the smaller picture shows all of the larger one, so that boxes can be carried over.
bool isWhole(QSize small, QSize large)
{
    const double factor =
        static_cast<double>(std::max(small.width(), small.height())) / std::max(large.width(), large.height());
    return factor <= 1 && std::abs(large.width() * factor - small.width()) <= 1
        && std::abs(large.height() * factor - small.height()) <= 1;
}

Result<QImage> storedPreview(Library& library, const ExportPlan& plan)
{
    const auto jpeg = library.previews().load(plan.photo, Previews::Size::Preview);
    if (!jpeg) {
        return propagate(jpeg);
    }
    // These bytes are our own: encoded by this program and authenticated when they were read.
    const QImage preview = plainRgb(QImage::fromData(*jpeg, "JPEG"));
    if (preview.isNull() || !isWhole(preview.size(), plan.size)) {
        return fail(ErrorCode::Damaged,
                    tr("The preview of this photo is missing or damaged. The photo itself is safe: have the previews "
                       "made anew."));
    }
    return preview;
}

QList<CoveredPreview::Head> headsOf(const ExportPlan& plan)
{
    QList<CoveredPreview::Head> heads;
    const double width = plan.size.width();
    const double height = plan.size.height();
    for (const Face& face : plan.faces) {
        if (face.state == FaceState::Rejected) {
            continue;
        }
        const qsizetype number = plan.coveredFaces.indexOf(face.id);
        const QRect head = number < 0 ? coverOf(face.rect).rect : plan.covers[number].rect;
        const auto look = number < 0             ? CoveredPreview::Look::Shown
            : plan.wishedFaces.contains(face.id) ? CoveredPreview::Look::ByWish
                                                 : CoveredPreview::Look::ByRule;
        heads += {face.id, {head.x() / width, head.y() / height, head.width() / width, head.height() / height}, look};
    }
    return heads;
}

Result<CoveredPreview> previewOf(Library& library, const Result<ExportPlan>& plan, CoverStyle style)
{
    if (!plan) {
        return propagate(plan);
    }
    if (plan->isBlocked()) {
        return fail(ErrorCode::NotAllowed, joined(plan->clearance.reasons));
    }
    const auto preview = storedPreview(library, *plan);
    if (!preview) {
        return propagate(preview);
    }
    QList<Cover> covers;
    for (const Cover& cover : plan->covers) {
        covers += scaledCover(cover, plan->size, preview->size());
    }
    CoveredPreview result{scaled(covered(*preview, covers, style), plan->longestEdge), headsOf(*plan)};
    if (result.picture.isNull()) {
        return fail(ErrorCode::Internal,
                    tr("There is not enough memory for this photo. Close other programs and try "
                       "again."));
    }
    return result;
}

ExportPreset presetOf(const QJsonObject& recipe)
{
    const auto framing = framingFromKey(recipe.value(QLatin1String("framing")).toString());
    if (framing == Framing::Square) {
        return ExportPreset::Square;
    }
    return framing == Framing::Story ? ExportPreset::Story : ExportPreset::Original;
}

/// A request that makes the same picture as an entry of the register, under today's consents.
Result<ExportRequest> requestLike(Library& library, RegisterId id, const QString& folder)
{
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
    request.folder = folder;
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
    request.caption = entry->caption;
    request.replaces = id;
    const QJsonObject recipe = QJsonDocument::fromJson(row->recipe.toUtf8()).object();
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

Result<ExportReport> reissuePhoto(LibraryThread& library, WorkerPool& workers, RegisterId entry, const QString& folder,
                                  Progress& progress)
{
    const auto request = library.run([entry, &folder](Library& opened) { return requestLike(opened, entry, folder); });
    if (!request) {
        return propagate(request);
    }
    return exportPhotos(library, workers, *request, progress);
}

Result<CoveredPreview> coveredPreview(Library& library, PhotoId photo, const ExportTerms& terms, CoverStyle style)
{
    return previewOf(library, planExport(library, photo, terms), style);
}

Result<QImage> previewForSecondLook(Library& library, PhotoId photo, PurposeId purpose, CoverStyle style)
{
    const auto preview = previewOf(library, planSecondLook(library, photo, purpose), style);
    if (!preview) {
        return propagate(preview);
    }
    return preview->picture;
}

Result<QImage> previewAsExported(Library& library, PhotoId photo, PurposeId purpose, CoverStyle style)
{
    const auto preview = coveredPreview(library, photo, {purpose, 0}, style);
    if (!preview) {
        return propagate(preview);
    }
    return preview->picture;
}

} // namespace cloakroom
