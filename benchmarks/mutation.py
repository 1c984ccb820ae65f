"""Broken MIDI files, each made from a good one and a seed: the same seed breaks it the same way."""

import random
import struct
from collections.abc import Callable

Mutation = Callable[[bytearray, random.Random], bytes]
SCRIPT = b"<script>alert(1)</script>\xf0\x9f\x8e\xb5\x00\xff\xfe"


def mutated(files: list[bytes], seed: int) -> bytes:
    """One to three mutations of one of the files."""
    draw = random.Random(seed)
    data = bytearray(draw.choice(files))
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        data = bytearray(draw.choice(MUTATIONS)(data, draw)) or bytearray(b"M")
    return bytes(data)


def flipped(data: bytearray, draw: random.Random) -> bytes:
    for _ in range(draw.choice([1, 1, 2, 40])):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


def overwritten(data: bytearray, draw: random.Random) -> bytes:
    at = draw.randrange(len(data))
    data[at : at + draw.randint(1, 64)] = draw.randbytes(draw.randint(1, 64))
    return bytes(data)


def cut(data: bytearray, draw: random.Random) -> bytes:
    return bytes(data[: draw.randrange(len(data))])


def without_a_slice(data: bytearray, draw: random.Random) -> bytes:
    at = draw.randrange(len(data))
    del data[at : at + draw.randint(1, 200)]
    return bytes(data)


def with_a_slice_again(data: bytearray, draw: random.Random) -> bytes:
    start = draw.randrange(len(data))
    piece = data[start : start + draw.randint(1, 2000)]
    at = draw.randrange(len(data))
    return bytes(data[:at] + piece * draw.randint(1, 50) + data[at:])[:1_100_000]


def with_other_header(data: bytearray, draw: random.Random) -> bytes:
    """Format, number of tracks, division (0 and SMPTE among them) or length as no program writes
    them."""
    at, width = draw.choice([(4, 4), (8, 2), (10, 2), (12, 2)])
    odd = draw.choice([0, 1, 2, 0x7FFF, 0x8000, 0xE728, 0xFFFF, draw.randrange(65536)])
    data[at : at + width] = odd.to_bytes(width, "big")
    return bytes(data)


def with_lying_length(data: bytearray, draw: random.Random) -> bytes:
    at = data.find(b"MTrk", draw.randrange(len(data)))
    if at >= 0:
        data[at + 4 : at + 8] = struct.pack(
            ">I", draw.choice([0, 1, 0xFFFFFFFF, draw.randrange(2**32)])
        )
    return bytes(data)


def with_endless_number(data: bytearray, draw: random.Random) -> bytes:
    """Variable-length numbers without an end: quadratic time for parsers that do not count."""
    at = draw.randrange(len(data))
    return (
        bytes(data[:at])
        + bytes([draw.choice([0xFF, 0x81, 0x80])]) * draw.choice([5, 100, 400_000])
        + bytes(data[at:])
    )


def with_meta_event(data: bytearray, draw: random.Random) -> bytes:
    """A tempo of 0, a time signature in 2^255ths, a key with 99 sharps, a title that is a
    script."""
    events = [
        b"\xff\x51\x03\0\0\0",
        b"\xff\x51\x01\1",
        b"\xff\x58\x04\0\xff\x18\x08",
        b"\xff\x59\x02\x63\x07",
    ]
    events += [b"\xff\x03" + bytes([len(SCRIPT)]) + SCRIPT, b"\xff\x2f\x00"]
    at = data.find(b"MTrk") + 8
    return bytes(data[:at] + b"\0" + draw.choice(events) + data[at:])


def with_long_pause(data: bytearray, draw: random.Random) -> bytes:
    at = data.find(b"MTrk") + 8
    pause = draw.choice([b"\xff\xff\xff\x7f", b"\x84\xe2\xac\x7f", b"\xbf\xff\xff\x7f"])
    return bytes(data[:at] + pause + b"\x90\x3c\x40" + pause + b"\x80\x3c\x00" + data[at:])


def of_noise(data: bytearray, draw: random.Random) -> bytes:
    return draw.choice([b"", b"MThd", bytes(data[:22])]) + draw.randbytes(
        draw.choice([0, 1, 13, 1000, 50_000])
    )


MUTATIONS: list[Mutation] = [
    *(
        flipped,
        overwritten,
        cut,
        without_a_slice,
        with_a_slice_again,
        with_other_header,
        with_lying_length,
    ),
    *(with_endless_number, with_meta_event, with_long_pause, of_noise),
]
