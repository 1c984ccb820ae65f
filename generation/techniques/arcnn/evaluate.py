"""The tables of the AR-CNN's card: chorales under unseen sopranos, edited tunes that are not
Bach's, and copies."""

from collections.abc import Mapping, Sequence

import numpy as np

from generation.catalogue import Card
from generation.codecs.chorale import encode_pitches
from generation.datasets.jsb import read_chorales
from generation.evaluation.bands.comparison import average_rows, remark_goals
from generation.evaluation.chorales.comparison import (
    Choir,
    compare_chords,
    compare_writing,
)
from generation.evaluation.partwriting import Pitches, measure_piece
from generation.evaluation.passages import Library
from generation.evaluation.sections import Cell, as_text, figures, make_section
from generation.evaluation.tables import Asked, Result, Say
from generation.techniques.arcnn.edited_tunes import (
    PROMISES,
    check_edit_promises,
    load_tunes,
    measure_tunes,
)
from generation.techniques.arcnn.log_probs import load
from generation.techniques.arcnn.rows import OURS, crop_pieces, make_choirs

__all__ = ["as_text", "compute", "figures"]
PROTOCOL = (
    "Sopranos of {pieces} chorales of the published {split} split, sixteen bars at most, "
    "harmonised at the defaults. Greedy editing: the same network, a hundred passes, the surest "
    "cells first, nothing taken back. Shuffled: another chorale's lower voices in the right key; "
    "mixed: each voice from a different one; copy: those of the training chorale whose soprano is "
    "most like. Told apart: windows of eight bars, logistic regression and boosted trees together, "
    "five seeds, five folds by groups that share music. Intervals of 95 % over chorales. "
    "{tunes} tunes of OpenEWLD, none of them Bach's, edited at the defaults. Copies: the longest "
    "passage, in chords and in any key, shared with the train split"
)


def compare_copies(choirs: Mapping[str, Choir], library: Library) -> Result:
    """The longest passage, in chords, that pieces of each maker share with the train split."""
    table = {name: measure_copies(library, choir.pieces) for name, choir in choirs.items()}
    return make_section("guards", table, "longest passage of the train split, in chords")


def measure_copies(library: Library, pieces: Sequence[Pitches]) -> dict[str, Cell]:
    lengths = np.array([library.longest(encode_pitches(piece.T)).length for piece in pieces])
    quantiles = {"median": 50, "95 %": 95, "most": 100}
    return {name: float(np.percentile(lengths, at)) for name, at in quantiles.items()}


def tell_further(choirs: Mapping[str, Choir]) -> Result:
    """What random notes alone fail."""
    table = {name: average_rows(list(map(measure_piece, each.pieces)))
             for name, each in choirs.items()}  # fmt: skip
    return make_section("further figures", table)


def count_promises(kept: Sequence[tuple[bool, ...]]) -> dict[str, int]:
    counts = map(sum, zip(*kept, strict=True)) if kept else [0] * len(PROMISES)
    return {"melodies": len(kept), **dict(zip(PROMISES, counts, strict=True))}


def compute(card: Card, asked: Asked, say: Say) -> Result:
    """`{"table", "split", "protocol", "promises", "sections", "remarks"}`."""
    network, tunes = load(card), load_tunes(asked.folder, asked.split)[: asked.pieces]
    pieces = read_chorales(asked.folder, asked.split)[: asked.pieces]
    learnt = crop_pieces(read_chorales(asked.folder, "train"))
    choirs = make_choirs(network, pieces, learnt, say)
    apart = compare_chords(choirs, say)
    kept = [check_edit_promises(tune, seed) for seed, tune in enumerate(tunes)]
    say(f"Promises: {len(kept)} tunes")
    return {
        "table": card.name,
        "split": asked.split,
        "protocol": PROTOCOL.format(pieces=len(pieces), split=asked.split, tunes=len(tunes)),
        "promises": count_promises(kept),
        "sections": [
            apart,
            compare_writing(choirs),
            compare_copies(choirs, Library(learnt)),
            make_section("edited tunes", measure_tunes(tunes)),
            tell_further(choirs),
        ],
        "remarks": remark_goals(apart, OURS, ("shuffled", "mixed")),
    }
