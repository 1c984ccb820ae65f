"""Three pieces of a kind of music, to hear before one trains on it. Trusted files only."""

import csv
import io
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, groupby
from pathlib import Path

from generation.codecs.grid import STEP_TICKS
from generation.datasets.arranged.bands import BANDS
from generation.datasets.arranged.settings import read_tune, set_tune
from generation.datasets.jsb import jsb_frames
from generation.datasets.kinds import ARRANGED, KINDS
from generation.datasets.offers import CHORALE_QPM, CHORALES
from generation.datasets.tunes import TUNES
from generation.music.midi import read_midi
from generation.music.song import Note, Song, Tempo, Track

DRUMS = "groove_drums"  # drums alone: not what one wants to hear of a band
FEWEST = 24  # notes of a piece that says something
HEARD = 3  # pieces of each kind
PLACES = (0.2, 0.5, 0.8)  # in an archive: its first pieces are often of one composer
PROGRAM = 52  # a choir
VELOCITY = 80


@lru_cache(maxsize=64)
def hear_piece(name: str, number: int, folder: Path | None) -> Song | None:
    """The piece with a number from 1 to `HEARD` of an offer; None where there is none."""
    if not 1 <= number <= HEARD:
        return None
    if name == ARRANGED.name:
        return arrange_piece(number - 1)
    archives = [path for path in list_archives(name, folder) if path.is_file()]
    if not archives:
        return None
    # One of each archive, where a kind of music comes from several.
    return read_piece(archives[(number - 1) % len(archives)], PLACES[number - 1])


def arrange_piece(place: int) -> Song:
    """A tune for a band, as the small pack has it."""
    tunes, styles = list(TUNES), list(BANDS)
    return set_tune(read_tune(tunes[place]), styles[place % len(styles)], 0)


def list_archives(name: str, folder: Path | None) -> list[Path]:
    kind = next((kind for kind in KINDS if kind.name == name), None)
    if kind is None or folder is None:
        return []
    names = list(dict.fromkeys(chain.from_iterable(kind.archives.values())))
    with_tunes = [each for each in names if each != DRUMS]
    return [folder / f"{each}.zip" for each in with_tunes or names]


def read_piece(path: Path, share: float) -> Song | None:
    """A piece of the part that is kept back, so far into it."""
    if path.stem == CHORALES:
        chorales = jsb_frames(path.parent, "valid")
        return sing_frames(chorales[int(share * len(chorales))].tolist())
    with zipfile.ZipFile(path) as archive:
        rows = csv.DictReader(io.StringIO(archive.read("index.csv").decode()))
        kept = [row for row in rows if row["split"] == "valid" and int(row["notes"]) >= FEWEST]
        if not kept:
            return None
        row = kept[int(share * len(kept))]
        song = read_midi(archive.read(f"midi/{row['id']}.mid"))
    return song if song.title else song.with_title(row.get("title") or row["id"])


def sing_frames(frames: Sequence[Sequence[int]]) -> Song:
    """Rows of soprano, alto, tenor and bass on sixteenths, each voice a track."""
    voices = map(sing_voice, zip(*frames, strict=True))
    return Song(tuple(voices), tempi=(Tempo(0, 60_000_000 // CHORALE_QPM),), title="A chorale")


def sing_voice(pitches: Sequence[int]) -> Track:
    notes, at = [], 0
    for pitch, held in groupby(pitches):
        steps = len(list(held))
        if pitch >= 0:
            notes.append(Note(at * STEP_TICKS, pitch, steps * STEP_TICKS, VELOCITY))
        at += steps
    return Track(tuple(notes), program=PROGRAM)
