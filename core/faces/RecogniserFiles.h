#pragma once

#include "core/base/Result.h"
#include "core/faces/FaceTemplates.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace cloakroom {

/// Which face recognition model this computer can use, should the school switch recognition on.
struct RecogniserChoice {
    QString path; ///< of the model file; empty = none is there
    FaceModel model;
    QString description; ///< a full sentence for people
    QStringList rejected; ///< model files that were found but are not the published ones

    [[nodiscard]] bool isThere() const { return !path.isEmpty(); }
};

/// Models that are described in packaging/recognisers, the better ones first. No other is used.
[[nodiscard]] QList<FaceModel> knownRecognisers();

/// Looks for their files in these folders. Reads the files found (up to 38 MB each) to see that they are the published
/// ones.
[[nodiscard]] RecogniserChoice chooseRecogniser(const QStringList& modelFolders);
[[nodiscard]] RecogniserChoice chooseRecogniser();

/// Loads a known model, whatever its file is called. Errors: NotFound, Damaged (its SHA-256 is no known one's),
/// Unsupported.
[[nodiscard]] Result<FaceTemplates> loadRecogniser(const QString& path);

} // namespace cloakroom
