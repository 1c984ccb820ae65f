"""The picture of a song that stands beside links to it, and on its tile: its notes, and on the
first its title and its maker."""

from itertools import chain
from typing import NamedTuple

from chartbusters.sharing.lettering import lines_of, write
from chartbusters.sharing.sheets import NIGHT, PAPER, SOFT, Sheet, png_of
from generation.music.song import Song, Track

WIDTH, HEIGHT = 1200, 630  # pixels, as Open Graph readers like it
EDGE = 60
HEAD = 290  # of it for words; notes stand below
LINE = bytes.fromhex("2d383e")
# The dark --track-1 to --track-8 of static/css/roll.css.
TRACKS = [
    bytes.fromhex(c)
    for c in ("ff9a6c", "24d8b7", "f9d574", "b888b9", "87b7fa", "90b420", "fc6085", "c8e7fb")
]


class Words(NamedTuple):
    """What a card says of a song."""

    title: str
    maker: str
    licence: str = ""

    @property
    def beneath(self) -> str:
        return f"by {self.maker} · {self.licence}" if self.licence else f"by {self.maker}"


def card_png(song: Song, words: Words) -> bytes:
    """For previews of links."""
    notes = sheet_of(song, Sheet(WIDTH, HEIGHT - HEAD, 40))
    head = [bytearray(NIGHT * WIDTH) for _ in range(HEAD)]
    image = Sheet(WIDTH, HEIGHT, 0, head + notes.rows).image()
    write(image, "CHARTBUSTERS", (EDGE, 40), 26, TRACKS[1])
    room = WIDTH - 2 * EDGE
    title = lines_of(words.title, size=64, width=room, most=2)
    for number, line in enumerate(title):
        write(image, line, (EDGE, 82 + 74 * number), 64, PAPER)
    for line in lines_of(words.beneath, size=32, width=room, most=1):
        write(image, line, (EDGE, 98 + 74 * len(title)), 32, SOFT)
    return png_of(image)


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
