#include "StorageTestHelp.h"
#include "core/storage/VfsHeader.h"
#include "core/storage/VfsLayout.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

using namespace cloakroom;
using namespace cloakroom::test;

namespace {

/// One raw file of the VFS beside what it should hold.
class TwinFile {
public:
    TwinFile(const QString& path, const char* suffix, int flags)
        : m_vfs(sqlite3_vfs_find(kVfsName))
        , m_name(QFile::encodeName(path) + suffix + QByteArray(3, '\0'))
        , m_flags(flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        , m_memory(static_cast<size_t>(m_vfs->szOsFile) / sizeof(std::max_align_t) + 1)
    {
        // SQLite gives a WAL or journal the permissions of its database, which has to be there for that.
        QFile database(path);
        REQUIRE(database.open(QIODevice::ReadWrite));
        database.close();
        open();
    }
    ~TwinFile() { file()->pMethods->xClose(file()); }
    TwinFile(const TwinFile&) = delete;
    TwinFile& operator=(const TwinFile&) = delete;

    void reopen()
    {
        REQUIRE(file()->pMethods->xClose(file()) == SQLITE_OK);
        open();
    }

    void write(qint64 offset, const std::vector<char>& bytes)
    {
        REQUIRE(file()->pMethods->xWrite(file(), bytes.data(), static_cast<int>(bytes.size()), offset) == SQLITE_OK);
        const auto end = static_cast<size_t>(offset) + bytes.size();
        twin.resize(std::max(twin.size(), end));
        std::copy(bytes.begin(), bytes.end(), twin.begin() + offset);
    }

    void truncate(qint64 size)
    {
        REQUIRE(file()->pMethods->xTruncate(file(), size) == SQLITE_OK);
        twin.resize(static_cast<size_t>(size));
    }

    bool readsLikeTwin(qint64 offset, size_t count) const
    {
        std::vector<char> got(count, 'x');
        const int rc = file()->pMethods->xRead(file(), got.data(), static_cast<int>(count), offset);
        std::vector<char> expected(count, '\0');
        const auto begin = std::min(static_cast<size_t>(offset), twin.size());
        const auto end = std::min(static_cast<size_t>(offset) + count, twin.size());
        std::copy(twin.begin() + static_cast<std::ptrdiff_t>(begin), twin.begin() + static_cast<std::ptrdiff_t>(end),
                  expected.begin());
        const int expectedResult = end - begin == count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
        return rc == expectedResult && got == expected;
    }

    bool hasSizeOfTwin() const
    {
        sqlite3_int64 size = -1;
        return file()->pMethods->xFileSize(file(), &size) == SQLITE_OK && size == static_cast<qint64>(twin.size());
    }

    int sync() const { return file()->pMethods->xSync(file(), SQLITE_SYNC_NORMAL); }

    std::vector<char> twin;

private:
    void open()
    {
        const char* const name = m_flags & SQLITE_OPEN_TEMP_JOURNAL ? nullptr : m_name.constData();
        REQUIRE(m_vfs->xOpen(m_vfs, name, file(), m_flags, nullptr) == SQLITE_OK);
    }
    sqlite3_file* file() const
    {
        return const_cast<sqlite3_file*>(reinterpret_cast<const sqlite3_file*>(m_memory.data()));
    }

    sqlite3_vfs* m_vfs;
    QByteArray m_name;
    int m_flags;
    std::vector<std::max_align_t> m_memory;
};

struct Shapes {
    const char* suffix;
    int flags;
    bool wholePagesOnly;
    bool survivesClosing;
};

/// Every length and offset that SQLite is known to use, their neighbours, and others.
class ShapeSource {
public:
    explicit ShapeSource(unsigned seed)
        : m_random(seed)
    {
    }

    size_t length()
    {
        static constexpr std::array<size_t, 20> kSeen = {1,   2,   4,   8,   12,   16,   20,   24,   28,   32,
                                                         100, 511, 512, 513, 4095, 4096, 4097, 4104, 4120, 61504};
        return pick(3) == 0 ? 1 + pick(9000) : kSeen[pick(kSeen.size())];
    }

