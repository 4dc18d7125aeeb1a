#include "core/faces/LikenessRanking.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace cloakroom {

namespace {

/// How much more alike somebody must be who is not in the group. Chosen, not measured: it can only take suggestions
/// away.
constexpr double kSameYearStep = 0.03;
constexpr double kElsewhereStep = 0.08;
/// Two people this close to each other cannot be told apart by the model.
constexpr double kTooClose = 0.1;

double stepOf(Nearness nearness)
{
    switch (nearness) {
    case Nearness::InGroup:
        return 0;
    case Nearness::SameYear:
        return kSameYearStep;
    case Nearness::Elsewhere:
        break;
    }
    return kElsewhereStep;
}

double bestOf(const FaceTemplate& probe, const Candidate& candidate)
{
    double best = -1;
    for (const FaceTemplate& known : candidate.templates) {
        best = std::max(best, similarity(probe.numbers(), known.numbers()));
    }
    return best;
}

bool areAlike(const Candidate& one, const Candidate& other, double from)
{
    return std::any_of(one.templates.begin(), one.templates.end(),
                       [&](const FaceTemplate& known) { return bestOf(known, other) >= from; });
}

/// One face beside everybody it could be.
struct Pair {
    qsizetype face = 0;
    size_t candidate = 0;
    double similarity = -1;
    double rank = -1; ///< similarity after the prior
};

class Ranking {
public:
    Ranking(const QList<ProbeFace>& faces, const std::vector<const FaceTemplate*>& probes,
            const std::vector<Candidate>& candidates, const FaceModel& model)
        : m_faces(faces)
        , m_candidates(candidates)
        , m_model(model)
    {
        for (qsizetype face = 0; face < faces.size() && size_t(face) < probes.size(); ++face) {
            if (probes[size_t(face)] != nullptr) {
                addFace(face, *probes[size_t(face)]);
            }
        }
        std::stable_sort(m_pairs.begin(), m_pairs.end(),
                         [](const Pair& one, const Pair& other) { return one.rank > other.rank; });
    }

    [[nodiscard]] QList<QList<Likeness>> suggested() const
    {
        QList<QList<Likeness>> all(m_faces.size());
        QSet<PersonId> given;
        for (const Pair& pair : m_pairs) {
            const Candidate& candidate = m_candidates[pair.candidate];
            QList<Likeness>& some = all[pair.face];
            if (pair.rank < m_model.suggestFrom || given.contains(candidate.person) || some.size() >= kMostSuggested) {
                continue;
            }
            given += candidate.person;
            some += {candidate.person, pair.similarity, pair.rank >= m_model.strongFrom, candidate.nearness,
                     mistakableWith(pair)};
        }
        return all;
    }

private:
    void addFace(qsizetype face, const FaceTemplate& probe)
    {
        for (size_t i = 0; i < m_candidates.size(); ++i) {
            const Candidate& candidate = m_candidates[i];
            if (!m_faces[face].refused.contains(candidate.person)) {
                const double cosine = bestOf(probe, candidate);
                m_pairs.push_back({face, i, cosine, cosine - stepOf(candidate.nearness)});
            }
        }
    }

    [[nodiscard]] QList<PersonId> mistakableWith(const Pair& pair) const
    {
        const Candidate& meant = m_candidates[pair.candidate];
        QList<PersonId> others;
        for (const Pair& other : m_pairs) {
            const Candidate& candidate = m_candidates[other.candidate];
            if (other.face != pair.face || other.candidate == pair.candidate) {
                continue;
            }
            const bool isClose =
                other.similarity >= pair.similarity - kTooClose && other.similarity >= m_model.suggestFrom - kTooClose;
            const bool isSibling =
                !meant.familyName.isEmpty() && candidate.familyName.compare(meant.familyName, Qt::CaseInsensitive) == 0;
            if (isClose || isSibling || areAlike(meant, candidate, m_model.suggestFrom)) {
                others += candidate.person;
            }
        }
        return others;
    }

    const QList<ProbeFace>& m_faces;
    const std::vector<Candidate>& m_candidates;
    const FaceModel& m_model;
    std::vector<Pair> m_pairs;
};

/// Faces in groups, each alone to begin with.
class Groups {
public:
    explicit Groups(const std::vector<FaceTemplate>& faces)
        : m_sums(faces.size(), std::vector<float>(faces.size()))
    {
        for (size_t i = 0; i < faces.size(); ++i) {
            m_groups += QList<qsizetype>{qsizetype(i)};
            for (size_t j = 0; j < i; ++j) {
                m_sums[i][j] = m_sums[j][i] = float(similarity(faces[i].numbers(), faces[j].numbers()));
            }
        }
    }

    /// The two whose mean cosine is largest, the one to stay first; nothing where none has as much as `least`.
    [[nodiscard]] std::optional<std::pair<qsizetype, qsizetype>> mostAlike(double least) const
    {
        std::optional<std::pair<qsizetype, qsizetype>> best;
        for (qsizetype i = 0; i < m_groups.size(); ++i) {
            for (qsizetype j = 0; j < i; ++j) {
                if (const double mean = meanOf(i, j); mean >= least) {
                    least = mean;
                    best = std::pair{j, i};
                }
            }
        }
        return best;
    }
    void join(const std::pair<qsizetype, qsizetype>& pair)
    {
        m_groups[pair.first] += m_groups[pair.second];
        m_groups[pair.second].clear();
        const auto kept = size_t(pair.first);
        for (size_t k = 0; k < m_sums.size(); ++k) {
            m_sums[kept][k] += m_sums[size_t(pair.second)][k];
            m_sums[k][kept] = m_sums[kept][k];
        }
    }
    [[nodiscard]] const QList<QList<qsizetype>>& all() const { return m_groups; }

private:
    [[nodiscard]] double meanOf(qsizetype one, qsizetype other) const
    {
        const double pairs = double(m_groups[one].size()) * double(m_groups[other].size());
        constexpr double kNever = -2; // below any cosine
        return pairs > 0 ? double(m_sums[size_t(one)][size_t(other)]) / pairs : kNever;
    }

    QList<QList<qsizetype>> m_groups;
    /// Of cosines between groups: their mean is the sum over the product of sizes, and sums add up when groups join.
    std::vector<std::vector<float>> m_sums;
};

} // namespace

QList<QList<Likeness>> rankLikenesses(const QList<ProbeFace>& faces, const std::vector<const FaceTemplate*>& probes,
                                      const std::vector<Candidate>& candidates, const FaceModel& model)
{
    return Ranking(faces, probes, candidates, model).suggested();
}

QList<QList<qsizetype>> stackAlike(const std::vector<FaceTemplate>& faces, double from)
{
    Groups groups(faces);
    while (const auto pair = groups.mostAlike(from)) {
        groups.join(*pair);
    }
    QList<QList<qsizetype>> stacks = groups.all();
    stacks.removeIf([](const QList<qsizetype>& group) { return group.size() < 2; });
    std::stable_sort(stacks.begin(), stacks.end(),
                     [](const auto& one, const auto& other) { return one.size() > other.size(); });
    return stacks;
}

} // namespace cloakroom
