#include "fault/PowerCuts.h"

#include <algorithm>

namespace cloakroom::test {

namespace {

constexpr int64_t kSector = 512;

void apply(std::string& all, int64_t offset, const std::string& bytes)
{
    all.resize(std::max(all.size(), static_cast<size_t>(offset) + bytes.size()), '\0');
    std::copy(bytes.begin(), bytes.end(), all.begin() + offset);
}

void applyTorn(std::string& all, const MemoryDisk::Operation& write, std::mt19937_64& random)
{
    int64_t at = write.offset;
    const int64_t end = write.offset + static_cast<int64_t>(write.bytes.size());
    while (at < end) {
        const int64_t next = std::min(end, (at / kSector + 1) * kSector);
        if (random() % 2 == 0)
            apply(all, at, write.bytes.substr(static_cast<size_t>(at - write.offset), static_cast<size_t>(next - at)));
        at = next;
    }
}

/// SQLite's VFS flushes the folder with the first flush of a new journal or WAL, not with that of a database.
bool syncsFolder(const std::string& file)
{
    return file.ends_with("-wal") || file.ends_with("-journal") || file.find("-mj") != std::string::npos;
}

} // namespace

void PowerCuts::settle(Pending& file)
{
    for (const MemoryDisk::Operation* operation : file.since) {
        if (operation->what == MemoryDisk::What::Write)
            apply(file.safe, operation->offset, operation->bytes);
        else
            file.safe.resize(static_cast<size_t>(operation->offset), '\0');
    }
    file.since.clear();
    file.isThere = true;
}

void PowerCuts::settleSome(Pending& file, std::mt19937_64& random)
{
    // Each write is lost, whole or torn; how likely differs from cut to cut.
    const uint64_t kept = random() % 4;
    for (const MemoryDisk::Operation* operation : file.since) {
        const uint64_t fate = random() % 4;
        if (fate > kept)
            continue;
        if (operation->what == MemoryDisk::What::Truncate)
            file.safe.resize(static_cast<size_t>(operation->offset), '\0');
        else if (random() % 2 == 0)
            applyTorn(file.safe, *operation, random);
        else
            apply(file.safe, operation->offset, operation->bytes);
    }
}

void PowerCuts::sync(const MemoryDisk::Operation& operation)
{
    Pending& file = m_files[operation.file];
    if (!file.isThere && syncsFolder(operation.file))
        m_deleted.clear();
    settle(file);
}

void PowerCuts::remove(const MemoryDisk::Operation& operation)
{
    const auto found = m_files.find(operation.file);
    if (found == m_files.end())
        return;
    if (operation.what == MemoryDisk::What::DeleteSynced)
        m_deleted.clear();
    else if (found->second.isThere)
        m_deleted[operation.file] = found->second;
    m_files.erase(found);
}

bool PowerCuts::advance()
{
    if (m_position == m_log.size())
        return false;
    const MemoryDisk::Operation& operation = m_log[m_position++];
    switch (operation.what) {
    case MemoryDisk::What::Create:
        m_files[operation.file];
        break;
    case MemoryDisk::What::Write:
    case MemoryDisk::What::Truncate:
        m_files[operation.file].since.push_back(&operation);
        break;
    case MemoryDisk::What::Sync:
        sync(operation);
        break;
    case MemoryDisk::What::Delete:
    case MemoryDisk::What::DeleteSynced:
        remove(operation);
        break;
    case MemoryDisk::What::Mark:
        m_lastMark = operation.offset;
        break;
    }
    return true;
}

MemoryDisk::Files PowerCuts::cut(uint64_t seed) const
{
    std::mt19937_64 random(seed);
    MemoryDisk::Files left;
    // Deletions reach a journalling file system in their order: what came back is the end of the list, or nothing did.
    const bool deletionsAreLost = random() % 2 == 0;
    for (const auto& [name, file] : m_deleted) {
        Pending copy = file;
        settleSome(copy, random);
        if (deletionsAreLost)
            left[name] = copy.safe;
    }
    for (const auto& [name, file] : m_files) {
        Pending copy = file;
        settleSome(copy, random);
        // A new file that replaces a deleted one is not there while that one still is.
        const bool isReplaced = left.count(name) > 0 && !copy.isThere;
        if (copy.isThere || (!isReplaced && !copy.safe.empty() && random() % 2 == 0))
            left[name] = copy.safe;
    }
    return left;
}

} // namespace cloakroom::test
