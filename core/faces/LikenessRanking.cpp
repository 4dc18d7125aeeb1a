#include "core/faces/LikenessRanking.h"

#include <algorithm>
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

} // namespace

QList<QList<Likeness>> rankLikenesses(const QList<ProbeFace>& faces, const std::vector<const FaceTemplate*>& probes,
                                      const std::vector<Candidate>& candidates, const FaceModel& model)
{
    return Ranking(faces, probes, candidates, model).suggested();
}

QList<QList<qsizetype>> stackAlike(const std::vector<FaceTemplate>& faces, double from)
{
    // Sums of cosines between groups: their mean is the sum over the product of sizes, and sums add up when groups
    // join.
    const size_t count = faces.size();
    std::vector<std::vector<float>> sums(count, std::vector<float>(count));
    QList<QList<qsizetype>> groups;
    for (size_t i = 0; i < count; ++i) {
        groups += QList<qsizetype>{qsizetype(i)};
        for (size_t j = 0; j < i; ++j) {
            sums[i][j] = sums[j][i] = float(similarity(faces[i].numbers(), faces[j].numbers()));
        }
    }
    for (;;) {
        double best = from;
        std::pair<qsizetype, qsizetype> joined{-1, -1};
        for (qsizetype i = 0; i < groups.size(); ++i) {
            for (qsizetype j = 0; j < i && !groups[i].isEmpty(); ++j) {
                const double pairs = double(groups[i].size()) * double(groups[j].size());
                if (pairs > 0 && double(sums[size_t(i)][size_t(j)]) / pairs >= best) {
                    best = double(sums[size_t(i)][size_t(j)]) / pairs;
                    joined = {j, i};
                }
            }
        }
        if (joined.first < 0) {
            break;
        }
        groups[joined.first] += groups[joined.second];
        groups[joined.second].clear();
        for (size_t k = 0; k < count; ++k) {
            sums[size_t(joined.first)][k] += sums[size_t(joined.second)][k];
            sums[k][size_t(joined.first)] = sums[size_t(joined.first)][k];
        }
    }
    groups.removeIf([](const QList<qsizetype>& group) { return group.size() < 2; });
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& one, const auto& other) { return one.size() > other.size(); });
    return groups;
}

} // namespace cloakroom
