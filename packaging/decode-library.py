#!/usr/bin/python3
"""Turns a Cloakroom library and its recovery key back into plain files, without Cloakroom.

    decode-library.py LIBRARY TARGET --recovery-key-file FILE   (FILE may be -, standard input)

TARGET gets catalogue.db and previews.db as plain SQLite databases and every original under originals/. It needs Python 3
and python3-nacl alone and is written from docs/format.md, not from the program: the proof that nobody is locked in.
The output is NOT encrypted. Exit status: 0 everything, 1 some originals could not be decoded, 2 wrong usage or no library,
4 wrong recovery key, 5 damaged.
"""
import argparse
import hashlib
import json
import os
import pathlib
import sqlite3
import struct
import sys

try:
    from nacl import bindings as sodium
    from nacl.exceptions import CryptoError
except ImportError:
    sys.exit("decode-library: needs the package python3-nacl")

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
OVERHEAD = 40
KIND_DATABASE, KIND_WAL = 1, 2
PAGE, FRAME_HEADER, WAL_HEADER = 4096, 24, 32
CHUNK = 65536


class Damaged(Exception):
    pass


class WrongKey(Exception):
    pass


def blake(key, *pieces, size=32):
    return hashlib.blake2b(b"".join(pieces), key=key, digest_size=size).digest()


def derive(parent, context):
    """libsodium's crypto_kdf: BLAKE2b with the subkey's number as salt and the context as personalisation."""
    salt = struct.pack("<Q", 1) + bytes(8)
    return hashlib.blake2b(b"", key=parent, salt=salt, person=context.encode() + bytes(8), digest_size=32).digest()


def aead_open(key, nonce, sealed, associated):
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, associated, nonce, key)
    except CryptoError:
        return None


def parse_recovery_key(text):
    symbols = []
    for character in text.upper():
        if character.isspace() or character in "-\u2010\u2011\u2012\u2013\u2014":
            continue
        character = {"O": "0", "I": "1", "L": "1"}.get(character, character)
        if character not in ALPHABET:
            raise WrongKey(f"the recovery key has the character {character!r}, which none has")
        symbols.append(ALPHABET.index(character))
    if len(symbols) != 65:
        raise WrongKey("the recovery key has 13 groups of 5 characters")
    bits = ""
    for group in range(13):
        data, check = symbols[group * 5:group * 5 + 4], symbols[group * 5 + 4]
        value = group + 1
        for symbol in data + [0]:
            value <<= 1
            value = (value ^ 37 if value & 32 else value) ^ symbol
        if value != check:
            raise WrongKey(f"group {group + 1} of the recovery key is mistyped")
        bits += "".join(f"{symbol:05b}" for symbol in data)
    if bits[256:] != "0000":
        raise WrongKey("the recovery key is not one")
    return int(bits[:256], 2).to_bytes(32, "big")


def open_slot(slot, recovery):
    """The root key from a recovery key's slot; None when the key is for another slot."""
    if len(slot) != 568 or slot[:8] != b"CLOAKSLT" or struct.unpack_from("<H", slot, 8)[0] != 1 or slot[10] != 2:
        return None
    salt = slot[72:88]
    secret = blake(recovery, b"ck-rcvy1", salt)
    if derive(secret, "ck-scomm") != slot[152:184]:
        return None
    seed = aead_open(derive(secret, "ck-swrap"), slot[184:208], slot[208:256], slot[:184])
    if seed is None:
        raise Damaged("the recovery key's slot was changed")
    sign_public, _ = sodium.crypto_sign_seed_keypair(derive(seed, "ck-sign_"))
    box_public, box_secret = sodium.crypto_box_seed_keypair(derive(seed, "ck-recv_"))
    if slot[88:120] != box_public or slot[120:152] != sign_public:
        raise Damaged("the recovery key's slot has other public keys")
    signed = b"ck-grnt1" + slot[24:56] + slot[88:152] + slot[256:448]
    try:
        sodium.crypto_sign_open(slot[448:512] + signed, slot[256:288])
        grant = sodium.crypto_box_seal_open(slot[320:448], box_public, box_secret)
    except CryptoError as error:
        raise Damaged("the grant in the recovery key's slot was changed") from error
    key = grant[48:80]
    if grant[:32] != slot[24:56] or blake(key, b"ck-kcom1", slot[40:56], slot[320:448]) != slot[288:320]:
        raise Damaged("the grant in the recovery key's slot belongs elsewhere")
    return key


