"""The genres, the real music that stands for each, and its division into works that the score is
made from and works that only measure it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from generation.datasets.archive import Row
from scoring.reference.corpora import (
    Corpus,
    Piece,
    chorales,
    midi_songs,
    only_track,
    pop_songs,
    work_of_mutopia,
    work_of_openewld,
    work_of_openscore,
)


@dataclass(frozen=True)
class Genre:
    """Where a reference comes from. `drums` lend only their drum pattern rate, to genres whose
    scores have none.

    The splits of the data pack are by piece, so movements of one work stand on both sides, or they
    hold out too few works: then of `parts` parts of the works one is "valid" and one "test". With
    0 parts the splits of the pack are by work already.
    """

    title: str
    corpora: tuple[Corpus, ...]
    drums: tuple[Corpus, ...] = ()
    quantised: bool = False  # then the source cannot tell of notes shorter than its grid
    parts: int = 6


def split_pieces(genre: Genre, folder: Path, split: str) -> Iterator[Piece]:
    """The pieces of a genre that are held in "train", "valid" or "test"."""

    def wanted(packed: str, work: str) -> bool:
        return (place_work(work, genre.parts) if genre.parts else packed) == split

    return chain.from_iterable(corpus.pieces(folder, wanted) for corpus in genre.corpora)


def packed_pieces(corpus: Corpus, folder: Path, split: str) -> Iterator[Piece]:
    """The pieces of a corpus in a split of the data pack."""
    return corpus.pieces(folder, lambda packed, work: packed == split)


def place_work(work: str, parts: int) -> str:
    """The split of a work, by a digest of its name: the same on every machine."""
    digest = int.from_bytes(hashlib.sha256(work.encode()).digest()[:8], "big")
    return {0: "valid", 1: "test"}.get(digest % parts, "train")


def _of_genre(*genres: str) -> Callable[[Row], bool]:
    return lambda row: row["genre"].startswith(genres)


def _mutopia(chosen: Callable[[Row], bool]) -> Corpus:
    return Corpus(MUTOPIA, midi_songs("mutopia.zip", work_of_mutopia, chosen))


def _openewld(chosen: Callable[[Row], bool]) -> Corpus:
    return Corpus(OPENEWLD, midi_songs("openewld.zip", work_of_openewld, chosen))


def _openscore(archive: str, title: str) -> Corpus:
    return Corpus(f"OpenScore {title} (CC0)", midi_songs(archive, work_of_openscore))


def _for_keyboard(row: Row) -> bool:
    return row["instrument"].casefold() in KEYBOARDS


def _alone(row: Row) -> bool:
    """One line of an instrument that plays one."""
    return row["tracks"] == "1" and row["instrument"].casefold() in SOLISTS


MUTOPIA = "Mutopia Project (public domain, CC-BY)"
OPENEWLD = "OpenEWLD lead sheets (public domain in the United States)"
KEYBOARDS = (
    "piano",
    "harpsichord",
    "harpsichord, piano",
    "harpsichord, piano, clavichord",
    "piano/harpsichord/clavichord",
)
SOLISTS = ("trumpet", "cello", "violin", "clarinet", "flute", "eb alto saxophone", "voice", "horn")
FREEDOOM = Corpus("Freedoom (BSD-3-Clause)", midi_songs("freedoom.zip"))
BLASPHEMER = Corpus("Blasphemer (BSD-3-Clause)", midi_songs("blasphemer.zip"))
GROOVES = Corpus(
    "Groove MIDI Dataset (Gillick et al. 2019, CC-BY-4.0)", midi_songs("groove_drums.zip")
)
TUNES = Corpus(
    f"melodies of {OPENEWLD}",
    only_track("MELODY", midi_songs("openewld.zip", work_of_openewld)),
)
GENRES = {
    "bach": Genre(
        "real Bach",
        (Corpus("JSB chorales (public domain), training split", chorales),),
        quantised=True,
        parts=0,
    ),
    "pop": Genre(
        "real pop",
        (Corpus("POP909 (MIT)", pop_songs),),
        (FREEDOOM, GROOVES),
        quantised=True,
        parts=0,
    ),
    "rock": Genre("real rock", (FREEDOOM,)),
    "classical": Genre(
        "real classical quartets", (_openscore("openscore_quartets.zip", "quartets"),)
    ),
    "symphony": Genre(
        "real symphonies",
        (
            _openscore("openscore_orchestra.zip", "Orchestra"),
            _mutopia(_of_genre("symphony")),
        ),
        parts=3,
    ),
    "jazz": Genre(
        "real jazz",
        (_openewld(_of_genre("jazz")), _mutopia(_of_genre("jazz"))),
        (FREEDOOM, GROOVES),
        parts=4,
    ),
    "folk": Genre("real folk music", (_openewld(_of_genre("folk")), _mutopia(_of_genre("folk")))),
    "piano": Genre("real piano music", (_mutopia(_for_keyboard),)),
    "song": Genre("real songs with piano", (_openscore("openscore_lieder.zip", "Lieder"),)),
    "solo": Genre("real solo lines", (TUNES, _mutopia(_alone))),
    "band": Genre("real bands with drums", (FREEDOOM, BLASPHEMER)),
}
