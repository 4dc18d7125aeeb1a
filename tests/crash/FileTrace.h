#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cloakroom::test {

/// Writes down everything that this process does to the files below one folder, by whatever library: this program's own
/// open, write, fsync, rename and so on stand before those of the C library. Each can be made to fail.
/// One at a time, any number of threads; begun and ended while no other thread works on the files.
class FileTrace {
public:
    enum class What { Create, Write, Truncate, Sync, SyncFolder, Rename, Link, Unlink, MakeFolder, RemoveFolder, Mark };
    struct Operation {
        What what;
        uint64_t file = 0; ///< its number, whatever it is called
        std::string path = {}; ///< below the folder
        std::string from = {};
        int64_t offset = 0; ///< or size, or the mark's number
        std::string bytes = {};
    };
    enum class At { Change, Read, Open };
    struct Fault {
        At at = At::Change;
        size_t number = 0;
        bool staysBroken = false;
    };

    /// Begins to watch; what lies there now is taken as safe on the disk.
    explicit FileTrace(std::string folder, std::optional<Fault> fault = std::nullopt);
    ~FileTrace();
    FileTrace(const FileTrace&) = delete;
    FileTrace& operator=(const FileTrace&) = delete;
    FileTrace(FileTrace&&) = delete;
    FileTrace& operator=(FileTrace&&) = delete;

    /// Notes something that has been promised by now.
    void mark(int64_t number);
    /// Watches no longer.
    void end();
    [[nodiscard]] bool hasFailed() const;

    [[nodiscard]] const std::vector<Operation>& log() const { return m_log; }
    /// What lay there at the beginning: files by number with their bytes, names (folders have number 0).
    [[nodiscard]] const std::map<uint64_t, std::string>& files() const { return m_files; }
    [[nodiscard]] const std::map<std::string, uint64_t>& names() const { return m_names; }

private:
    friend class Watch;
    std::string m_folder;
    std::optional<Fault> m_fault;
    bool m_hasFailed = false;
    std::map<At, size_t> m_counts;
    std::vector<Operation> m_log;
    std::map<uint64_t, std::string> m_files;
    std::map<std::string, uint64_t> m_names;
    std::map<std::pair<uint64_t, uint64_t>, uint64_t> m_numbers; ///< of device and inode
    uint64_t m_nextNumber = 1;
};

} // namespace cloakroom::test
