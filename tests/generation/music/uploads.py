"""Files of a few events, as strangers send them, and what is said of those that are refused."""

import random
from collections.abc import Iterator

import pytest

from chartbusters.compositions.presets import presets
from generation.music.midi import write_midi
from generation.music.upload import UploadError, read_upload

HEADER = b"MThd\0\0\0\6\0\1\0\1\1\xe0"


def midi(*events: bytes, header: bytes = HEADER) -> bytes:
    """A file of one track with these events."""
    body = b"".join(events) + b"\0\xff\x2f\0"
    return header + b"MTrk" + len(body).to_bytes(4) + body


def variable(number: int) -> bytes:
    """The number in groups of seven bits."""
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.append(number & 0x7F | 0x80)
    return bytes(reversed(digits))


NOTE = b"\0\x90\x3c\x40\x60\x80\x3c\x40"  # C4 for 96 ticks


def refusal(data: bytes) -> str:
    with pytest.raises(UploadError) as error:
        read_upload(data)
    assert error.value.message.endswith("Nothing was changed.")
    return error.value.code


# What strangers send, and the code with which it is refused.
HOSTILE = [
    (b"", "empty_file"),
    (b"\x89PNG\r\n\x1a\n", "not_midi"),
    (b"\xff" * 400_000, "not_midi"),
    (b"\0" * 1_000_001, "too_big"),
    (b"MThd\0\0\0\6\0\1", "cut_short"),
    (HEADER, "no_tracks"),
    (HEADER + b"MTrk\0\0\1\0" + NOTE, "cut_short"),
    (HEADER + b"MTrk" + (400_000).to_bytes(4) + b"\xff" * 400_000, "broken_file"),
    (midi(NOTE, header=b"MThd\0\0\0\6\0\1\0\1\0\0"), "bad_division"),
    (midi(NOTE, header=b"MThd\0\0\0\6\0\1\0\1\xe7\x28"), "bad_division"),
    (midi(NOTE, header=b"MThd\0\0\0\6\0\2\0\1\1\xe0"), "unknown_type"),
    (midi(NOTE, header=b"MThd\0\0\0\6\0\1\xff\xff\1\xe0"), "too_many_tracks"),
    (midi(), "no_notes"),
    (midi(b"\0\x90\x3c\0"), "no_notes"),
    (midi(NOTE, b"\0\x90\x3c\xff"), "broken_file"),
    (midi(b"\0\x3c\x40"), "broken_file"),
    (midi(b"\xff\xff\xff\xff\x7f\x90\x3c\x40"), "broken_file"),
    (midi(NOTE, b"\0\xff\x51\3\0\0\0"), "bad_tempo"),
    (midi(NOTE, b"\0\xff\x51\1\7"), "broken_file"),
    (midi(NOTE, b"\0\xff\x58\4\0\2\x18\x08"), "bad_meter"),
    (midi(b"\0\x90\x3c\x40\xff\xff\xff\x7f\x80\x3c\x40"), "too_long"),
    (midi(NOTE, b"\0\xf0\xff\xff\xff\x7f"), "broken_file"),
    (midi(b"\0\x90\x3c\x40\0\x80\x3c\x40" * 20_001), "too_many_notes"),
    (midi(NOTE, b"\0\xc0\0" * 60_000), "too_many_events"),
    (midi(NOTE, b"\1\xff\x51\3\6\x1a\x80" * 8_001, NOTE), "bad_map"),
]


def mutated(count: int) -> Iterator[bytes]:
    """Seeded mutations of honest files: flipped, cut, doubled and inserted bytes."""
    draw = random.Random(20261121)
    sources = [write_midi(preset.song) for preset in presets()]
    for _ in range(count):
        data = bytearray(draw.choice(sources))
        for _ in range(draw.randint(1, 8)):
            at = draw.randrange(14, len(data))
            draw.choice([_flip, _cut, _double])(data, at, draw)
        yield bytes(data)


def _flip(data: bytearray, at: int, draw: random.Random) -> None:
    data[at] = draw.randrange(256)


def _cut(data: bytearray, at: int, draw: random.Random) -> None:
    del data[at : at + draw.randint(1, 4)]


def _double(data: bytearray, at: int, draw: random.Random) -> None:
    data[at:at] = data[at : at + draw.randint(1, 16)]
