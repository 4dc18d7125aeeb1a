#include "core/intake/SourceShots.h"

#include "core/intake/SourceKinds.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <optional>

namespace cloakroom {

namespace {

// The film of a live photo lasts three seconds; what is longer is a video that happens to bear the same number.
constexpr qint64 kMostLiveMovie = qint64{64} << 20;

QString folderOf(const QString& path)
{
    return path.section(QLatin1Char('/'), 0, -2);
}

QString nameOf(const QString& path)
{
    return path.section(QLatin1Char('/'), -1);
}

QString stemOf(const QString& name)
{
    return name.contains(QLatin1Char('.')) ? name.section(QLatin1Char('.'), 0, -2) : name;
}

QString keyOf(const QString& folder, const QString& name)
{
    return folder.toLower() + QLatin1Char('/') + name.toLower();
}

/// Where the file lies that another one belongs to: keys in the order in which they are to be tried.
QStringList partnersOf(const QString& path)
{
    const QString folder = folderOf(path);
    const QString stem = stemOf(nameOf(path));
    QStringList keys{keyOf(folder, stem)};
    // GoPro: GL010001.LRV beside GX010001.MP4 or GH010001.MP4.
    if (stem.startsWith(QLatin1String("GL"), Qt::CaseInsensitive)) {
        keys << keyOf(folder, QStringLiteral("GX") + stem.mid(2)) << keyOf(folder, QStringLiteral("GH") + stem.mid(2));
    }
    // Sony: CLIP/C0001M01.XML, THMBNL/C0001T01.JPG and SUB/C0001S03.MP4 belong to CLIP/C0001.MP4.
    constexpr qsizetype kSonySuffix = 3;
    if (stem.size() > kSonySuffix) {
        const QString clip = stem.chopped(kSonySuffix);
        keys << keyOf(folder, clip) << keyOf(folderOf(folder) + QStringLiteral("/CLIP"), clip);
    }
    return keys;
}

bool liesIn(const QString& path, const char* folder)
{
    return nameOf(folderOf(path)).compare(QLatin1String(folder), Qt::CaseInsensitive) == 0;
}

/// What a file must be if it is no photo of its own; by its name and place alone.
std::optional<PartRole> roleOf(const QString& path)
{
    const QString name = nameOf(path);
    if (const auto role = source_kinds::sidecarRole(name)) {
        return role;
    }
    if (liesIn(path, "THMBNL") && !source_kinds::isVideo(name)) {
        return PartRole::Thumbnail;
    }
    if (liesIn(path, "SUB") && source_kinds::isVideo(name)) {
        return PartRole::SmallCopy;
    }
    return std::nullopt;
}

/// A picture that needs no developing.
bool isFinished(const QString& name)
{
    return source_kinds::looksLikePhoto(name) && !source_kinds::isRaw(name) && !source_kinds::isVideo(name);
}

class Pairing {
public:
    explicit Pairing(const QList<WalkedFile>& files)
    {
        for (qsizetype i = 0; i < files.size(); ++i) {
            if (isFree(files[i]) && !roleOf(files[i].path)) {
                const QString folder = folderOf(files[i].path);
                const QString name = nameOf(files[i].path);
                m_byName.insert(keyOf(folder, name), i);
                m_byStem[keyOf(folder, stemOf(name))].append(i);
            }
        }
        findMains(files);
    }

    [[nodiscard]] QList<SourceShot> shots(const QList<WalkedFile>& files) const
    {
        QList<SourceShot> all;
        QHash<qsizetype, qsizetype> placeOf;
        QList<std::pair<qsizetype, WalkedPart>> parts;
        for (qsizetype i = 0; i < files.size(); ++i) {
            const auto role = isFree(files[i]) ? roleOf(files[i].path) : std::nullopt;
            if (m_mainOf.contains(i)) {
                parts.append({m_mainOf[i], {files[i], m_roles[i]}});
            } else if (const qsizetype partner = role ? partnerOf(files[i].path) : -1; partner >= 0) {
                parts.append({partner, {files[i], *role}});
            } else {
                placeOf.insert(i, all.size());
                all.append({role && source_kinds::sidecarRole(nameOf(files[i].path)) ? alone(files[i]) : files[i]});
            }
        }
        for (const auto& [main, part] : parts) {
            all[placeOf[main]].parts.append(part);
        }
        return all;
    }

private:
    static bool isFree(const WalkedFile& file) { return file.refusal.isEmpty(); }

