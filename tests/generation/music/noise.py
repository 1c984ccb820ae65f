"""Seeded files of any events that MIDI has, as no honest program writes them."""

import random
from collections.abc import Callable

from tests.generation.music.uploads import variable

NAMES = [
    b"Lead",
    "Flöte".encode(),
    "Flöte".encode("latin-1"),
    b"\xff\xfe",
    "e\u0301\u200d🎻\t".encode(),
]
METAS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0x20, 0x21, 0x54, 0x59, 0x7F]
CONTROLLERS = [0, 1, 7, 10, 11, 64, 64, 64, 120, 121, 123]
DIVISIONS = [1, 24, 96, 100, 480, 960, 1024, 15_360, 32_767]
LENGTHS = {0x54: 5, 0x59: 2}


def noise(seed: int) -> bytes:
    """A few chunks of a few hundred events; now and then a chunk that is no track."""
    draw = random.Random(seed)
    division = draw.choice(DIVISIONS)
    chunks = [_chunk(draw, division) for _ in range(draw.randint(1, 4))]
    if draw.random() < 0.2:
        chunks.insert(0, b"Xtra" + (3).to_bytes(4) + b"abc")
    head = draw.randint(0, 1).to_bytes(2) + len(chunks).to_bytes(2) + division.to_bytes(2)
    return b"MThd" + (6).to_bytes(4) + head + b"".join(chunks)


def _chunk(draw: random.Random, division: int) -> bytes:
    channels = draw.sample(range(16), 2)
    body = b"".join(
        variable(_wait(draw, division)) + draw.choice(KINDS)(draw, draw.choice(channels))
        for _ in range(draw.randint(0, 200))
    )
    return b"MTrk" + len(body).to_bytes(4) + body


def _wait(draw: random.Random, division: int) -> int:
    return draw.choice([0, 0, draw.randrange(division + 1), draw.randrange(8)])


def _note(draw: random.Random, channel: int) -> bytes:
    status = draw.choice([0x80, 0x90, 0x90]) | channel
    return bytes((status, draw.randint(60, 64), draw.choice([0, 1, 64, 127])))


def _control(draw: random.Random, channel: int) -> bytes:
    return bytes((0xB0 | channel, draw.choice(CONTROLLERS), draw.choice([0, 63, 64, 127])))


def _other(draw: random.Random, channel: int) -> bytes:
    kind = draw.choice([0xA0, 0xC0, 0xD0, 0xE0])
    data = draw.randrange(128), draw.randrange(128)
    return bytes((kind | channel, *(data[:1] if kind in (0xC0, 0xD0) else data)))


def _meta(draw: random.Random, _: int) -> bytes:
    kind = draw.choice(METAS)
    body = draw.randbytes(LENGTHS[kind]) if kind in LENGTHS else draw.choice(NAMES)
    return bytes((0xFF, kind)) + variable(len(body)) + body


def _rule(draw: random.Random, _: int) -> bytes:
    if draw.random() < 0.5:
        tempo = draw.choice([1, 19_999, 300_000, 500_000, 6_000_001])
        return b"\xff\x51\3" + tempo.to_bytes(3)
    return b"\xff\x58\4" + bytes((draw.choice([1, 3, 4, 64, 65]), draw.randint(0, 6), 24, 8))


def _exclusive(draw: random.Random, _: int) -> bytes:
    body = draw.randbytes(draw.randrange(6))
    return draw.choice([b"\xf0", b"\xf7"]) + variable(len(body)) + body


KINDS: list[Callable[[random.Random, int], bytes]] = [
    *[_note] * 8,
    *[_control] * 2,
    _other,
    _meta,
    _rule,
    _exclusive,
]
