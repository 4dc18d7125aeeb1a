#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtEndian>

#include <optional>

namespace cloakroom {

/// Reads numbers at places in untrusted bytes; outside of them there is nothing, never a fault.
class ByteView {
public:
    explicit ByteView(QByteArrayView bytes, bool bigEndian = true)
        : m_bytes(bytes)
        , m_bigEndian(bigEndian)
    {
    }

    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }
    [[nodiscard]] bool has(qsizetype at, qsizetype count) const
    {
        return at >= 0 && count >= 0 && at <= size() && count <= size() - at;
    }
    template <typename Number>
    [[nodiscard]] std::optional<Number> number(qsizetype at) const
    {
        if (!has(at, qsizetype{sizeof(Number)}))
            return std::nullopt;
        const char* from = m_bytes.data() + at;
        return m_bigEndian ? qFromBigEndian<Number>(from) : qFromLittleEndian<Number>(from);
    }
    [[nodiscard]] QByteArrayView part(qsizetype at, qsizetype count) const
    {
        return has(at, count) ? m_bytes.sliced(at, count) : QByteArrayView();
    }
    [[nodiscard]] bool is(qsizetype at, QByteArrayView text) const { return part(at, text.size()) == text; }

private:
    QByteArrayView m_bytes;
    bool m_bigEndian;
};

} // namespace cloakroom
