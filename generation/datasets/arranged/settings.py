"""Every tune in several settings: by bands of five styles, and by a choir. Tunes are split, not
settings, so that no tune is on both sides."""

from collections.abc import Iterator
from itertools import chain
from zlib import crc32

from generation.arranger.styles import STYLES, add_parts, find_harmony
from generation.codecs.instrumentation import Part
from generation.datasets.arranged.bands import BANDS, CHOIR
from generation.datasets.arranged.writing import write_tunes
from generation.datasets.tunes import TUNES
from generation.harmony.finding import Wish
from generation.music.notation import read_notation
from generation.music.song import Song

WRITTEN = 102  # tunes of our own code, beside those that were typed in
EACH = 3  # settings of a tune by bands, and by a choir
VARIETY = 1.5  # nats by which the chords of a later setting may be other than the likeliest
HELD_OUT = 8  # of so many tunes one is kept back
NAME = "arranged"
CREDITS = [
    {
        "name": "Arranged by rule: tunes in the public domain and tunes that our code wrote, "
        "set by our own arranger",
        "licence": "MIT",
        "attribution": "Chartbusters; tunes by Beethoven, Petzold, Dvořák, Grieg, Pachelbel and "
        "others, or traditional, all in the public domain",
    }
]


def list_tunes() -> Iterator[tuple[str, Song]]:
    """(name, tune) of all."""
    typed = ((name, read_tune(name)) for name in TUNES)
    return chain(typed, write_tunes(WRITTEN))


def read_tune(name: str) -> Song:
    title, _, _, meter, qpm, _, text = TUNES[name]
    return read_notation(text, meter, qpm).with_title(title)


def split_of(name: str) -> str:
    """By the name of the tune."""
    return "train" if crc32(f"{NAME} {name}".encode()) % HELD_OUT else "valid"


def list_bands(split: str) -> list[Song]:
    """The settings of the tunes of one split, each by another band."""
    styles = list(BANDS)
    found = []
    for number, (name, tune) in enumerate(list_tunes()):
        if split_of(name) == split:
            chosen = [styles[(number + turn) % len(styles)] for turn in range(EACH)]
            found += [set_tune(tune, style, turn) for turn, style in enumerate(chosen)]
    return found


def list_choirs(split: str) -> list[Song]:
    """The settings of the tunes of one split for four voices, each over other chords."""
    tunes = [tune for name, tune in list_tunes() if split_of(name) == split]
    return list(chain.from_iterable(map(set_choirs, tunes)))


def set_choirs(tune: Song) -> list[Song]:
    return [set_tune(tune, "bach", turn) for turn in range(EACH)]


def set_tune(tune: Song, style: str, turn: int) -> Song:
    """A tune in a style. The first time over the chords that are written, or the likeliest; later
    over others."""
    bare = Song(tune.tracks, tune.tempi, tune.meters, tune.title, tune.chords if turn == 0 else ())
    seed = crc32(f"{tune.title} {style} {turn}".encode())
    wish = Wish(variety=VARIETY if turn else 0.0, seed=seed)
    sheet = find_harmony(bare, 0, style, wish)
    parts: tuple[Part, ...] = CHOIR if style == "bach" else BANDS[style]
    song = add_parts(bare, 0, parts, sheet, STYLES[style].play(sheet))
    return song.with_title(f"{tune.title} ({style} {turn + 1})")
