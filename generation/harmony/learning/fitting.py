"""The chord model fitted to labelled tunes by penalised likelihood (L-BFGS), and rounded."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from generation.harmony.evidence import WHOLE
from generation.harmony.learning.chains import Batch, Floats, Ints, measure_batch
from generation.harmony.learning.weights import BORDERS, MODES, Layout, States
from generation.harmony.symbols import NAMES, PLAIN, Symbol

FEWEST = 40  # of a chord that is a state
TOGETHER = 48  # songs of a batch
OWN, SHARED = 2.0, 0.1  # how strongly weights are drawn to zero


class Example(NamedTuple):
    """One tune in its key: evidence (N, F) with tones from the tonic on, (degree, quality) of each
    span, borders, and how much the tune counts."""

    mode: int
    pace: int
    evidence: Ints
    labels: list[tuple[int, int]]
    border: Ints
    weight: float


def count_states(examples: Sequence[Example]) -> list[States]:
    """The chords of either mode that are frequent enough."""
    found = []
    for mode in range(MODES):
        counts = np.zeros((12, len(NAMES)), np.int64)
        for example in examples:
            if example.mode == mode:
                np.add.at(counts, tuple(np.array(example.labels).T), 1)
        found.append(States(*np.nonzero(counts >= FEWEST)))
    return found


def place_label(states: States, label: tuple[int, int]) -> int:
    """The state of a chord; one that is none is taken as its triad, or else as what shares most
    tones with it."""
    known = list(zip(states.degree.tolist(), states.quality.tolist(), strict=True))
    degree, quality = label
    triad = PLAIN.get(NAMES[quality])
    for wanted in (label, (degree, NAMES.index(triad)) if triad else label):
        if wanted in known:
            return known.index(wanted)
    own = set(Symbol(degree, NAMES[quality], 0).classes)
    shared = [len(own & set(Symbol(d, NAMES[q], 0).classes)) for d, q in known]
    return int(np.argmax(shared))


def make_batches(
    examples: Sequence[Example], states: list[States]
) -> list[tuple[int, int, float, Batch]]:
    """(mode, pace, weight, batch) of songs that are like long."""
    groups: dict[tuple[int, int, float], list[Example]] = {}
    for each in sorted(examples, key=lambda each: len(each.labels)):
        groups.setdefault((each.mode, each.pace, each.weight), []).append(each)
    found = []
    for key, group in groups.items():
        cuts = [group[at : at + TOGETHER] for at in range(0, len(group), TOGETHER)]
        found += [(*key, make_batch(cut, states[key[0]])) for cut in cuts]
    return found


def make_batch(examples: Sequence[Example], states: States) -> Batch:
    counts = np.array([len(each.labels) for each in examples])
    longest = counts.max()
    evidence = np.zeros((len(examples), longest, examples[0].evidence.shape[1]))
    labels, border = (np.zeros((len(examples), longest), np.int64) for _ in range(2))
    for row, each in enumerate(examples):
        count = len(each.labels)
        evidence[row, :count] = each.evidence / WHOLE
        labels[row, :count] = [place_label(states, label) for label in each.labels]
        border[row, :count] = each.border
    return Batch(evidence, labels, border, counts)


class Fitted(NamedTuple):
    """The layout, the vector, and nats a span of what it was fitted to."""

    layout: Layout
    vector: Floats
    loss: float


def fit(examples: Sequence[Example], rounds: int, say: Callable[[str], None]) -> Fitted:
    states = count_states(examples)
    layout, batches = Layout(states), make_batches(examples, states)
    spans = sum(weight * batch.counts.sum() for _, _, weight, batch in batches)
    strength = np.concatenate(
        [
            np.full(int(np.prod(shape)), OWN if name.startswith(("own", "ways")) else SHARED)
            for name, shape in layout.shapes.items()
        ]
    )
    told = 0

    def objective(vector: Floats) -> tuple[float, Floats]:
        nonlocal told
        value, slope = measure_all(layout, batches, vector)
        told += 1
        say(f"{told}: {-value / spans:.4f} nats a span")
        loss = -value + 0.5 * (strength * vector**2).sum()
        return loss / spans, (strength * vector - slope) / spans

    found = minimize(
        objective,
        np.zeros(layout.size),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": rounds, "maxfun": 2 * rounds},
    )
    return Fitted(layout, found.x, float(found.fun))


def measure_all(
    layout: Layout, batches: Sequence[tuple[int, int, float, Batch]], vector: Floats
) -> tuple[float, Floats]:
    parts, slope, value = layout.split(vector), np.zeros_like(vector), 0.0
    slopes = layout.split(slope)
    for mode, pace, weight, batch in batches:
        gained, found = measure_batch(
            batch,
            layout.emission(parts, mode),
            layout.transition(parts, mode, pace),
            parts["stay"][pace],
        )
        value += weight * gained
        layout.add_emission(slopes, mode, weight * found.emission)
        layout.add_transition(slopes, mode, pace, weight * found.transition)
        slopes["stay"][pace] += weight * found.stay
    return value, slope


def find_borders(place: Ints) -> Ints:
    """The kind of each border; the last kind where places are unknown."""
    return np.where(place < 0, BORDERS - 1, place)
