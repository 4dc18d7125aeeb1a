#!/usr/bin/python3
"""Turns a Cloakroom hand-over and its password back into plain photos, without Cloakroom.

    decode-handover.py FILE TARGET --password-file FILE   (FILE may be -, standard input)

Needs Python 3, python3-nacl and decode-library.py beside it, and is written from docs/format.md. The output is NOT
encrypted and names people. Exit status: 0 everything, 2 wrong usage or no hand-over, 4 wrong password, 5 damaged.
"""
import argparse
import importlib.util
import pathlib
import struct
import sys
import unicodedata

sys.dont_write_bytecode = True  # leaves nothing beside itself
spec = importlib.util.spec_from_file_location("library", pathlib.Path(__file__).with_name("decode-library.py"))
library = importlib.util.module_from_spec(spec)
spec.loader.exec_module(library)

PLAIN = set("abcdefghijklmnopqrstuvwxyz0123456789-")
PICTURE, END = 1, 2


def secret_of(header, password):
    memory, passes = struct.unpack("<II", header[12:20])
    if not (65536 <= memory <= 4 << 20 and passes >= 1 and memory * passes <= 64 << 20):
        raise library.Damaged("its password's cost is beyond what is allowed")
    sodium = library.sodium
    return sodium.crypto_pwhash_alg(32, unicodedata.normalize("NFC", password).encode(), header[24:40], passes,
                                    memory * 1024, sodium.crypto_pwhash_ALG_ARGON2ID13)


def entries(text):
    """Names and bytes of the pictures in a plain text."""
    pictures, at = {}, 0
    while True:
        kind, zero, length, number = struct.unpack("<BBHQ", text[at:at + 12].ljust(12, b"\xff"))
        name = text[at + 12:at + 12 + length].decode("ascii", "replace")
        begin = at + 12 + length
        if kind == END and zero == 0 and length == 0:
            if begin != len(text) or number != len(pictures):
                raise library.Damaged("its end is not one")
            return pictures
        stem = name[:-4]
        is_name = name.endswith(".jpg") and 0 < len(stem) <= 96 and set(stem) <= PLAIN and stem[0] != "-"
        if (kind, zero) != (PICTURE, 0) or not is_name or name in pictures or not 0 < number <= min(
                len(text) - begin, 1 << 28):
            raise library.Damaged("an entry is not one")
        pictures[name] = text[begin:begin + number]
        at = begin + number


def run(arguments):
    data, target = pathlib.Path(arguments.file).read_bytes(), pathlib.Path(arguments.target)
    source = sys.stdin if arguments.password_file == "-" else open(arguments.password_file, encoding="utf-8")
    password = source.readline().rstrip("\r\n")
    if data[:8] != b"CLOAKHND" or struct.unpack("<H", data[8:10].ljust(2, b"\0"))[0] != 1:
        raise OSError("this is not a hand-over of format 1")
    fields = data[:64]
    secret = secret_of(fields, password)
    if library.blake(secret, b"ck-hndc1", fields) != data[64:96]:
        raise library.WrongKey("the password is wrong, or the file's beginning is damaged")
    photo_key = library.blake(secret, b"ck-hndk1", fields)
    pictures = entries(b"".join(library.vault_chunks(data[96:], photo_key, data[40:56])))
    target.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        with open(target / name, "xb") as out:
            out.write(picture)
    print(f"{len(pictures)} photos decoded")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("target")
    parser.add_argument("--password-file", required=True)
    try:
        return run(parser.parse_args())
    except library.WrongKey as error:
        print(f"decode-handover: {error}", file=sys.stderr)
        return 4
    except library.Damaged as error:
        print(f"decode-handover: {error}", file=sys.stderr)
        return 5
    except (OSError, ValueError, struct.error) as error:
        print(f"decode-handover: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
