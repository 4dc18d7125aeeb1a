#pragma once

#include "core/audit/AuditLog.h"
#include "core/consent/ConsentLedger.h"
#include "core/consent/People.h"
#include "core/consent/Purposes.h"
#include "core/faces/Faces.h"
#include "core/intake/Importer.h"
#include "core/publish/ExportJob.h"
#include "core/publish/Register.h"
#include "core/review/SignOffs.h"
#include "core/worker/WorkerPool.h"
#include "tests/core/imaging/PhotoFixtures.h"
#include "tests/support/TestLibrary.h"

#include <QDir>
#include <QFile>

namespace cloakroom::test {

/// A library with photos that stand in for real ones: coloured squares for faces.
class ExportFixture {
public:
    explicit ExportFixture(int workerCount = 1)
        : workers(workerCount, options())
    {
    }

    TestLibrary library;
    WorkerPool workers;

    /// A machine without any detector cannot export: tests then say so and stop.
    [[nodiscard]] bool canCheck() const
    {
        if (workers.detector().kind == DetectorKind::None) {
            WARN("skipped: no face detector is installed here");
            return false;
        }
        return true;
    }

    [[nodiscard]] PhotoId import(const QByteArray& file, const QString& suffix = QStringLiteral("jpg"))
    {
        const QString path = library.scratch(QStringLiteral("in-%1.%2").arg(++m_files).arg(suffix));
        QFile out(path);
        REQUIRE(out.open(QIODevice::WriteOnly));
        REQUIRE(out.write(file) == file.size());
        out.close();
        NoProgress progress;
        ImportRequest request;
        request.sources = QStringList{path};
        const auto report = need(importPhotos(library.thread(), workers, request, progress));
        REQUIRE(report.photos.size() == 1);
        return report.photos.first();
    }

    [[nodiscard]] PersonId person(const QString& name)
    {
        Person draft;
        draft.givenName = name;
        draft.familyName = QStringLiteral("Example");
        return need(library.run([&](Library& opened) { return People(opened).add(draft); }));
    }

    [[nodiscard]] Purpose purpose(const char* key)
    {
        return need(library.run([&](Library& opened) { return Purposes(opened).byKey(QString::fromLatin1(key)); }));
    }

    RecordedConsent say(PersonId person, const char* purposeKey, Decision decision)
    {
        ConsentDraft draft;
        draft.person = person;
        draft.purpose = purpose(purposeKey).id;
        draft.decision = decision;
        draft.on = library.run([](Library& opened) { return opened.today(); });
        return need(library.run([&](Library& opened) { return ConsentLedger(opened).record(draft); }));
    }

    FaceId face(PhotoId photo, QRect rect, PersonId person = {})
    {
        return need(library.run([&](Library& opened) { return Faces(opened).add(photo, rect, person); }));
    }

    void signOff(PhotoId photo)
    {
        need(library.run([&](Library& opened) { return SignOffs(opened).signOffFaces(photo); }));
    }

    [[nodiscard]] ExportRequest request(const QList<PhotoId>& photos, const char* purposeKey = "newsletter")
    {
        ExportRequest request;
        request.photos = photos;
        request.purpose = purpose(purposeKey).id;
        request.folder = out();
        return request;
    }

    [[nodiscard]] ExportReport run(const ExportRequest& request)
    {
        NoProgress progress;
        return need(exportPhotos(library.thread(), workers, request, progress));
    }

    [[nodiscard]] QString out() const { return library.scratch(QStringLiteral("out")); }
    [[nodiscard]] QStringList files() const
    {
        return QDir(out()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
    [[nodiscard]] QList<RegisterEntry> entries(const RegisterFilter& filter = {})
    {
        return need(library.run([&](Library& opened) { return Register(opened).list(filter); }));
    }
    [[nodiscard]] QStringList actions()
    {
        QStringList actions;
        const auto log = need(library.run([](Library& opened) { return audit::list(opened, {}); }));
        for (const AuditEntry& entry : log) {
            actions += entry.action;
        }
        return actions;
    }

private:
    static WorkerOptions options()
    {
        WorkerOptions options;
        options.detector =
            chooseDetector(modelFolders() << QStringLiteral(CLOAKROOM_TEST_SHARED_DIR "/models"), cascadeFolders());
        return options;
    }

    int m_files = 0;
};

/// Quiet grey with two squares in the places of heads, each with a pattern that covering has to destroy.
inline QImage twoSquares(QSize size, QRect first, QRect second)
{
    QImage image(size, QImage::Format_RGB888);
    image.fill(QColor(150, 150, 150));
    for (const auto& [rect, colour] : {std::pair(first, QColor(220, 30, 30)), std::pair(second, QColor(30, 60, 220))}) {
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x) {
                image.setPixelColor(x, y, colour);
            }
        }
    }
    return image;
}

} // namespace cloakroom::test
