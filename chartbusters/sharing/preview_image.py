"""The picture of a song's notes that other sites show beside a link to it: a PNG, drawn without a
picture library."""

import struct
import zlib
from itertools import chain

from generation.music.song import Song, Track

WIDTH, HEIGHT = 1200, 630  # pixels, as Open Graph readers like it
MARGIN = 60
NIGHT = bytes.fromhex("11171a")
LINE = bytes.fromhex("2d383e")
# The dark --track-1 to --track-8 of static/css/roll.css.
TRACKS = [
    bytes.fromhex(c)
    for c in ("ff9a6c", "5fcfc1", "ecc24f", "e5a3d6", "8abcf2", "a8d266", "ff93b3", "b7c1c8")
]


def card_png(song: Song) -> bytes:
    """A PNG of 1200 x 630 pixels: time to the right, pitch upwards, one colour a track, drums along
    the bottom."""
    rows = [bytearray(NIGHT * WIDTH) for _ in range(HEIGHT)]
    for y in range(HEIGHT // 2 - 96, HEIGHT // 2 + 97, 48):
        _fill(rows, 0, WIDTH, y, 2, LINE)
    notes = chain.from_iterable(track.notes for track in song.tracks if not track.drums)
    pitches = [note.pitch for note in notes] or [60]
    for number, track in enumerate(song.tracks):
        _draw(
            rows,
            track,
            song.end or 1,
            (min(pitches) - 4, max(pitches) + 4),
            TRACKS[number % len(TRACKS)],
        )
    return _png(rows)


def _draw(
    rows: list[bytearray], track: Track, end: int, span: tuple[int, int], colour: bytes
) -> None:
    low, high = span
    thick = max(4, min(24, (HEIGHT - 2 * MARGIN) // (high - low)))
    for note in track.notes:
        pitch = low + note.pitch % 4 / 2 if track.drums else note.pitch
        x = MARGIN + note.onset * (WIDTH - 2 * MARGIN) // end
        right = max(x + 3, MARGIN + (note.onset + note.length) * (WIDTH - 2 * MARGIN) // end - 2)
        y = HEIGHT - MARGIN - int((pitch - low) / (high - low) * (HEIGHT - 2 * MARGIN))
        _fill(rows, x, min(right, WIDTH), y, thick, colour)


def _fill(rows: list[bytearray], x: int, right: int, y: int, thick: int, colour: bytes) -> None:
    stripe = colour * (right - x)
    for row in rows[y : y + thick]:
        row[3 * x : 3 * right] = stripe


def _png(rows: list[bytearray]) -> bytes:
    """PNG (ISO/IEC 15948) of rows of red, green and blue bytes."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", pixels)
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
