"""What the bands that are learnt look like, genre by genre: how much there is, who plays, how
busily."""

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from pathlib import Path

import numpy as np

from generation.codecs.grid import FULL_BAR
from generation.codecs.monophonic import REST, Line, decode_cells
from generation.datasets.labelled_chords import sound_band
from generation.evaluation.sections import make_section
from generation.evaluation.tables import Result
from generation.harmony.reading import read_chords
from generation.harmony.spans import split_halves
from generation.techniques.gan.genres.corpus import BandCorpus
from generation.techniques.gan.genres.registry import load_bands
from generation.techniques.gan.genres.roles import GENRES, ROLES, VOICES, BandPiece

KICK = 0
HEARD = 20  # pieces of a genre whose chords are read: it takes long


def describe(folder: Path, split: str) -> Result:
    corpus = load_bands(folder, split)
    known = [genre for genre in GENRES if select_pieces(corpus, genre)]
    columns = {genre: describe_genre(corpus, genre) for genre in known}
    return make_section(f"bands, {split}", columns, "roles in the pieces that have them")


def select_pieces(corpus: BandCorpus, genre: str) -> list[BandPiece]:
    return [piece for piece in corpus.pieces if piece.genre == GENRES.index(genre)]


def describe_genre(corpus: BandCorpus, genre: str) -> dict[str, float | None]:
    pieces = select_pieces(corpus, genre)
    grooves = [each.strokes for each in corpus.grooves if GENRES[each.genre] == genre]
    present = np.mean([piece.present for piece in pieces], 0)
    melodies = [piece.melody for piece in pieces]
    return {
        "pieces": len(pieces),
        "bars": sum(count_bars(piece) for piece in pieces),
        "waltzes": share_of_waltzes(pieces),
        "melody: sounding": average(map(measure_sounding, melodies)),
        "melody: onsets a bar": average(map(count_onsets, melodies)),
        **{f"{role}: present": float(each) for role, each in zip(ROLES, present, strict=True)},
        **measure_voices(pieces),
        "drums of their own": float(np.mean([piece.drums is not None for piece in pieces])),
        "grooves": len(grooves),
        "kick on one": measure_kick(pieces, grooves),
        "chords a bar": average(map(count_chords, pieces[:HEARD])),
    }


def measure_voices(pieces: Sequence[BandPiece]) -> dict[str, float | None]:
    """How much of the time each voice sounds, and how often it begins a note."""
    found: dict[str, float | None] = {}
    for number, role in enumerate(VOICES):
        lines = [piece.voices[number] for piece in pieces if piece.present[number]]
        found[f"{role}: sounding"] = average(map(measure_sounding, lines))
        found[f"{role}: onsets a bar"] = average(map(count_onsets, lines))
    return found


def average(values: Iterable[float | None]) -> float | None:
    """Of what is defined; None of nothing."""
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def measure_sounding(line: Line) -> float:
    return float(np.mean(line.state != REST))


def count_onsets(line: Line) -> float:
    """A bar of sixteen steps."""
    return FULL_BAR * float(np.mean(line.change & (line.state != REST)))


def count_bars(piece: BandPiece) -> int:
    return int((piece.bar_position == 0).sum()) or piece.steps // FULL_BAR


def share_of_waltzes(pieces: Sequence[BandPiece]) -> float:
    """Of the bars of all pieces those of three quarters."""
    waltzes = sum(int(np.sum((p.bar_length == 12) & (p.bar_position == 0))) for p in pieces)
    return waltzes / sum(count_bars(piece) for piece in pieces)


def measure_kick(pieces: Sequence[BandPiece], grooves: Sequence[np.ndarray]) -> float | None:
    """In how many bars the kick strikes the first step, in drums of their own and in grooves."""
    own = [p.drums[KICK][p.bar_position == 0] for p in pieces if p.drums is not None]
    lines = [*own, *(strokes[::FULL_BAR, KICK] for strokes in grooves)]
    return float(np.mean(np.concatenate(lines))) if lines else None


def count_chords(piece: BandPiece) -> float | None:
    """Changes of harmony a bar, read from all that sounds in each half bar."""
    if piece.bar_position[0] < 0:
        return None
    cells = chain.from_iterable(decode_cells(line) for line in (piece.melody, *piece.voices))
    spans = split_halves(piece.bar_position, piece.bar_length)
    symbols = read_chords(sound_band(list(cells), piece.steps), spans)
    told = [(symbol.root, symbol.quality) for symbol in symbols if symbol]
    changes = sum(one != other for one, other in pairwise(told))
    return changes / count_bars(piece)