    qint64 offset(size_t size)
    {
        static constexpr std::array<size_t, 8> kUnits = {1, 24, 32, 512, 4096, 4104, 4120, 8192};
        const size_t unit = kUnits[pick(kUnits.size())];
        const size_t near = pick(size / unit + 2) * unit + pick(3) * 32;
        return static_cast<qint64>(std::min(near, size + 9000));
    }

    std::vector<char> bytes(size_t count)
    {
        std::vector<char> all(count);
        for (char& byte : all)
            byte = static_cast<char>(pick(256));
        return all;
    }

    size_t pick(size_t below) { return std::uniform_int_distribution<size_t>(0, below - 1)(m_random); }

private:
    std::mt19937 m_random;
};

void writeSomewhere(TwinFile& file, ShapeSource& source, bool wholePagesOnly)
{
    if (wholePagesOnly) {
        const auto page = static_cast<qint64>(source.pick(file.twin.size() / 4096 + 3));
        file.write(page * 4096, source.bytes(4096));
        return;
    }
    file.write(source.offset(file.twin.size()), source.bytes(source.length()));
}

void oneStep(TwinFile& file, ShapeSource& source, const Shapes& shapes)
{
    const size_t choice = source.pick(20);
    if (choice < 8)
        writeSomewhere(file, source, shapes.wholePagesOnly);
    else if (choice < 16)
        CHECK(file.readsLikeTwin(source.offset(file.twin.size()), source.length()));
    else if (choice == 16)
        CHECK(file.hasSizeOfTwin());
    else if (choice == 17)
        CHECK(file.sync() == SQLITE_OK);
    else if (choice == 18 && shapes.survivesClosing)
        file.reopen();
    else if (choice == 19 && source.pick(3) == 0) {
        const size_t size = source.pick(file.twin.size() + 1) + (source.pick(4) == 0 ? source.pick(9000) : 0);
        file.truncate(static_cast<qint64>(shapes.wholePagesOnly ? size / 4096 * 4096 : size));
    }
}

} // namespace

TEST_CASE("every kind of file holds what a plain file would after any reads and writes", "[storage][vfs]")
{
    const Shapes shapes =
        GENERATE(Shapes{"", SQLITE_OPEN_MAIN_DB, true, true}, Shapes{"-wal", SQLITE_OPEN_WAL, false, true},
                 Shapes{"-journal", SQLITE_OPEN_MAIN_JOURNAL, false, true},
                 Shapes{"-mj0123456AB", SQLITE_OPEN_SUPER_JOURNAL, false, true},
                 Shapes{"", SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_DELETEONCLOSE, false, false});
    CAPTURE(shapes.suffix, shapes.flags);
    const KeyedDatabase database;
    for (unsigned seed = 0; seed < 6; ++seed) {
        CAPTURE(seed);
        ShapeSource source(seed);
        TwinFile file(database.path, shapes.suffix, shapes.flags);
        file.truncate(0);
        for (int step = 0; step < 400; ++step)
            oneStep(file, source, shapes);
        CHECK(file.readsLikeTwin(0, file.twin.size() + 10));
    }
}

TEST_CASE("the size that SQLite sees follows from the size on disk and back", "[storage][vfs]")
{
    const FileKind kind = GENERATE(FileKind::Database, FileKind::Wal, FileKind::Journal, FileKind::Temporary);
    const VfsLayout layout(kind);
    for (qint64 size = 0; size < 13000; ++size)
        REQUIRE(layout.plainSize(layout.sealedSize(size)) == size);
    qint64 before = 0;
    for (qint64 sealed = 0; sealed < 13000; ++sealed) {
        REQUIRE(layout.plainSize(sealed) >= before);
        before = layout.plainSize(sealed);
    }
}

TEST_CASE("a WAL frame written in two parts is one sealed unit and reads back in any order", "[storage][vfs]")
{
    const KeyedDatabase database;
    ShapeSource source(7);
    TwinFile file(database.path, "-wal", SQLITE_OPEN_WAL);
    file.write(0, source.bytes(32));
    for (qint64 frame = 0; frame < 5; ++frame) {
        file.write(32 + frame * 4120, source.bytes(24));
        file.write(32 + frame * 4120 + 24, source.bytes(4096));
    }
    CHECK(QFileInfo(database.path + QStringLiteral("-wal")).size() == 64 + 72 + 5 * 4160);
    CHECK(file.readsLikeTwin(32 + 2 * 4120, 4120));

    SECTION("a header alone after reading its frame is there at once")
    {
        file.write(32 + 2 * 4120, source.bytes(24));
        TwinFile other(database.path, "-wal", SQLITE_OPEN_WAL);
        other.twin = file.twin;
        CHECK(other.readsLikeTwin(0, file.twin.size()));
    }
    SECTION("a header without its page counts for what it is")
    {
        file.write(32 + 5 * 4120, source.bytes(24));
        CHECK(file.hasSizeOfTwin());
        CHECK(file.readsLikeTwin(0, file.twin.size() + 5));
    }
    SECTION("a page without its header replaces the old page alone")
    {
        file.write(32 + 3 * 4120 + 24, source.bytes(4096));
        CHECK(file.readsLikeTwin(0, file.twin.size()));
    }
    SECTION("another frame's page after a header keeps both")
    {
        file.write(32 + 1 * 4120, source.bytes(24));
        file.write(32 + 4 * 4120 + 24, source.bytes(4096));
        CHECK(file.readsLikeTwin(0, file.twin.size()));
    }
}

TEST_CASE("a database takes whole pages only", "[storage][vfs]")
{
    const KeyedDatabase database;
    sqlite3_vfs* const vfs = sqlite3_vfs_find(kVfsName);
    std::vector<std::max_align_t> memory(static_cast<size_t>(vfs->szOsFile) / sizeof(std::max_align_t) + 1);
    auto* const file = reinterpret_cast<sqlite3_file*>(memory.data());
    const QByteArray name = QFile::encodeName(database.path) + QByteArray(3, '\0');
    REQUIRE(vfs->xOpen(vfs, name.constData(), file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                       nullptr)
            == SQLITE_OK);
    const std::vector<char> bytes(4096, 'a');
    CHECK(file->pMethods->xWrite(file, bytes.data(), 1024, 0) == SQLITE_IOERR_WRITE);
    CHECK(file->pMethods->xWrite(file, bytes.data(), 4096, 512) == SQLITE_IOERR_WRITE);
    CHECK(file->pMethods->xWrite(file, bytes.data(), 4096, 4096) == SQLITE_OK);
    CHECK(file->pMethods->iVersion == 2);
    CHECK(file->pMethods->xDeviceCharacteristics(file) == SQLITE_IOCAP_POWERSAFE_OVERWRITE);
    file->pMethods->xClose(file);
}

TEST_CASE("no two units are sealed with the same nonce", "[storage][vfs][nonce]")
{
    const SecretBuffer key = SecretBuffer::random(kKeyBytes);
    const auto identity = FileIdentity::create(FileKind::Database, key.view(), 1);
    const QByteArray plain(1, 'x');
    QByteArray sealed(plain.size() + qsizetype{kUnitOverhead}, '\0');
    std::unordered_set<std::string> nonces;
    constexpr size_t kMany = 100'000;
    for (size_t i = 0; i < kMany; ++i) {
        identity->sealUnit(7, viewOf(plain), mutableViewOf(sealed));
        nonces.emplace(sealed.constData(), kNonceBytes);
    }
    CHECK(nonces.size() == kMany);
}

TEST_CASE("the same page written again is other bytes", "[storage][vfs][nonce]")
{
    const KeyedDatabase database;
    TwinFile file(database.path, "", SQLITE_OPEN_MAIN_DB);
    const std::vector<char> page(4096, 'p');
    std::unordered_set<std::string> seen;
    for (int i = 0; i < 50; ++i) {
        file.write(0, page);
        seen.insert(contentsOf(database.path).mid(64).toStdString());
    }
    CHECK(seen.size() == 50);
}