def find_root_key(library, recovery):
    for path in sorted((library / "keyslots").glob("*.slot")):
        root = open_slot(path.read_bytes(), recovery)
        if root:
            return root
    raise WrongKey("this recovery key does not open this library")


def check_info(info, library_tree):
    numbers = struct.pack("<4I", info["format"], info["kdf_memory_kib"], info["kdf_passes"], info["generation"])
    names = ("library", "salt", "school") + (("digest_key", "detail_key") if info["format"] == 2 else ())
    parts = [bytes.fromhex(info[name]) for name in names]
    domain = b"ck-info%d" % info["format"]
    if blake(derive(library_tree, "ck-linfo"), domain, numbers, *parts).hex() != info["seal"]:
        raise Damaged("library.json was changed")


class UnitFile:
    """A database or WAL: a header and sealed units."""

    def __init__(self, data, kind, key, generation):
        self.data, self.kind = data, kind
        header = data[:64]
        unit_bytes = PAGE if kind == KIND_DATABASE else FRAME_HEADER + PAGE
        self.file_id = header[16:32]
        keys = blake(key, b"ck-file1", bytes([kind]), self.file_id, size=64)
        self.key = keys[:32]
        expected = (b"CLOAKPGS" + struct.pack("<HBBI", 1, kind, 0, generation) + self.file_id
                    + struct.pack("<II", unit_bytes, 0))
        self.authentic = header == expected + blake(keys[32:], expected, size=24)

    def unit(self, number, start, capacity):
        slot = self.data[start:start + capacity + OVERHEAD]
        if len(slot) < OVERHEAD:
            return None
        length = struct.unpack_from("<H", slot, 22)[0]
        if length == 0 or length + OVERHEAD > len(slot):
            return None
        associated = struct.pack("<HBB", 1, self.kind, 0) + self.file_id + struct.pack("<QI", number, length)
        return aead_open(self.key, slot[:24], slot[24:40 + length], associated)


def decode_database(source, target, key, generation):
    file = UnitFile(source.read_bytes(), KIND_DATABASE, key, generation)
    if not file.authentic:
        raise Damaged(f"the header of {source.name} does not authenticate")
    with open(target, "wb") as out:
        for number, start in enumerate(range(64, len(file.data), PAGE + OVERHEAD)):
            page = file.unit(number, start, PAGE)
            if page is None or len(page) != PAGE:
                raise Damaged(f"page {number + 1} of {source.name} does not authenticate")
            out.write(page)
    wal = source.with_name(source.name + "-wal")
    if wal.exists():
        decode_wal(wal, target.with_name(target.name + "-wal"), key, generation)
    # SQLite takes up what the WAL holds.
    database = sqlite3.connect(target)
    database.execute("PRAGMA journal_mode=DELETE")
    check = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    if check != "ok":
        raise Damaged(f"{source.name} is not a whole database: {check}")


def decode_wal(source, target, key, generation):
    file = UnitFile(source.read_bytes(), KIND_WAL, key, generation)
    if not file.authentic:
        return
    header = file.unit(0, 64, WAL_HEADER)
    if header is None:
        return
    with open(target, "wb") as out:
        out.write(header)
        size = FRAME_HEADER + PAGE
        for number, start in enumerate(range(64 + WAL_HEADER + OVERHEAD, len(file.data), size + OVERHEAD), 1):
            frame = file.unit(number, start, size)
            if frame is None or len(frame) != size:
                return
            out.write(frame)


