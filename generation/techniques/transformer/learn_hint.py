"""Learns the table of `harmony_hint.py` from the training part, on top of the logits of the
installed network: `python -m generation.techniques.transformer.learn_hint DATA`.

The network is asked for parts and gaps of real music, note by note; the table is the one under
which its logits and the hint together make the real pitches likeliest (a multinomial logistic
regression with an offset, and a penalty).
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from generation.catalogue import read_card
from generation.codecs.score import DRUM_PITCH
from generation.techniques.transformer.bar_likeness import LAGS
from generation.techniques.transformer.corpora import CORPORA, load_works
from generation.techniques.transformer.harmony_hint import (
    ABOVE,
    FILE,
    OF_PITCH,
    ROLES,
    find_role,
    plays_beside,
)
from generation.techniques.transformer.makers import load_network
from generation.techniques.transformer.masking import extract_task, sample_tasks
from generation.techniques.transformer.network import Transformer
from generation.techniques.transformer.packing import pack_works
from generation.techniques.transformer.surroundings import CLASSES, PLACES, Surroundings
from generation.techniques.transformer.windows import IGNORE, Task, encode_played, encode_window

WITHOUT = ("groove_drums",)
OFTENER = {"freedoom": 6, "openscore_quartets": 2, "openscore_orchestra": 2}  # few, and bands
SHARES = (0.0, 0.5, 0.5)  # gaps and tracks
WINDOWS, NOTES, SEED = 300, 400, 1
PENALTY = 5e-5  # for the sum of squares of all weights
STEPS = 25


class Draw(NamedTuple):
    """One pitch of real music: what the network gives, what sounds around it, and what it is."""

    logits: NDArray[np.float32]  # (128,)
    others: NDArray[np.float32]  # (places, 12)
    echoes: NDArray[np.float32]  # (4, lags, 12), as `Table.echoes`
    struck: NDArray[np.float32]  # (2, lags, 128), as `Table.struck`
    kind: int  # role, and whether beside others
    pitch: int


def list_draws(network: Transformer, task: Task) -> Iterator[Draw]:
    """Those of the pitched notes of a task."""
    played = encode_played(task).notes
    if len(played) != len(task.played) or not len(task.given):
        return
    logits = ask_network(network, task)
    stop = int(played[-1, 0]) + 1
    heard = Surroundings(task.score.beats, task.given, task.start, stop)
    beside = plays_beside(task.given, task.start, stop)
    playing = frozenset([*task.given[:, 1].tolist(), *played[:, 1].tolist()])
    for number, note in enumerate(played.tolist()):
        if note[2] < DRUM_PITCH:
            kind = beside * ROLES + find_role(task.score, note[1], playing)
            yield describe(heard, note, logits[number], kind)
        heard.add_note(note)


def ask_network(network: Transformer, task: Task) -> NDArray[np.float32]:
    """(notes played, 128) log probabilities of pitches, each after all that stands before it."""
    window = encode_window(task)
    asked = np.flatnonzero((window.targets != IGNORE).any(1))
    asked = asked[-(len(task.played) + task.finished) :][: len(task.played)]
    arrays = (window.inputs, window.times, window.conditions)
    with torch.no_grad():
        pitches = network(*(torch.from_numpy(each)[None] for each in arrays))[3]
    found: NDArray[np.float32] = torch.log_softmax(pitches[0, asked, :DRUM_PITCH], 1).numpy()
    return found


def describe(
    heard: Surroundings, note: Sequence[int], logits: NDArray[np.float32], kind: int
) -> Draw:
    step, slot, pitch = note[:3]
    echo = heard.hear_echo(step, slot)
    alike = echo.alike[:, None]
    struck = np.zeros((len(LAGS), DRUM_PITCH))
    for lag, pitches in enumerate(echo.struck):
        struck[lag, pitches] = 1
    echoes = np.stack([echo.every, alike * echo.every, echo.own, alike * echo.own])
    others, twice = to_floats(heard.hear_others(step, slot)), np.stack([struck, alike * struck])
    return Draw(logits, others, to_floats(echoes), to_floats(twice), kind, pitch)


def to_floats(values: NDArray[np.float64]) -> NDArray[np.float32]:
    return values.astype(np.float32)


def collect(folder: Path, windows: int) -> list[Draw]:
    names = [name for name in CORPORA if name not in WITHOUT]
    works = [load_works(folder, name, "train") for name in names]
    shares = np.array([CORPORA[name].share * OFTENER.get(name, 1) for name in names])
    scores = pack_works(works, (shares / shares.sum()).tolist())
    tasks = sample_tasks(scores, windows, NOTES, np.random.default_rng(SEED), SHARES)
    network = load_network(read_card("transformer"))
    found: list[Draw] = []
    for number in range(windows):
        found += list_draws(network, extract_task(scores, tasks, number))
        sys.stderr.write(f"Window {number + 1} of {windows}: {len(found)} notes\n")
    return found


class Weights(NamedTuple):
    """As `harmony_hint.Table`, to be learnt; the first index of `others` is the kind."""

    others: Tensor
    echoes: Tensor
    struck: Tensor


def learn(draws: Sequence[Draw], steps: int = STEPS) -> Weights:
    shapes = ((2 * ROLES, len(PLACES), CLASSES), (2, 4, len(LAGS)), (2, 2, len(LAGS)))
    weights = Weights(*(torch.zeros(shape, requires_grad=True) for shape in shapes))
    *parts, kinds, pitches = (torch.from_numpy(np.array(each)) for each in zip(*draws, strict=True))
    counts = torch.bincount(kinds, minlength=2 * ROLES).clamp(min=1)
    trust = counts[kinds] ** -0.5  # roles that have fewer notes count nearly as much
    optimizer = torch.optim.LBFGS([*weights], max_iter=steps, line_search_fn="strong_wolfe")

    def measure() -> float:
        optimizer.zero_grad()
        logits = add_hint(weights, parts, kinds)
        penalty = sum((each**2).sum() for each in weights)
        losses = torch.nn.functional.cross_entropy(logits, pitches, reduction="none")
        loss = (trust * losses).sum() / trust.sum() + PENALTY * penalty
        loss.backward()
        return float(loss.detach())

    optimizer.step(measure)
    return weights


def add_hint(weights: Weights, parts: Sequence[Tensor], kinds: Tensor) -> Tensor:
    """(n, 128); as `harmony_hint.weigh_pitches`."""
    logits, others, echoes, struck = parts
    beside = kinds // ROLES
    classes = torch.einsum("nps,npsc->nc", others, weights.others[kinds][:, :, ABOVE])
    classes = classes + torch.einsum("nal,nalc->nc", weights.echoes[beside], echoes)
    own = torch.einsum("nal,nalp->np", weights.struck[beside], struck)
    return logits + classes[:, OF_PITCH] + own


def write(weights: Weights) -> None:
    by_role = weights.others.unflatten(0, (2, ROLES))
    named = zip(Weights._fields, (by_role, *weights[1:]), strict=True)
    rounded = {name: np.round(each.detach().double().numpy(), 3).tolist() for name, each in named}
    FILE.write_text(json.dumps(rounded) + "\n")


if __name__ == "__main__":
    write(learn(collect(Path(sys.argv[1]), WINDOWS)))
