"""The JSB table by protocol P1 (autoregressive, note by note): our causal models beside published
ones.

The models are trained for this table alone (`manage.py train transformer --genre chorales`) and are
no technique of the site, so their weights stand apart from those of the catalogue.
"""

import json
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import load_file

from generation.catalogue import CHECKPOINTS
from generation.codecs.chorale import States
from generation.datasets.jsb import read_chorales
from generation.techniques.chorale_lm.log_probs import KeyLogProbs, average_log_probs, measure_keys
from generation.techniques.chorale_lm.match_model import (
    LogProbs,
    find_repeats,
    fit_trust,
    mix_log_probs,
)
from generation.techniques.transformer.config import read_config
from generation.techniques.transformer.network import Transformer
from generation.training.process_pool import spread

FOLDER = CHECKPOINTS / "tables"
REACH = 4  # semitones, up and down, over which a model may be averaged
KEYS = {"": slice(REACH, REACH + 1), ", over keys": slice(None)}
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


def load_networks() -> dict[str, Transformer]:
    """The models of the table by their names."""
    found = {}
    for path in sorted(FOLDER.glob("*.json")):
        network = Transformer(read_config(json.loads(path.read_text())["sizes"]))
        tensors = load_file(path.with_suffix(".safetensors"))
        network.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
        found[path.stem] = network.eval().requires_grad_(False)
    return found


def measure_model(folder: Path, name: str, split: str, count: int | None) -> list[KeyLogProbs]:
    """What a model of the table says of each piece of a split, in every key that it may be averaged
    over."""
    network = load_networks()[name]
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


def measure_models(
    folder: Path,
    count: int | None = None,
    say: Callable[[str], None] = lambda text: None,
    split: str = "valid",
) -> list[dict]:
    """Valid, and test where it is asked for: each model, averaged over keys, and all of them
    averaged; each also with what a piece repeats.

    How far repeats are trusted is fitted on the valid split alone.
    """
    names, splits = list(load_networks()), list(dict.fromkeys(("valid", split)))
    jobs = [(folder, name, split, count) for split, name in product(splits, names)]
    found = spread(
        measure_model, jobs, [f"Chorales: {split}, {name}" for _, name, split, _ in jobs], say
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


def as_text(found: dict[str, Any]) -> str:
    cells = "".join(f"{found[name]:>12.4f}" if name in found else f"{'-':>12}" for name in COLUMNS)
    return f"{found['model']:60}{found['split']:>8}{cells}  {found['source']}"


COLUMNS = ("note mean", "piece mean", "framewise")
