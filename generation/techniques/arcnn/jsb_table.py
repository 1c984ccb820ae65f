"""The table of `manage.py evaluate jsb`: our likelihoods on the JSB chorales beside baselines and
published ones."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card, read_card
from generation.datasets.jsb import read_chorales
from generation.evaluation.tables import Asked, Result, Say
from generation.inference.layers import Array
from generation.techniques.arcnn import likelihood as jsb
from generation.techniques.arcnn.log_probs import Network, load

PROTOCOL = (
    "JSB chorales at 16th notes, published split, nats. Note-wise: cells in random order, "
    "revealed in strides of up to "
    "1/32 of the piece, an upper bound. Frame-wise: Coconet's protocol, in time order and in "
    "random order; inside a "
    "frame the model sees its own best guesses. Ensembled: mean probability over 5 orderings, "
    "as Coconet reports; no "
    "joint probability."
)
ELSEWHERE = "Protocol P1, of causal networks, is a table of its own: manage.py evaluate chorales"


class JsbRow(NamedTuple):
    """One figure: whose, of which kind, single orderings and ensembled (nats), and where it comes
    from."""

    model: str
    kind: str
    single: float | None
    single_error: float | None
    ensembled: float | None
    ensembled_error: float | None
    source: str


TIME, RANDOM, NOTES, TEACHER_FORCED = (
    "frame, time order",
    "frame, random order",
    "note, random order",
    "note, time order, told",
)
QUOTED = "quoted, not checked in the paper's PDF"
PUBLISHED = (
    JsbRow("Coconet 64 x 128", TIME, None, None, 2.22, None, f"Huang et al. 2017; {QUOTED}"),
    JsbRow("Coconet 64 x 128", RANDOM, None, None, 0.57, None, f"Huang et al. 2017; {QUOTED}"),
    JsbRow(
        "Coconet 64 x 128",
        NOTES,
        None,
        None,
        0.238,
        None,
        f"as in Huang et al. 2019 (Music Transformer); {QUOTED}",
    ),
    JsbRow(
        "Coconet 64 x 128",
        TEACHER_FORCED,
        0.436,
        None,
        None,
        None,
        f"valid; Huang et al. 2019; {QUOTED}",
    ),
    JsbRow("RNN-NADE", TIME, 2.05, None, None, None, f"Huang et al. 2017; {QUOTED}"),
)


TOLD_EVERY = 1000  # windows


class ToldNetwork:
    """A network that tells how many windows it has heard: the whole table takes it an hour."""

    def __init__(self, network: Network, say: Say) -> None:
        self.network, self.say, self.heard = network, say, 0
        self.config = network.config

    def logits(
        self,
        state: NDArray[np.integer],
        kind: NDArray[np.integer],
        phase: NDArray[np.integer],
        dtype: type = np.float32,
    ) -> Array:
        before, self.heard = self.heard, self.heard + len(state)
        if self.heard // TOLD_EVERY > before // TOLD_EVERY:
            self.say(f"JSB: {self.heard} windows")
        return self.network.logits(state, kind, phase, dtype)


def make_row(
    name: str, kind: str, found: tuple[jsb.Estimate, jsb.Estimate], scale: float = 1.0
) -> JsbRow:
    single, single_error, ensembled, error = (
        round(scale * number, 4) for number in (*found[0], *found[1])
    )
    return JsbRow(name, kind, single, single_error, ensembled, error, "computed")


def compute_rows(
    network: Network, name: str, folder: Path, split: str, seed: int, frames: int, count: int | None
) -> list[JsbRow]:
    """Our rows and the baselines', on the first `count` pieces of the split; `frames` are drawn
    from them."""
    pieces, train = read_chorales(folder, split)[:count], read_chorales(folder, "train")
    teacher_forced = jsb.measure_frames(
        network, pieces, seed, frames, jsb.mask_future, teacher_forced=True
    )
    rows = [
        make_row(name, TIME, jsb.measure_frames(network, pieces, seed, frames, jsb.mask_future)),
        make_row(
            name, RANDOM, jsb.measure_frames(network, pieces, seed, frames, jsb.mask_random_frames)
        ),
        make_row(name, NOTES, jsb.measure_notes(network, pieces, seed)),
        make_row(name, TEACHER_FORCED, teacher_forced, scale=1 / len(pieces[0])),
    ]
    baselines: dict[str, Callable[..., float]] = {
        "unigram": jsb.compute_unigram_nll,
        "Markov": jsb.compute_markov_nll,
    }
    for baseline, nats in baselines.items():
        found = nats(train, pieces)
        rows.append(JsbRow(baseline, TEACHER_FORCED, round(found, 4), 0.0, None, None, "computed"))
        # Such a model looks at one voice only, so it does not matter what it sees of the others.
        rows.append(
            JsbRow(baseline, TIME, round(found * len(pieces[0]), 4), 0.0, None, None, "computed")
        )
    return rows


def evaluate(
    folder: Path,
    split: str = "valid",
    seed: int = 1,
    frames: int = 1000,
    pieces: int | None = None,
    say: Say = lambda words: None,
) -> dict[str, Any]:
    """The table: `{"table", "protocol", "rows"}`, for the installed AR-CNN."""
    card = read_card("arcnn")
    network = ToldNetwork(load(card), say)
    rows = compute_rows(network, card.name, folder, split, seed, frames, pieces)
    part = f", first {pieces} pieces" if pieces else ""
    protocol = (
        f"{PROTOCOL} {split} split{part}, seed {seed}, {frames} frames; errors are standard errors."
    )
    return {
        "table": "jsb",
        "protocol": protocol,
        "rows": [row._asdict() for row in (*rows, *PUBLISHED)],
    }


def as_text(result: dict[str, Any]) -> str:
    """The table for people, in fixed columns."""
    head = f"{'model':20}{'what':26}{'single ordering':>22}{'ensembled':>22}  source"
    lines = [
        f"{row['model']:20}{row['kind']:26}{format_cell(row['single'], row['single_error']):>22}"
        f"{format_cell(row['ensembled'], row['ensembled_error']):>22}  {row['source']}"
        for row in sorted(result["rows"], key=lambda row: row["kind"])
    ]
    return "\n".join([result["table"], result["protocol"], ELSEWHERE, head, *lines])


def format_cell(nats: float | None, error: float | None) -> str:
    if nats is None:
        return "-"
    return f"{nats:.3f} ± {error:.3f}" if error else f"{nats:.3f}"


def compute(card: Card, asked: Asked, say: Say) -> Result:
    return evaluate(asked.folder, asked.split, asked.seed, asked.frames, asked.pieces, say)


def figures(result: Result, before: Result) -> Result:
    """Beside the figures of the card's own table."""
    return {**before, "jsb": {"protocol": result["protocol"], "rows": result["rows"]}}
