#pragma once

#include "core/base/Result.h"
#include "core/catalogue/Consent.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Purpose.h"
#include "core/catalogue/Records.h"

#include <QHash>
#include <QList>
#include <QString>

namespace cloakroom {

class Library;

/// A photo of the pack, as its records speak of it.
struct RecordedPhoto {
    QString file;
    QString takenOn; ///< the camera's day, or empty
    QString event;
    QString written; ///< the names that other programs wrote beside the person's face, or empty
};

/// What is stored about one person, besides photos.
struct SubjectRecords {
    QString school;
    QDate day;
    Person person; ///< without the reason of a protection
    QList<Consent> consents;
    QList<RegisterEntry> publications; ///< in which they could be seen or were covered
    QHash<PurposeId, QString> purposes; ///< names
    QList<RecordedPhoto> photos;
};

/// Library's thread; asks for no right of its own beyond those of the services it reads from.
[[nodiscard]] Result<SubjectRecords> readSubjectRecords(Library& library, PersonId person);

/// Files to lie beside the photos. Pure; what people typed is escaped, and no field begins like a formula.
struct RecordFile {
    QString name;
    QByteArray bytes;
};
[[nodiscard]] QList<RecordFile> recordFiles(const SubjectRecords& records);

} // namespace cloakroom
