"""The table of `manage.py evaluate chorales`: the JSB chorales by protocol P1 (autoregressive, note
by note), our causal models beside published ones.

The models are trained for this table alone and are no technique of the site. One of them is in the
repository; the table is computed with it, and with those that are found in a folder.
"""

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import CHECKPOINTS, Card
from generation.codecs.chorale import States
from generation.datasets.jsb import read_chorales
from generation.evaluation.tables import Asked, Result, Say
from generation.techniques.chorale_lm.log_probs import KeyLogProbs, average_log_probs, measure_keys
from generation.techniques.chorale_lm.match_model import (
    LogProbs,
    find_repeats,
    fit_trust,
    mix_log_probs,
)
from generation.techniques.chorale_lm.models import list_models, load_model
from generation.training.process_pool import spread

SHIPPED = CHECKPOINTS / "tables"
REACH = 4  # semitones, up and down, over which a model may be averaged
KEYS = {"": slice(REACH, REACH + 1), ", over keys": slice(None)}
COLUMNS = ("note mean", "piece mean", "framewise")
PROTOCOL = (
    "JSB chorales at 16th notes, published split, protocol P1: nats a cell (the model reads a "
    "piece forward, soprano "
    "first), whole pieces in their own keys. Averaged over keys: the mean of the model's "
    "distributions in up to 9 "
    "transpositions, of which each counts until the past first leaves the voices' ranges. With "
    "repeats: mixed with "
    "what followed the longest passage that has stood in the piece before, trusted by its "
    "length as fits the valid "
    "split best. Both are joint probabilities still."
)
# U: quoted in our notes, not checked in the paper's PDF.
PUBLISHED = (
    ("Transformer baseline (Huang et al. 2019), U", 0.417),
    ("TonicNet, joint bound from its checkpoints, piece mean", 0.396),
    ("Relative Transformer (Huang et al. 2019), U", 0.357),
    ("Relative Transformer, pitch and time (Huang et al. 2019), U", 0.335),
)


def load_pieces(folder: Path, split: str, count: int | None = None) -> list[States]:
    return read_chorales(folder, split)[:count]


def measure_model(folder: Path, path: Path, split: str, count: int | None) -> list[KeyLogProbs]:
    """What a model of the table says of each piece of a split, in every key that it may be averaged
    over."""
    network = load_model(path)
    return [measure_keys(network, piece, REACH) for piece in load_pieces(folder, split, count)]


def average_models(by_model: Sequence[list[KeyLogProbs]], keys: slice) -> list[LogProbs]:
    """Of each piece: logs of the mean of models over some keys; both lists are by piece."""
    found = []
    for piece in zip(*by_model, strict=True):
        every, counts = zip(*piece, strict=True)
        found.append(
            average_log_probs(
                np.concatenate([e[keys] for e in every]), np.concatenate([c[keys] for c in counts])
            )
        )
    return found


def make_row(name: str, split: str, logs: Sequence[LogProbs]) -> dict[str, Any]:
    note = -float(np.concatenate([each.ravel() for each in logs]).mean())
    piece_mean = -float(np.mean([each.mean() for each in logs]))
    figures = {
        "note mean": round(note, 4),
        "piece mean": round(piece_mean, 4),
        "framewise": round(4 * note, 3),
    }
    return {"model": name, "split": split, **figures, "source": "computed"}


def find_models(folder: Path) -> dict[str, Path]:
    """The files of the models by their names: the shipped one, and those in a folder."""
    return list_models(SHIPPED) | list_models(folder)


def measure_models(
    folder: Path,
    models: dict[str, Path],
    count: int | None = None,
    say: Say = lambda text: None,
    split: str = "valid",
) -> list[dict[str, Any]]:
    """Valid, and test where it is asked for: each model, averaged over keys, and all of them
    averaged; each also with what a piece repeats.

    How far repeats are trusted is fitted on the valid split alone.
    """
    names, splits = list(models), list(dict.fromkeys(("valid", split)))
    cells = [*product(splits, names)]
    jobs = [(folder, models[name], split, count) for split, name in cells]
    found = spread(
        measure_model, jobs, [f"Chorales: {split}, {name}" for split, name in cells], say
    )
    trust: dict[str, NDArray[np.float64]] = {}
    rows = []
    for first, split in zip(range(0, len(jobs), len(names)), splits, strict=True):
        repeats = [find_repeats(piece) for piece in load_pieces(folder, split, count)]
        by_model = dict(zip(names, found[first : first + len(names)], strict=True))
        groups = {name: [logs] for name, logs in by_model.items()}
        groups[f"mean of {len(names)}"] = [*by_model.values()]
        for group, (kind, keys) in product(groups, KEYS.items()):
            name, logs = group + kind, average_models(groups[group], keys)
            if split == "valid":
                trust[name] = fit_trust(logs, repeats)
            again = [mix_log_probs(*each, trust[name]) for each in zip(logs, repeats, strict=True)]
            rows += [make_row(name, split, logs), make_row(f"{name}, with repeats", split, again)]
    published = [
        {"model": name, "split": "valid", "note mean": nats, "source": "quoted"}
        for name, nats in PUBLISHED
    ]
    return rows + published


def compute(card: Card, asked: Asked, say: Say) -> Result:
    models = find_models(asked.kept / "chorales")
    rows = measure_models(asked.folder, models, asked.pieces, say, asked.split)
    return {"table": "chorales", "protocol": PROTOCOL, "rows": rows}


def as_text(result: Result) -> str:
    """The table for people, in fixed columns."""
    head = f"{'model':60}{'split':>8}" + "".join(f"{name:>12}" for name in COLUMNS)
    rows = map(format_row, result["rows"])
    return "\n".join([result["table"], result["protocol"], head, *rows])


def format_row(row: dict[str, Any]) -> str:
    cells = "".join(f"{row[name]:>12.4f}" if name in row else f"{'-':>12}" for name in COLUMNS)
    return f"{row['model']:60}{row['split']:>8}{cells}  {row['source']}"


def figures(result: Result, before: Result) -> Result:
    """In place of those that the card had; all else of it stays."""
    return {**before, "chorales": result["rows"]}
