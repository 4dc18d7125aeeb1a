#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace cloakroom {

enum class DetectorKind {
    None, ///< nothing usable is installed: searching for faces is refused
    Cascade, ///< the basic one, made from OpenCV's data package
    YuNet,
};

/// Which face detector this computer can use.
struct DetectorChoice {
    DetectorKind kind = DetectorKind::None;
    /// YuNet: the model file. Cascade: the folder of cascade files.
    QString path;
    /// Stored with each face: "yunet" or "cascade"; empty for none.
    QString name;
    QString version;
    /// A full sentence for people: which one is in use and, if not the best, what to do.
    QString description;
    /// Model files that were found but not used since their content is not the pinned one.
    QStringList rejected = {};
};

/// Folders in which models are looked for, first one first: $CLOAKROOM_MODELS, the user's data folder
/// (cloakroom/models), the share folder beside the program, the installed share folder.
[[nodiscard]] QStringList modelFolders();

/// Looks for the best detector whose files are there and hold what is pinned here. Reads the model file (230 KB).
[[nodiscard]] DetectorChoice chooseDetector();
[[nodiscard]] DetectorChoice chooseDetector(const QStringList& modelFolders, const QStringList& cascadeFolders);

/// Folders of OpenCV's cascades: beside the program, then where distributions put them.
[[nodiscard]] QStringList cascadeFolders();

/// The bytes of a YuNet model file, if its SHA-256 is the pinned one. Errors: NotFound, Damaged.
[[nodiscard]] Result<QByteArray> readYuNetModel(const QString& path);

} // namespace cloakroom
