#include "core/imaging/PhotoProblem.h"

#include <QCoreApplication>

namespace cloakroom {

namespace {

ErrorCode codeFor(PhotoProblem problem)
{
    switch (problem) {
    case PhotoProblem::UnknownKind:
    case PhotoProblem::KindNotTaken:
    case PhotoProblem::TooManyPixels:
    case PhotoProblem::TooLong:
    case PhotoProblem::CannotDevelop:
    case PhotoProblem::VideoHasNoPicture:
        return ErrorCode::Unsupported;
    case PhotoProblem::NoDetector:
        return ErrorCode::NotFound;
    case PhotoProblem::DetectorFailed:
        return ErrorCode::Internal;
    default:
        return ErrorCode::Unreadable;
    }
}

QString textFor(PhotoProblem problem)
{
    switch (problem) {
    case PhotoProblem::Empty:
        return QCoreApplication::translate("PhotoProblem", "The file is empty. It was left where it is.");
    case PhotoProblem::UnknownKind:
        return QCoreApplication::translate(
            "PhotoProblem", "The file is not a kind of photo or video that Cloakroom knows. It was left where it is.");
    case PhotoProblem::KindNotTaken:
        return QCoreApplication::translate("PhotoProblem",
                                           "Cloakroom does not take files of this kind (%1). It was left where it is.");
    case PhotoProblem::Damaged:
        return QCoreApplication::translate(
            "PhotoProblem", "The file is damaged. It was left where it is; copy it again from the camera if you can.");
    case PhotoProblem::TooManyPixels:
        return QCoreApplication::translate(
            "PhotoProblem",
            "The picture has more pixels than Cloakroom takes (200 megapixels). It was left where it is.");
    case PhotoProblem::TooLong:
        return QCoreApplication::translate("PhotoProblem",
                                           "The file is larger than Cloakroom takes. It was left where it is.");
    case PhotoProblem::OutOfMemory:
        return QCoreApplication::translate("PhotoProblem",
                                           "Reading the file needs too much memory. It was left where it is.");
    case PhotoProblem::CannotDevelop:
        return QCoreApplication::translate(
            "PhotoProblem", "This camera's RAW format cannot be developed. The file was left where it is.");
    case PhotoProblem::VideoHasNoPicture:
        return QCoreApplication::translate("PhotoProblem", "This is a video: it has no single picture to show.");
    case PhotoProblem::Crashed:
        return QCoreApplication::translate(
            "PhotoProblem", "The file could not be read: it made the reader stop. It was left where it is.");
    case PhotoProblem::Hung:
        return QCoreApplication::translate("PhotoProblem",
                                           "The file could not be read in a sensible time. It was left where it is.");
    case PhotoProblem::NoDetector:
        return QCoreApplication::translate(
            "PhotoProblem", "No face detector is installed, so faces cannot be searched for. Mark them by hand.");
    case PhotoProblem::DetectorFailed:
        return QCoreApplication::translate("PhotoProblem",
                                           "The search for faces failed. Mark the faces by hand or search again.");
    }
    return QCoreApplication::translate(
        "PhotoProblem", "The file is damaged. It was left where it is; copy it again from the camera if you can.");
}

} // namespace

Error toError(const PhotoRefusal& refusal)
{
    QString text = textFor(refusal.problem);
    if (refusal.problem == PhotoProblem::KindNotTaken)
        text = text.arg(refusal.subject);
    return Error{codeFor(refusal.problem), text, refusal.detail};
}

QString tidyDetail(const char* text)
{
    constexpr qsizetype kLongest = 200;
    QString tidy;
    for (const char* at = text; at && *at && tidy.size() < kLongest; ++at)
        tidy += *at >= ' ' && *at < 127 ? QLatin1Char(*at) : QLatin1Char('?');
    return tidy;
}

} // namespace cloakroom
