"""Rock bands (Freedoom): guitars comp, the busiest lead has the tune, and the drums are their
own."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from zlib import crc32

from generation.datasets.archive import Row, read_scores
from generation.techniques.gan.genres.bands import Ranges, cast_piece, lay_strokes, reduce_band
from generation.techniques.gan.genres.casting import Taste
from generation.techniques.gan.genres.ensemble import Ensemble, OffGrid, read_ensemble
from generation.techniques.gan.genres.roles import GENRES, BandPiece, fill_roles, mark_present

GENRE = GENRES.index("rock")
CORPORA = ("freedoom", "blasphemer")
HELD = 7
TASTE = Taste(
    bass=range(32, 40),
    leads=[*range(56, 88), 40, 52, 53, 54, 22, 29, 30],
    comping=[*range(24, 32), *range(8), *range(16, 24)],
    silent=[47, 55, *range(112, 128)],
)


def read_ensembles(folder: Path, split: str) -> Iterator[tuple[str, Ensemble]]:
    """The pieces that lie on sixteenths somewhere. The published validation part has three that
    tables can use: a seventh of the training part is held out beside them."""
    for corpus in CORPORA:
        if split != "train":
            yield from read_split(folder, corpus, split, lambda row: True)
        if split != "test":
            held = split == "valid"
            yield from read_split(folder, corpus, "train", partial(is_part, held=held))


def is_part(row: Row, *, held: bool) -> bool:
    return (crc32(row["id"].encode()) % HELD == 0) == held


def read_split(
    folder: Path, corpus: str, split: str, chosen: Callable[[Row], bool]
) -> Iterator[tuple[str, Ensemble]]:
    for row, score in read_scores(folder / f"{corpus}.zip", split, chosen):
        try:
            yield f"{corpus}/{row['id']}", read_ensemble(score, upbeats=False)
        except OffGrid:
            continue


def read_bands(folder: Path, split: str) -> list[BandPiece]:
    return [make_band(*each) for each in read_ensembles(folder, split)]


def make_band(name: str, ensemble: Ensemble) -> BandPiece:
    steps = ensemble.steps
    melody, lines = reduce_band(cast_piece(ensemble, TASTE), Ranges(), steps)
    voices, drums = fill_roles(lines, steps), lay_strokes(ensemble.players, steps)
    return BandPiece(
        name,
        melody,
        voices,
        ensemble.position,
        ensemble.length,
        ensemble.starts,
        GENRE,
        mark_present(voices, drums=drums is not None),
        drums,
    )
