"""What is asked in a listening test, and where it comes from: a genre has its corpora, each with
its terms."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from generation.datasets.archive import Row, all_rows
from generation.datasets.freedoom import FREEDOOM
from generation.datasets.openewld import OPENEWLD
from generation.datasets.openscore import LIEDER, OPENSCORE, QUARTETS
from generation.datasets.pop909 import POP909
from generation.listening.bands import parts_of
from generation.listening.passages import cut_passage
from generation.music.midi import read_midi
from generation.music.song import Note, Song
from generation.techniques.gan.stages import find_genre_stage

FLUTE = 73
NUMBER = re.compile(r"^\d+[a-z]? ")  # of a song in its cycle


@dataclass(frozen=True)
class Tune:
    """A melody, given to everybody, as the only track of a song. `real` begins with it, and goes on
    with the accompaniment that people wrote; `sheet` with the chords of a lead sheet. A `guest` is
    no tune of the genre: what people wrote to it is none of its bands, and is left out."""

    name: str
    title: str
    credit: str
    given: Song
    real: Song | None = None
    sheet: Song | None = None
    guest: bool = False

    @property
    def notes(self) -> tuple[Note, ...]:
        return self.given.tracks[0].notes


Read = Callable[[Path, str, int], Iterator[Tune]]


@dataclass(frozen=True)
class Corpus:
    """Tunes of one archive. What is not public may be heard by a closed circle only."""

    read: Read
    public: bool = True


def make_tune(name: str, title: str, credit: str, passage: Song, *, sheet: bool = False) -> Tune:
    """`passage` has its melody first, and more where people wrote more: of a `sheet`, chords."""
    melody = replace(passage.tracks[0], name="Melody", program=FLUTE, volume=100, pan=64)
    others = [replace(one, name="Chords") if sheet else one for one in passage.tracks[1:]]
    whole = passage.with_tracks([melody, *others]).with_title(title)
    more = whole if len(whole.tracks) > 1 else None
    given = whole.with_tracks([melody])
    return Tune(name, title, credit, given, *((None, more) if sheet else (more, None)))


def read_rows(path: Path, split: str) -> Iterator[tuple[Row, Song]]:
    with zipfile.ZipFile(path) as archive:
        for row in all_rows(archive):
            if row["split"] == split:
                yield row, read_midi(archive.read(f"midi/{row['id']}.mid"))


def read_lead_sheets(folder: Path, split: str, bars: int) -> Iterator[Tune]:
    """Those that are in the public domain in countries of life and seventy years as well."""
    for row, song in read_rows(folder / "openewld.zip", split):
        passage = cut_passage(song, 0, bars) if row["pd_life70"] == "True" else None
        if passage:
            credit = f"{row['authors']}; {OPENEWLD['attribution']} ({OPENEWLD['licence']})"
            yield make_tune(f"openewld/{row['id']}", row["title"], credit, passage, sheet=True)


def read_openscore(archive: str, folder: Path, split: str, bars: int) -> Iterator[Tune]:
    """The first staff with all others: a voice with its piano, a violin with its quartet."""
    for row, song in read_rows(folder / f"{archive}.zip", split):
        if passage := cut_passage(song, 0, bars):
            title = NUMBER.sub("", row.get("title") or row["work"])
            credit = f"{row['composer']}; OpenScore ({OPENSCORE['licence']})"
            yield make_tune(f"{archive}/{row['id']}", title, credit, passage)


def read_subjects(genre: str, credit: str, folder: Path, split: str, bars: int) -> Iterator[Tune]:
    """What the tables of the GAN are computed from, its own instruments playing the real band."""
    load = find_genre_stage(genre).load
    for number, subject in enumerate(load(folder, parts_of(genre), split), 1):
        passage = cut_passage(subject.real or subject.melody, 0, bars)
        if passage:
            tune = make_tune(subject.name, f"{TITLES[genre]} {number}", credit, passage)
            yield sing_alike(tune) if genre == "bach" else tune


def sing_alike(tune: Tune) -> Tune:
    """A soprano in the sound of the other voices."""
    melody, voice = tune.given.tracks[0], parts_of("bach")[0]
    soprano = replace(melody, name="Soprano", program=voice.program, volume=voice.volume)
    real = tune.real and tune.real.with_tracks([soprano, *tune.real.tracks[1:]])
    return replace(tune, given=tune.given.with_tracks([soprano]), real=real)


TITLES = {"bach": "Chorale", "pop": "Pop song", "rock": "Piece", "symphony": "Passage"}
LEAD_SHEETS = Corpus(read_lead_sheets)
SONGS = Corpus(partial(read_openscore, LIEDER))
CHORALES = Corpus(partial(read_subjects, "bach", "J. S. Bach (public domain)"))
POP = Corpus(partial(read_subjects, "pop", POP909["attribution"]), public=False)
GAMES = Corpus(partial(read_subjects, "rock", FREEDOOM["attribution"]))
ORCHESTRAS = Corpus(partial(read_subjects, "symphony", OPENSCORE["attribution"]))
CORPORA = {
    "bach": (CHORALES,),
    "folk": (SONGS,),
    "jazz": (LEAD_SHEETS,),
    "pop": (LEAD_SHEETS, SONGS, POP),
    "rock": (GAMES,),
    "symphony": (ORCHESTRAS, Corpus(partial(read_openscore, QUARTETS))),
}


GUESTS = (LEAD_SHEETS, SONGS)


def read_guests(genre: str, folder: Path, split: str, bars: int) -> list[Tune]:
    """Tunes of other music, which everybody may hear: of kinds that a genre may lack."""
    others = [corpus for corpus in GUESTS if corpus not in CORPORA[genre]]
    found = chain.from_iterable(corpus.read(folder, split, bars) for corpus in others)
    voice = sing_alike if genre == "bach" else replace
    return [replace(voice(tune), real=None, guest=True) for tune in found]


def read_tunes(
    genre: str, folder: Path, split: str, bars: int, *, closed_circle: bool
) -> list[Tune]:
    """Of the corpora of a genre that everybody may hear; for a closed circle of the others, where
    there are some."""
    known = CORPORA[genre]
    private = [corpus for corpus in known if not corpus.public]
    chosen = private if closed_circle and private else [each for each in known if each.public]
    return list(chain.from_iterable(corpus.read(folder, split, bars) for corpus in chosen))
