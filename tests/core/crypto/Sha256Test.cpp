#include "core/crypto/Sha256.h"

#include <QBuffer>

#include <catch2/catch.hpp>

using namespace cloakroom;

TEST_CASE("SHA-256 gives what its standard says", "[crypto]")
{
    // FIPS 180-4, examples; "" and a million times "a" as NIST publishes them.
    CHECK(sha256Of(QByteArray()).toHex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256Of(QByteArray("abc")).toHex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const QByteArray million(1'000'000, 'a');
    const QByteArray hash("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    CHECK(sha256Of(million).toHex() == hash);
    Sha256 pieces;
    for (qsizetype at = 0; at < million.size(); at += 999) {
        pieces.add(viewOf(million.mid(at, 999)));
    }
    CHECK(pieces.finish().toHex() == hash);
    QByteArray longer = million + million + "b";
    QBuffer device(&longer);
    REQUIRE(device.open(QIODevice::ReadOnly));
    CHECK(sha256Of(device) == sha256Of(longer));
}

TEST_CASE("a file that cannot be read has no SHA-256", "[crypto]")
{
    QBuffer closed;
    CHECK_FALSE(sha256Of(closed));
}
