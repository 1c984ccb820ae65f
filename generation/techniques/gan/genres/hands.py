"""Piano pieces of two hands (Mutopia: rags and dances): the top of the right hand has the tune, the
left hand the bass and the chords after it."""

from pathlib import Path

from generation.codecs.monophonic import Cell
from generation.datasets.archive import read_scores
from generation.techniques.gan.genres.bands import Ranges, reduce_band
from generation.techniques.gan.genres.casting import Cast
from generation.techniques.gan.genres.ensemble import Ensemble, OffGrid, read_ensemble
from generation.techniques.gan.genres.roles import BandPiece, fill_roles, mark_present

LEFT_HAND = 57  # below it a single note of the left hand is the bass
CHORDS = 45  # below it the lowest note of a chord is
HANDS = 2


def read_hands(folder: Path, split: str, kind: str, genre: int) -> list[BandPiece]:
    """Pieces of a kind of Mutopia's."""
    rows = read_scores(folder / "mutopia.zip", split, lambda row: row["genre"] == kind)
    found = []
    for row, score in rows:
        try:
            ensemble = read_ensemble(score, upbeats=False)
        except OffGrid:
            continue
        if len(ensemble.players) == HANDS:
            found.append(make_band(f"mutopia/{row['id']}", ensemble, genre))
    return found


def make_band(name: str, ensemble: Ensemble, genre: int) -> BandPiece:
    right, left = (player.cells for player in ensemble.players)
    tune, chords = split_tune(right)
    bass, struck = split_left(left)
    cast = Cast(tune, bass, [*chords, *struck], [], [], 0)
    melody, lines = reduce_band([cast], Ranges(), ensemble.steps)
    voices = fill_roles(lines, ensemble.steps)
    return BandPiece(
        name,
        melody,
        voices,
        ensemble.position,
        ensemble.length,
        ensemble.starts,
        genre,
        mark_present(voices, drums=False),
    )


def split_left(cells: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    """(bass, chords): what strikes one pitch, or its octave, is the bass; high chords are struck
    after it and have none."""
    by_start: dict[int, list[Cell]] = {}
    for cell in sorted(cells):
        by_start.setdefault(cell.start, []).append(cell)
    low = [min(each, key=lambda cell: cell.pitch) for each in by_start.values() if is_low(each)]
    bass = set(low)
    return low, [cell for cell in cells if cell not in bass]


def is_low(together: list[Cell]) -> bool:
    lowest = min(cell.pitch for cell in together)
    chord = len({cell.pitch % 12 for cell in together}) > 1
    return lowest < (CHORDS if chord else LEFT_HAND)


def split_tune(cells: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    """(the highest of the notes that begin together, the others)."""
    highest = {cell.start: cell for cell in sorted(cells, key=lambda cell: cell.pitch)}
    tune = set(highest.values())
    return sorted(tune), [cell for cell in cells if cell not in tune]
