#include "crash/Wreck.h"

#include <QDir>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace cloakroom::test {

namespace {

constexpr int64_t kSector = 512;

void put(std::string& all, int64_t offset, const std::string& bytes)
{
    all.resize(std::max(all.size(), static_cast<size_t>(offset) + bytes.size()), '\0');
    std::copy(bytes.begin(), bytes.end(), all.begin() + offset);
}

void putTorn(std::string& all, const FileTrace::Operation& write, std::mt19937_64& random)
{
    int64_t at = write.offset;
    const int64_t end = write.offset + static_cast<int64_t>(write.bytes.size());
    while (at < end) {
        const int64_t next = std::min(end, (at / kSector + 1) * kSector);
        if (random() % 2 == 0)
            put(all, at, write.bytes.substr(static_cast<size_t>(at - write.offset), static_cast<size_t>(next - at)));
        at = next;
    }
}

std::string folderOf(const std::string& path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

/// What a folder holds goes with it.
void moveInside(std::map<std::string, uint64_t>& names, const std::string& from, const std::string& to)
{
    for (auto entry = names.lower_bound(from); entry != names.end() && entry->first.starts_with(from);) {
        names[to + entry->first.substr(from.size())] = entry->second;
        entry = names.erase(entry);
    }
}

} // namespace

Wreck::Wreck(const FileTrace& trace)
    : m_log(trace.log())
    , m_names(trace.names())
{
    for (const auto& [number, bytes] : trace.files())
        m_files[number].safe = bytes;
}

void Wreck::apply(const Operation& operation, Names& names)
{
    switch (operation.what) {
    case FileTrace::What::Create:
    case FileTrace::What::Link:
        names[operation.path] = operation.file;
        break;
    case FileTrace::What::Rename:
        names.erase(operation.from);
        names[operation.path] = operation.file;
        if (operation.file == 0)
            moveInside(names, operation.from + "/", operation.path + "/");
        break;
    case FileTrace::What::MakeFolder:
        names[operation.path] = 0;
        break;
    case FileTrace::What::Unlink:
    case FileTrace::What::RemoveFolder:
        names.erase(operation.path);
        break;
    default:
        break;
    }
}

void Wreck::settle(Content& content)
{
    for (const Operation* operation : content.since) {
        if (operation->what == FileTrace::What::Write)
            put(content.safe, operation->offset, operation->bytes);
        else
            content.safe.resize(static_cast<size_t>(operation->offset), '\0');
    }
    content.since.clear();
}

std::string Wreck::settleSome(const Content& content, std::mt19937_64& random)
{
    std::string bytes = content.safe;
    const uint64_t kept = random() % 4;
    for (const Operation* operation : content.since) {
        if (random() % 4 > kept)
            continue;
        if (operation->what == FileTrace::What::Truncate)
            bytes.resize(static_cast<size_t>(operation->offset), '\0');
        else if (random() % 2 == 0)
            putTorn(bytes, *operation, random);
        else
            put(bytes, operation->offset, operation->bytes);
    }
    return bytes;
}

void Wreck::syncFolder(const std::string& folder)
{
    std::vector<const Operation*> left;
    for (const Operation* operation : m_pending) {
        const bool isHere =
            folderOf(operation->path) == folder || (!operation->from.empty() && folderOf(operation->from) == folder);
        if (isHere)
            apply(*operation, m_names);
        else
            left.push_back(operation);
    }
    m_pending = left;
}

bool Wreck::advance()
{
    if (m_position == m_log.size())
        return false;
    const Operation& operation = m_log[m_position++];
    switch (operation.what) {
    case FileTrace::What::Write:
    case FileTrace::What::Truncate:
        m_files[operation.file].since.push_back(&operation);
        break;
    case FileTrace::What::Sync:
        settle(m_files[operation.file]);
        break;
    case FileTrace::What::SyncFolder:
        syncFolder(operation.path);
        break;
    case FileTrace::What::Mark:
        m_lastMark = operation.offset;
        break;
    case FileTrace::What::Create:
        m_files[operation.file];
        m_pending.push_back(&operation);
        break;
    default:
        m_pending.push_back(&operation);
        break;
    }
    return true;
}

/// A journalling file system makes changes of names safe in their order: a beginning of them, in each folder.
Wreck::Names Wreck::namesAfter(std::mt19937_64& random) const
{
    Names names = m_names;
    std::map<std::string, bool> hasEnded;
    const uint64_t kept = random() % 4;
    for (const Operation* operation : m_pending) {
        bool& ended = hasEnded[folderOf(operation->path)];
        ended = ended || random() % 4 > kept;
        if (!ended)
            apply(*operation, names);
    }
    return names;
}

void Wreck::cutInto(const std::string& target, uint64_t seed) const
{
    std::mt19937_64 random(seed);
    const Names names = namesAfter(random);
    std::map<uint64_t, std::string> contents;
    for (const auto& [number, content] : m_files)
        contents[number] = settleSome(content, random);
    for (const auto& [name, number] : names) {
        const std::filesystem::path path = target + "/" + name;
        // A name whose folder is not there is not there either.
        if (!std::filesystem::exists(path.parent_path()))
            continue;
        if (number == 0) {
            std::filesystem::create_directory(path);
            continue;
        }
        std::ofstream(path, std::ios::binary) << contents[number];
    }
}

int soakFactor()
{
    const char* const wanted = std::getenv("CLOAKROOM_SOAK");
    return wanted ? std::max(std::atoi(wanted), 1) : 1;
}

std::string fastFolderTemplate()
{
    const bool hasMemory = QFileInfo(QStringLiteral("/dev/shm")).isWritable();
    return (hasMemory ? std::string("/dev/shm") : QDir::tempPath().toStdString()) + "/cloakroom-crash-XXXXXX";
}

int cutEverywhere(const FileTrace& trace, int cutsAtEach, const CheckWreck& check)
{
    const uint64_t cuts = static_cast<uint64_t>(cutsAtEach) * static_cast<uint64_t>(soakFactor());
    Wreck wreck(trace);
    int count = 0;
    do {
        for (uint64_t i = 0; i < cuts; ++i) {
            const uint64_t seed = wreck.position() * cuts + i;
            const QTemporaryDir folder(QString::fromStdString(fastFolderTemplate()));
            REQUIRE(folder.isValid());
            wreck.cutInto(folder.path().toStdString(), seed);
            INFO("after operation " << wreck.position() << " of " << trace.log().size() << ", cut " << seed
                                    << ", last mark " << wreck.lastMark());
            check(folder.path().toStdString(), wreck.lastMark());
            ++count;
        }
    } while (wreck.advance());
    return count;
}

} // namespace cloakroom::test
