#pragma once

#include "crash/FileTrace.h"

#include <functional>
#include <random>

namespace cloakroom::test {

/// Goes through a trace and makes the folder that a power cut would leave: unsynced writes lost, kept out of order or
/// torn at 512 bytes, new names kept only as far as their folder was flushed, or by chance.
class Wreck {
public:
    explicit Wreck(const FileTrace& trace);

    /// False at the end of the trace.
    [[nodiscard]] bool advance();
    /// Writes one of the many things that a cut at this moment may leave into the empty folder `target`.
    void cutInto(const std::string& target, uint64_t seed) const;
    [[nodiscard]] int64_t lastMark() const { return m_lastMark; }
    [[nodiscard]] size_t position() const { return m_position; }

private:
    using Operation = FileTrace::Operation;
    using Names = std::map<std::string, uint64_t>;
    struct Content {
        std::string safe;
        std::vector<const Operation*> since;
    };

    static void apply(const Operation& operation, Names& names);
    static void settle(Content& content);
    static std::string settleSome(const Content& content, std::mt19937_64& random);
    void syncFolder(const std::string& folder);
    [[nodiscard]] Names namesAfter(std::mt19937_64& random) const;

    const std::vector<Operation>& m_log;
    size_t m_position = 0;
    int64_t m_lastMark = -1;
    std::map<uint64_t, Content> m_files;
    Names m_names; ///< as they are safe; folders have number 0
    std::vector<const Operation*> m_pending; ///< changes of names that no flush has made safe
};

/// What has to hold after a cut: the folder, and the last mark that was passed (-1 for none).
using CheckWreck = std::function<void(const std::string& folder, int64_t lastMark)>;

/// Cuts the power after every operation, several times each, and checks every time. Returns how many times.
/// CLOAKROOM_SOAK=N in the environment makes it N times as many.
int cutEverywhere(const FileTrace& trace, int cutsAtEach, const CheckWreck& check);

/// How many times as much work is wanted: CLOAKROOM_SOAK, else 1.
[[nodiscard]] int soakFactor();

/// Where wrecks and other short-lived files go: memory where there is some.
[[nodiscard]] std::string fastFolderTemplate();

} // namespace cloakroom::test