def decode_original(source, target, wrapped, uuid, wrap_key):
    generation = wrapped[:4]
    photo_key = aead_open(wrap_key, wrapped[4:28], wrapped[28:], b"ck-pkey1" + generation + uuid)
    if photo_key is None:
        raise Damaged("its key does not authenticate")
    with open(target, "wb") as out:
        for plain in vault_chunks(source.read_bytes(), photo_key, uuid):
            out.write(plain)


def vault_chunks(data, photo_key, uuid):
    """The plain text of a vault file, chunk by chunk."""
    header, file_id = data[:64], data[16:32]
    expected = (b"CLOAKVLT" + struct.pack("<HHI", 1, 0, CHUNK) + file_id
                + blake(photo_key, b"ck-vltc1", file_id))
    if header != expected:
        raise Damaged("its header does not authenticate")
    key = blake(photo_key, b"ck-vltk1", file_id)
    starts = range(64, len(data), CHUNK + 16)
    for number, start in enumerate(starts):
        is_last = number == len(starts) - 1
        associated = header + uuid + struct.pack("<QB", number, is_last)
        plain = aead_open(key, file_id + struct.pack("<Q", number), data[start:start + CHUNK + 16], associated)
        if plain is None:
            raise Damaged(f"chunk {number} does not authenticate")
        yield plain
    if not starts:
        raise Damaged("it has no chunks")


def decode_originals(library, target, wrap_key):
    (target / "originals").mkdir()
    database = sqlite3.connect(target / "catalogue.db")
    failed = 0
    rows = database.execute(
        "SELECT id, 0, name, vault_name, uuid, wrapped_key FROM photo UNION ALL "
        "SELECT photo_id, id, name, vault_name, uuid, wrapped_key FROM photo_part ORDER BY 1, 2").fetchall()
    for photo, part, name, vault_name, uuid, wrapped in rows:
        safe = "".join(c if c.isalnum() or c in "-_. " else "_" for c in os.path.basename(name or ""))[:120]
        number = f"{photo}-{part}" if part else f"{photo}"
        out = target / "originals" / f"{number}_{safe}"
        try:
            decode_original(library / "vault" / vault_name[:2] / vault_name, out, wrapped, uuid, wrap_key)
        except (Damaged, OSError) as error:
            failed += 1
            out.unlink(missing_ok=True)
            print(f"photo {photo} could not be decoded: {error}", file=sys.stderr)
    print(f"{len(rows) - failed} of {len(rows)} originals decoded")
    return failed


def run(arguments):
    library, target = pathlib.Path(arguments.library), pathlib.Path(arguments.target)
    text = sys.stdin.read() if arguments.recovery_key_file == "-" else open(arguments.recovery_key_file).read()
    if target.exists() and any(target.iterdir()):
        raise OSError("the target folder is not empty")
    info = json.loads((library / "library.json").read_text())
    if info["format"] not in (1, 2):
        raise OSError(f"this decoder knows formats 1 and 2, the library has {info['format']}")
    if (library / "change-key").exists():
        raise OSError("a change of key was cut off: open the library with Cloakroom once, which ends it")
    root = find_root_key(library, parse_recovery_key(text))
    library_tree, originals_tree = derive(root, "ck-libry"), derive(root, "ck-origs")
    check_info(info, library_tree)
    target.mkdir(parents=True, exist_ok=True)
    for name, context in (("catalogue.db", "ck-catlg"), ("previews.db", "ck-previ")):
        if (library / name).exists():
            decode_database(library / name, target / name, derive(library_tree, context), info["generation"])
            print(f"{name} decoded")
    return 1 if decode_originals(library, target, derive(originals_tree, "ck-vwrap")) else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("target")
    parser.add_argument("--recovery-key-file", required=True)
    try:
        return run(parser.parse_args())
    except WrongKey as error:
        print(f"decode-library: {error}", file=sys.stderr)
        return 4
    except Damaged as error:
        print(f"decode-library: {error}", file=sys.stderr)
        return 5
    except (OSError, KeyError, ValueError, sqlite3.Error) as error:
        print(f"decode-library: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
