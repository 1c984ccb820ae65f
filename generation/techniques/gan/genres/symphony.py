"""Orchestras and string quartets (OpenScore): the tune by rule, low strings in the bass, inner
strings, horns and brass comp, what is held is the pad, and who answers the counter-melody."""

from collections.abc import Iterator
from pathlib import Path

from generation.datasets.archive import read_scores
from generation.datasets.openscore import ORCHESTRA, QUARTETS
from generation.techniques.gan.genres.bands import Ranges, cast_piece, reduce_band
from generation.techniques.gan.genres.casting import Taste
from generation.techniques.gan.genres.ensemble import Ensemble, OffGrid, read_ensemble
from generation.techniques.gan.genres.roles import (
    GENRES,
    BandPiece,
    fill_roles,
    mark_present,
    share_windows,
)

GENRE = GENRES.index("symphony")
VIOLA, CONTRABASS, TIMPANI, HARP = 41, 43, 47, 46
TUBA, HARPSICHORD, HORN = 58, 6, 60
TASTE = Taste(
    bass=[CONTRABASS, TUBA, HARPSICHORD],
    leads=(),
    comping=[VIOLA, HARP, HORN],
    silent=[TIMPANI],
    height=0.0,
    leading=2.0,
    tune=0.0,
    pitches=1,
    bars=1,  # a theme wanders through an orchestra
    bass_top=57,
)
QUARTETS_SHARE = 0.3  # of the windows drawn


def read_bands(folder: Path, split: str) -> list[BandPiece]:
    """Orchestras, and quartets at their fixed share of the windows."""
    orchestras, quartets = (read_corpus(folder, split, each) for each in (ORCHESTRA, QUARTETS))
    return share_windows((orchestras, 1 - QUARTETS_SHARE), (quartets, QUARTETS_SHARE))


def read_corpus(folder: Path, split: str, corpus: str) -> list[BandPiece]:
    return [make_band(*each) for each in read_ensembles(folder, split, corpus)]


def read_ensembles(folder: Path, split: str, corpus: str) -> Iterator[tuple[str, Ensemble]]:
    """The works that lie on sixteenths somewhere."""
    for row, score in read_scores(folder / f"{corpus}.zip", split):
        try:
            yield f"{corpus}/{row['id']}", read_ensemble(score, upbeats=True)
        except OffGrid:
            continue


def make_band(name: str, ensemble: Ensemble) -> BandPiece:
    steps = ensemble.steps
    melody, lines = reduce_band(cast_piece(ensemble, TASTE), Ranges(), steps)
    voices = fill_roles(lines, steps)
    present = mark_present(voices, drums=False)
    return BandPiece(
        name,
        melody,
        voices,
        ensemble.position,
        ensemble.length,
        ensemble.starts,
        GENRE,
        present,
    )
