#pragma once

#include "bench/Api.h"

#include <random>

namespace cloakroom::bench {

/// A made-up school for measuring: rows as imports and the search for faces make them, always the same.
class School {
public:
    School(int64_t photos, int64_t faces)
        : m_photos(photos)
        , m_facesEach(faces / photos)
    {
    }

    /// Users, people, events; then photos and their faces, a thousand photos a transaction.
    void fill(const Connection& db);

    static constexpr int64_t kPeople = 1500;
    static constexpr int64_t kEvents = 400;

private:
    void addOthers(const Connection& db);
    void addPhoto(Prepared& statement, int64_t id);
    void addFaces(Prepared& statement, int64_t photo);
    [[nodiscard]] std::string bytes(size_t count);
    [[nodiscard]] int64_t below(uint64_t limit) { return static_cast<int64_t>(m_random() % limit); }

    int64_t m_photos;
    int64_t m_facesEach;
    std::mt19937_64 m_random{7};
};

} // namespace cloakroom::bench