    static WalkedFile alone(WalkedFile file)
    {
        file.refusal = QCoreApplication::translate(
            "Importer", "This file belongs to a photo or video that is not beside it. It was kept on the card.");
        return file;
    }

    // Among files of one name: the finished picture, else the RAW, else the video is what people see.
    void findMains(const QList<WalkedFile>& files)
    {
        for (const QList<qsizetype>& group : m_byStem) {
            const qsizetype main = mainOf(files, group);
            const bool isStill = isFinished(nameOf(files[main].path));
            for (const qsizetype i : group) {
                const QString name = nameOf(files[i].path);
                const bool isRaw = source_kinds::isRaw(name) && !source_kinds::isVideo(nameOf(files[main].path));
                const bool isLive = isStill && source_kinds::mayBeLiveMovie(name) && files[i].bytes <= kMostLiveMovie;
                if (i != main && (isRaw || isLive)) {
                    m_mainOf.insert(i, main);
                    m_roles.insert(i, isRaw ? PartRole::Raw : PartRole::Movie);
                }
            }
        }
    }

    static qsizetype mainOf(const QList<WalkedFile>& files, const QList<qsizetype>& group)
    {
        for (const qsizetype i : group) {
            if (isFinished(nameOf(files[i].path))) {
                return i;
            }
        }
        for (const qsizetype i : group) {
            if (source_kinds::isRaw(nameOf(files[i].path))) {
                return i;
            }
        }
        return group.first();
    }

    // The file itself that a sidecar names (IMG_1.JPG.xmp), or the one that shows the shot.
    [[nodiscard]] qsizetype partnerOf(const QString& path) const
    {
        for (const QString& key : partnersOf(path)) {
            qsizetype found = m_byName.value(key, -1);
            if (const auto group = m_byStem.constFind(key); found < 0 && group != m_byStem.constEnd()) {
                found = m_mainOf.value(group->first(), group->first());
            }
            if (found >= 0) {
                return m_mainOf.value(found, found);
            }
        }
        return -1;
    }

    QHash<QString, qsizetype> m_byName;
    QHash<QString, QList<qsizetype>> m_byStem;
    QHash<qsizetype, qsizetype> m_mainOf; ///< a RAW or film and the picture that it is a part of
    QHash<qsizetype, PartRole> m_roles;
};

} // namespace

QList<SourceShot> pairedShots(const QList<WalkedFile>& files)
{
    return Pairing(files).shots(files);
}

bool mayBeRawOf(const QString& rawName, const QString& pictureName)
{
    return source_kinds::isRaw(rawName) && isFinished(pictureName)
        && stemOf(rawName).compare(stemOf(pictureName), Qt::CaseInsensitive) == 0;
}

QList<SourceShot> picturesFirst(const QList<SourceShot>& shots)
{
    QSet<QString> pictures;
    for (const SourceShot& shot : shots) {
        if (isFinished(nameOf(shot.file.path))) {
            pictures.insert(stemOf(nameOf(shot.file.path)).toLower());
        }
    }
    QList<SourceShot> ordered = shots;
    std::stable_partition(ordered.begin(), ordered.end(), [&pictures](const SourceShot& shot) {
        const QString name = nameOf(shot.file.path);
        return !source_kinds::isRaw(name) || !pictures.contains(stemOf(name).toLower());
    });
    return ordered;
}

} // namespace cloakroom
