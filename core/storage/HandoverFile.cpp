#include "core/storage/HandoverFile.h"

#include "core/crypto/KeyedHash.h"
#include "core/crypto/Random.h"
#include "core/storage/LittleEndian.h"

#include <QCoreApplication>
#include <QSet>

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace cloakroom {

namespace {

constexpr std::array<unsigned char, 8> kMagic = {'C', 'L', 'O', 'A', 'K', 'H', 'N', 'D'};
constexpr std::array<unsigned char, 8> kKeyDomain = {'c', 'k', '-', 'h', 'n', 'd', 'k', '1'};
constexpr std::array<unsigned char, 8> kCommitmentDomain = {'c', 'k', '-', 'h', 'n', 'd', 'c', '1'};
constexpr quint16 kVersion = 1;
constexpr size_t kVersionAt = 8;
constexpr size_t kMemoryAt = 12;
constexpr size_t kPassesAt = 16;
constexpr size_t kSaltAt = 24;
constexpr size_t kIdAt = 40;
constexpr size_t kIdBytes = 16;
constexpr size_t kFieldsBytes = 64;
constexpr size_t kHeaderBytes = kFieldsBytes + kKeyBytes;

constexpr size_t kEntryBytes = 12;
constexpr unsigned char kPicture = 1;
constexpr unsigned char kEnd = 2;
constexpr qsizetype kLongestName = 100;
constexpr qint64 kBlockBytes = 16 * kChunkBytes;

using Header = std::array<unsigned char, kHeaderBytes>;

QString say(const char* text)
{
    return QCoreApplication::translate("HandoverFile", text);
}

tl::unexpected<Error> damaged(const char* what)
{
    return fail(ErrorCode::Damaged,
                say("This hand-over file is damaged or was not copied whole. Nothing was taken from it: copy it again, "
                    "or ask the other school for a new one."),
                QStringLiteral("hand-over: %1").arg(QLatin1String(what)));
}

tl::unexpected<Error> notOurs()
{
    return fail(ErrorCode::Invalid,
                say("This is not a hand-over file of Cloakroom. Choose the file that the other school made."));
}

/// The vault's errors speak of a library's originals.
template <typename T>
Result<T> inOurWords(Result<T> result)
{
    if (!result && result.error().code == ErrorCode::Damaged) {
        return damaged(result.error().detail.toLatin1().constData());
    }
    if (!result && result.error().code == ErrorCode::Unreadable) {
        return fail(ErrorCode::Unreadable,
                    say("The hand-over file could not be read to its end. Check the medium that it is on, or copy it "
                        "again."),
                    result.error().detail);
    }
    return result;
}

Result<SecretBuffer> secretOf(const Password& password, const Header& header)
{
    const KdfCost cost{numberAt<quint32>(header, kMemoryAt), numberAt<quint32>(header, kPassesAt)};
    if (!cost.isAcceptable()) {
        return damaged("password cost");
    }
    return hashPassword(password.view(), ByteView(header).subspan(kSaltAt, kSaltBytes), cost);
}

QByteArray commitmentTo(const SecretBuffer& secret, const Header& header)
{
    return keyedHash(secret.view(), {kCommitmentDomain, ByteView(header).first(kFieldsBytes)});
}

SecretBuffer keyFrom(const SecretBuffer& secret, const Header& header)
{
    SecretBuffer key(kKeyBytes);
    Hasher hasher(secret.view(), kKeyBytes);
    hasher.add(kKeyDomain);
    hasher.add(ByteView(header).first(kFieldsBytes));
    hasher.finishInto(key.mutableView());
    return key;
}

QByteArray idOf(const Header& header)
{
    return copyOf(ByteView(header).subspan(kIdAt, kIdBytes));
}

Header newHeader(const KdfCost& cost)
{
    Header header{};
    putBytes(header, 0, kMagic);
    putNumber(header, kVersionAt, kVersion);
    putNumber(header, kMemoryAt, cost.memoryKib);
    putNumber(header, kPassesAt, cost.passes);
    fillRandom(MutableByteView(header).subspan(kSaltAt, kSaltBytes));
    fillRandom(MutableByteView(header).subspan(kIdAt, kIdBytes));
    return header;
}

Result<Header> readHeader(const Descriptor& file)
{
    Header header{};
    const auto count = inOurWords(readUpTo(file, header, 0));
    if (!count) {
        return propagate(count);
    }
    if (*count < kMagic.size() || !std::equal(kMagic.begin(), kMagic.end(), header.begin())) {
        return notOurs();
    }
    if (*count < header.size()) {
        return damaged("length of the header");
    }
    if (numberAt<quint16>(header, kVersionAt) > kVersion) {
        return fail(ErrorCode::NewerVersion,
                    say("This hand-over file was made by a later release of Cloakroom. Update Cloakroom to open it."));
    }
    return header;
}

std::array<unsigned char, kEntryBytes> entryHead(unsigned char kind, qsizetype nameLength, qint64 number)
{
    std::array<unsigned char, kEntryBytes> head{};
    head[0] = kind;
    putNumber(head, 2, static_cast<quint16>(nameLength));
    putNumber(head, 4, static_cast<quint64>(number));
    return head;
}

/// Walks through the entries of a plain text.
class EntryWalk {
public:
    EntryWalk(qint64 size, const HandoverText& read)
        : m_size(size)
        , m_read(read)
    {
    }

    [[nodiscard]] Result<QList<HandoverEntry>> run()
    {
        for (;;) {
            const auto head = take(qint64{kEntryBytes});
            if (!head) {
                return propagate(head);
            }
            const ByteView bytes = viewOf(*head);
            const auto number = numberAt<quint64>(bytes, 4);
            const auto nameLength = numberAt<quint16>(bytes, 2);
            if (bytes[0] == kEnd && bytes[1] == 0 && nameLength == 0) {
                const bool isWhole = m_at == m_size && number == static_cast<quint64>(m_entries.size());
                return isWhole ? Result<QList<HandoverEntry>>(m_entries) : damaged("end");
            }
            if (bytes[0] != kPicture || bytes[1] != 0 || m_entries.size() == kMostHandoverPictures) {
                return damaged("kind of entry");
            }
            if (const auto done = addPicture(nameLength, number); !done) {
                return propagate(done);
            }
        }
    }

private:
    [[nodiscard]] Result<QByteArray> take(qint64 length)
    {
        if (length > m_size - m_at) {
            return damaged("length of an entry");
        }
        auto bytes = m_read(m_at, length);
        m_at += length;
        return bytes;
    }

    [[nodiscard]] Result<void> addPicture(quint16 nameLength, quint64 length)
    {
        if (nameLength > kLongestName || length == 0 || length > quint64{kLongestHandoverPicture}) {
            return damaged("size of an entry");
        }
        const auto name = take(nameLength);
        if (!name) {
            return propagate(name);
        }
        const HandoverEntry entry{QString::fromLatin1(*name), m_at, static_cast<qint64>(length)};
        if (!isHandoverName(entry.name) || m_names.contains(entry.name) || entry.length > m_size - m_at) {
            return damaged("entry");
        }
        m_names.insert(entry.name);
        m_entries += entry;
        m_at += entry.length;
        return {};
    }

    qint64 m_size;
    const HandoverText& m_read;
    qint64 m_at = 0;
    QList<HandoverEntry> m_entries;
    QSet<QString> m_names;
};

} // namespace

bool isHandoverName(const QString& name)
{
    const QString ending = QStringLiteral(".jpg");
    const QString stem = name.chopped(std::min(ending.size(), name.size()));
    const auto isPlain = [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-'; };
    return name.size() <= kLongestName && name.endsWith(ending) && !stem.isEmpty() && stem.front() != u'-'
        && std::all_of(stem.begin(), stem.end(), isPlain);
}

Result<QList<HandoverEntry>> handoverEntries(qint64 size, const HandoverText& read)
{
    return EntryWalk(size, read).run();
}

HandoverWriter::HandoverWriter(SecretBuffer key, const QByteArray& id, Sink sink)
    : m_key(std::move(key))
    , m_id(id)
    , m_sink(std::move(sink))
    , m_cipher(m_key.view(), m_id)
    , m_hasher(std::make_unique<Hasher>(m_key.view()))
{
    m_buffer.reserve(static_cast<size_t>(kChunkBytes));
}

Result<HandoverWriter> HandoverWriter::begin(const Password& password, const KdfCost& cost, Sink sink)
{
    Header header = newHeader(cost);
    const auto secret = secretOf(password, header);
    if (!secret) {
        return propagate(secret);
    }
    putBytes(header, kFieldsBytes, viewOf(commitmentTo(*secret, header)));
    HandoverWriter writer(keyFrom(*secret, header), idOf(header), std::move(sink));
    for (const ByteView part : {ByteView(header), ByteView(writer.m_cipher.header())}) {
        if (const auto done = writer.m_sink(part); !done) {
            return propagate(done);
        }
    }
    return writer;
}

Result<void> HandoverWriter::add(const QString& name, const QByteArray& bytes)
{
    if (!isHandoverName(name) || bytes.isEmpty() || bytes.size() > kLongestHandoverPicture
        || m_pictures >= kMostHandoverPictures) {
        return fail(ErrorCode::Invalid, say("This is more than one hand-over file can hold. Make several of them."));
    }
    if (!std::exchange(m_isWhole, false)) {
        return damaged("picture that was not written whole");
    }
    const QByteArray text = name.toLatin1();
    const auto head = entryHead(kPicture, text.size(), bytes.size());
    for (const ByteView part : {ByteView(head), viewOf(text), viewOf(bytes)}) {
        if (auto done = write(part); !done) {
            return done;
        }
    }
    ++m_pictures;
    m_isWhole = true;
    return {};
}

Result<void> HandoverWriter::finish()
{
    if (!std::exchange(m_isWhole, false)) {
        return damaged("picture that was not written whole");
    }
    if (auto done = write(entryHead(kEnd, 0, m_pictures)); !done) {
        return done;
    }
    m_digest = m_hasher->finish();
    return sealBuffer(true);
}

Result<void> HandoverWriter::requireSame(Descriptor file, qsizetype pictures) const
{
    const auto written = inOurWords(VaultFile::open(std::move(file), qint64{kHeaderBytes}, m_key.view(), m_id));
    if (!written) {
        return propagate(written);
    }
    const auto digest = inOurWords(written->digest(m_key.view()));
    if (!digest) {
        return propagate(digest);
    }
    const auto entries = handoverEntries(
        written->plainSize(), [&written](qint64 offset, qint64 length) { return written->read(offset, length); });
    if (!entries) {
        return propagate(entries);
    }
    return *digest == m_digest && entries->size() == pictures ? Result<void>() : damaged("digest read back");
}

QString HandoverWriter::mark() const
{
    constexpr qsizetype kMarkBytes = 4;
    return QString::fromLatin1(m_id.left(kMarkBytes).toHex());
}

Result<void> HandoverWriter::write(ByteView plain)
{
    m_hasher->add(plain);
    while (!plain.empty()) {
        // A full buffer waits for more: only then is it known not to be the last.
        if (m_buffer.size() == static_cast<size_t>(kChunkBytes)) {
            if (auto done = sealBuffer(false); !done) {
                return done;
            }
        }
        const ByteView part = plain.first(std::min(plain.size(), static_cast<size_t>(kChunkBytes) - m_buffer.size()));
        m_buffer.insert(m_buffer.end(), part.begin(), part.end());
        plain = plain.subspan(part.size());
    }
    return {};
}

Result<void> HandoverWriter::sealBuffer(bool isLast)
{
    std::vector<unsigned char> sealed(m_buffer.size() + kTagBytes);
    m_cipher.sealChunk(m_chunk++, isLast, m_buffer, sealed);
    m_buffer.clear();
    return m_sink(sealed);
}

Result<HandoverFile> HandoverFile::open(const QString& path, const Password& password)
{
    Descriptor file = Descriptor::open(path, O_RDONLY | O_NONBLOCK);
    if (!file.isOpen()) {
        const bool isGone = errno == ENOENT;
        return fail(isGone ? ErrorCode::NotFound : ErrorCode::Unreadable,
                    isGone ? say("There is no such hand-over file. Check its name and the medium that it is on.")
                           : say("The hand-over file cannot be opened. Check that you may read it."));
    }
    const auto header = readHeader(file);
    if (!header) {
        return propagate(header);
    }
    const auto secret = secretOf(password, *header);
    if (!secret) {
        return propagate(secret);
    }
    if (!constantTimeEqual(viewOf(commitmentTo(*secret, *header)), ByteView(*header).subspan(kFieldsBytes))) {
        return fail(ErrorCode::WrongPassword,
                    say("The password does not open this hand-over file. Type it as the other school told you; if it "
                        "is right, the file was damaged on its way."));
    }
    auto opened = inOurWords(
        VaultFile::open(std::move(file), qint64{kHeaderBytes}, keyFrom(*secret, *header).view(), idOf(*header)));
    if (!opened) {
        return propagate(opened);
    }
    return HandoverFile(std::move(*opened));
}

Result<QList<HandoverEntry>> HandoverFile::check(Progress& progress) const
{
    const qint64 size = m_file.plainSize();
    for (qint64 at = 0; at == 0 || at < size; at += kBlockBytes) {
        progress.report(at, size, {});
        if (progress.isCancelled()) {
            return fail(ErrorCode::Cancelled, say("Nothing was taken from the hand-over file."));
        }
        const auto block = inOurWords(m_file.read(at, std::min(kBlockBytes, size - at)));
        if (!block) {
            return propagate(block);
        }
    }
    return handoverEntries(size,
                           [this](qint64 offset, qint64 length) { return inOurWords(m_file.read(offset, length)); });
}

Result<QByteArray> HandoverFile::read(const HandoverEntry& entry) const
{
    if (entry.offset < 0 || entry.length < 0 || entry.length > m_file.plainSize() - entry.offset) {
        return damaged("entry");
    }
    return inOurWords(m_file.read(entry.offset, entry.length));
}

} // namespace cloakroom
