#include "core/faces/NameSearch.h"

#include "core/catalogue/Library.h"
#include "core/consent/BiometricTemplates.h"
#include "core/faces/CompareTask.h"
#include "core/faces/TemplateSource.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace cloakroom {

namespace {

/// Stacking looks at all pairs.
constexpr size_t kMostStacked = 600;

using Templates = std::vector<std::optional<FaceTemplate>>;

/// Rights, and that recognition is in force at all: before anything is read.
Result<Vault> begin(LibraryThread& library)
{
    return library.run([](Library& open) -> Result<Vault> {
        if (const auto allowed = open.require(Right::NameFaces); !allowed) {
            return propagate(allowed);
        }
        if (const auto on = requireRecognition(open); !on) {
            return propagate(on);
        }
        if (const auto settled = settleTemplatesNow(open); !settled) {
            return propagate(settled);
        }
        return open.vault();
    });
}

Result<Templates> templatesOf(TemplateSource& source, const Vault& vault, const StoredOriginal& original,
                              const QList<QRect>& faces)
{
    const auto key = vault.unwrapKey(original.wrappedKey, original.uuid);
    if (!key) {
        return propagate(key);
    }
    const auto bytes = vault.read(original.vaultName, *key, original.uuid);
    if (!bytes) {
        return propagate(bytes);
    }
    return source.templatesOf(*bytes, faces);
}

/// A photo that cannot be read keeps no other from being looked at.
bool isAboutThePhoto(const Error& error)
{
    return error.code == ErrorCode::Unreadable || error.code == ErrorCode::Unsupported
        || error.code == ErrorCode::Damaged;
}

class Search {
public:
    Search(LibraryThread& library, TemplateSource& source, Vault vault, Progress& progress)
        : m_library(library)
        , m_source(source)
        , m_vault(std::move(vault))
        , m_progress(progress)
    {
    }

    Result<NameSearchReport> run(const QList<PhotoId>& photos)
    {
        const auto tasks = m_library.run([&](Library& open) { return learnTasks(open, photos, m_source.model()); });
        if (!tasks) {
            return propagate(tasks);
        }
        const qsizetype all = tasks->size() + photos.size();
        qsizetype done = 0;
        for (const LearnTask& task : *tasks) {
            if (isCancelled(done++, all)) {
                return std::move(m_report);
            }
            if (const auto learnt = learn(task); !learnt) {
                return propagate(learnt);
            }
        }
        for (const PhotoId photo : photos) {
            if (isCancelled(done++, all)) {
                return std::move(m_report);
            }
            if (const auto compared = compare(photo); !compared) {
                return propagate(compared);
            }
        }
        m_progress.report(all, all, {});
        return std::move(m_report);
    }

private:
    bool isCancelled(qsizetype done, qsizetype all)
    {
        m_progress.report(done, all, {});
        m_report.wasCancelled = m_progress.isCancelled();
        return m_report.wasCancelled;
    }

    Result<void> learn(const LearnTask& task)
    {
        QList<QRect> rects;
        for (const FaceToLearn& face : task.faces) {
            rects += face.rect;
        }
        const auto made = templatesOf(m_source, m_vault, task.original, rects);
        if (!made) {
            return isAboutThePhoto(made.error()) ? Result<void>() : propagate(made);
        }
        const auto kept =
            m_library.run([&](Library& open) { return keepTemplates(open, task.faces, *made, m_source.model()); });
        if (!kept) {
            return propagate(kept);
        }
        m_report.learnt += *kept;
        return {};
    }

    Result<void> compare(PhotoId photo)
    {
        const auto task = m_library.run([photo](Library& open) { return compareTask(open, photo); });
        if (!task) {
            return propagate(task);
        }
        if (!*task) {
            ++m_report.leftOut;
            return {};
        }
        const auto probes = templatesOf(m_source, m_vault, (*task)->original, (*task)->rects);
        if (!probes) {
            return isAboutThePhoto(probes.error()) ? Result<void>() : propagate(probes);
        }
        return m_library.run([&](Library& open) { return rank(open, **task, *probes); });
    }

