"""The picture of a song's notes that stands beside links to it and on its tile: a PNG, drawn
without a picture library."""

import struct
import zlib
from dataclasses import dataclass, field
from itertools import chain

from generation.music.song import Song, Track

WIDTH, HEIGHT = 1200, 630  # pixels, as Open Graph readers like it
NIGHT = bytes.fromhex("11171a")
LINE = bytes.fromhex("2d383e")
# The dark --track-1 to --track-8 of static/css/roll.css.
TRACKS = [
    bytes.fromhex(c)
    for c in ("ff9a6c", "24d8b7", "f9d574", "b888b9", "87b7fa", "90b420", "fc6085", "c8e7fb")
]


@dataclass(frozen=True)
class Sheet:
    """Rows of red, green and blue bytes, and how much of their edges stays free of notes."""

    width: int
    height: int
    margin: int
    rows: list[bytearray] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.rows:
            self.rows.extend(bytearray(NIGHT * self.width) for _ in range(self.height))

    def fill(self, x: int, right: int, y: int, thick: int, colour: bytes) -> None:
        stripe = colour * (right - x)
        for row in self.rows[y : y + thick]:
            row[3 * x : 3 * right] = stripe

    def png(self) -> bytes:
        """PNG (ISO/IEC 15948)."""
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        pixels = zlib.compress(b"".join(b"\0" + row for row in self.rows), 6)
        return (
            b"\x89PNG\r\n\x1a\n"
            + _chunk(b"IHDR", header)
            + _chunk(b"IDAT", pixels)
            + _chunk(b"IEND", b"")
        )


def card_png(song: Song) -> bytes:
    """For previews of links."""
    return sheet_of(song, Sheet(WIDTH, HEIGHT, 60)).png()


def cover_png(song: Song) -> bytes:
    """480 x 252 pixels, for tiles: some kilobytes."""
    return sheet_of(song, Sheet(480, 252, 20)).png()


def sheet_of(song: Song, sheet: Sheet) -> Sheet:
    """Time to the right, pitch upwards, one colour a track, drums along the bottom."""
    middle, gap = sheet.height // 2, sheet.height * 48 // 630
    for y in range(middle - 2 * gap, middle + 2 * gap + 1, gap):
        sheet.fill(0, sheet.width, y, max(1, gap // 24), LINE)
    notes = chain.from_iterable(track.notes for track in song.tracks if not track.drums)
    pitches = [note.pitch for note in notes] or [60]
    span = (min(pitches) - 4, max(pitches) + 4)
    for number, track in enumerate(song.tracks):
        _draw(sheet, track, song.end or 1, span, TRACKS[song.colour_of(number) - 1])
    return sheet


def _draw(sheet: Sheet, track: Track, end: int, span: tuple[int, int], colour: bytes) -> None:
    low, high = span
    wide, tall = sheet.width - 2 * sheet.margin, sheet.height - 2 * sheet.margin
    thick = max(sheet.width // 240, min(sheet.width // 50, tall // (high - low)))
    gap = sheet.width // 480
    for note in track.notes:
        pitch = low + note.pitch % 4 / 2 if track.drums else note.pitch
        x = sheet.margin + note.onset * wide // end
        right = max(x + gap + 1, sheet.margin + (note.onset + note.length) * wide // end - gap)
        y = sheet.height - sheet.margin - int((pitch - low) / (high - low) * tall)
        sheet.fill(x, min(right, sheet.width), y, thick, colour)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