    Result<void> rank(Library& open, const CompareTask& task, const Templates& probes)
    {
        // What changed while the faces were looked at counts.
        const auto now = compareTask(open, task.photo);
        if (!now || !*now) {
            return now ? Result<void>() : propagate(now);
        }
        const auto candidates = candidatesFor(open, task, m_source.model());
        if (!candidates) {
            return propagate(candidates);
        }
        std::vector<const FaceTemplate*> seen;
        for (const auto& probe : probes) {
            seen.push_back(probe ? &*probe : nullptr);
            m_report.compared += probe ? 1 : 0;
        }
        const auto ranked = rankLikenesses(task.faces, seen, *candidates, m_source.model());
        for (qsizetype face = 0; face < ranked.size(); ++face) {
            for (const Likeness& likeness : ranked[face]) {
                const auto suggestion = suggestionFor(open, task.faces[face].face, likeness);
                if (!suggestion) {
                    return propagate(suggestion);
                }
                m_report.names += {task.photo, likeness, *suggestion};
            }
        }
        return logComparison(open, task);
    }

    LibraryThread& m_library;
    TemplateSource& m_source;
    Vault m_vault;
    Progress& m_progress;
    NameSearchReport m_report;
};

/// The undecided faces of one import.
struct Unknown {
    QList<FaceId> faces;
    std::vector<FaceTemplate> templates;
};

/// Gathers undecided faces photo by photo, then puts together what looks alike.
class Stacking {
public:
    Stacking(LibraryThread& library, TemplateSource& source, Vault vault)
        : m_library(library)
        , m_source(source)
        , m_vault(std::move(vault))
    {
    }

    Result<FaceStacks> run(const QList<PhotoId>& photos, Progress& progress)
    {
        for (qsizetype i = 0; i < photos.size(); ++i) {
            progress.report(i, photos.size(), {});
            m_report.wasCancelled = progress.isCancelled();
            if (m_report.wasCancelled) {
                break;
            }
            if (const auto gathered = gather(photos[i]); !gathered) {
                return propagate(gathered);
            }
        }
        for (const Unknown& import : m_imports) {
            stack(import);
        }
        std::stable_sort(m_report.stacks.begin(), m_report.stacks.end(),
                         [](const auto& one, const auto& other) { return one.size() > other.size(); });
        return std::move(m_report);
    }

private:
    Result<void> gather(PhotoId photo)
    {
        const auto task = m_library.run([photo](Library& open) { return compareTask(open, photo); });
        if (!task) {
            return propagate(task);
        }
        if (!*task) {
            ++m_report.leftOut;
            return {};
        }
        auto made = templatesOf(m_source, m_vault, (*task)->original, (*task)->rects);
        if (!made) {
            return isAboutThePhoto(made.error()) ? Result<void>() : propagate(made);
        }
        Unknown& import = importOf((*task)->import);
        for (size_t face = 0; face < made->size() && import.templates.size() < kMostStacked; ++face) {
            if ((*made)[face]) {
                import.faces += (*task)->faces[qsizetype(face)].face;
                import.templates.push_back(*std::move((*made)[face]));
                ++m_report.compared;
            }
        }
        return m_library.run([&](Library& open) { return logComparison(open, **task); });
    }

    Unknown& importOf(ImportId import)
    {
        if (!m_places.contains(import)) {
            m_places.insert(import, m_imports.size());
            m_imports.emplace_back();
        }
        return m_imports[m_places.value(import)];
    }

    void stack(const Unknown& import)
    {
        for (const QList<qsizetype>& alike : stackAlike(import.templates, m_source.model().strongFrom)) {
            QList<FaceId> faces;
            std::transform(alike.cbegin(), alike.cend(), std::back_inserter(faces),
                           [&import](qsizetype place) { return import.faces[place]; });
            m_report.stacks += faces;
        }
    }

    LibraryThread& m_library;
    TemplateSource& m_source;
    Vault m_vault;
    QHash<ImportId, size_t> m_places;
    std::vector<Unknown> m_imports;
    FaceStacks m_report;
};

} // namespace

Result<NameSearchReport> searchNames(LibraryThread& library, TemplateSource& source, const QList<PhotoId>& photos,
                                     Progress& progress)
{
    auto vault = begin(library);
    if (!vault) {
        return propagate(vault);
    }
    return Search(library, source, *std::move(vault), progress).run(photos);
}

Result<FaceStacks> stackUnknownFaces(LibraryThread& library, TemplateSource& source, const QList<PhotoId>& photos,
                                     Progress& progress)
{
    auto vault = begin(library);
    if (!vault) {
        return propagate(vault);
    }
    return Stacking(library, source, *std::move(vault)).run(photos, progress);
}

} // namespace cloakroom
