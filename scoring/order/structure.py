"""How the bars of a piece relate: what returns, at which distance, and whether what follows returns
with it."""

import numpy as np

from scoring.order.heard import Floats, Heard

PLACES = 24  # steps of a bar that are told apart
ALIKE = 0.8  # cosine from which two bars are called alike
FEWEST = 6  # bars: fewer have no structure to speak of


def bar_vectors(heard: Heard) -> tuple[Floats, Floats]:
    """Unit vectors of onsets by place and pitch class with drums (bars, 384), and of pitch classes
    by how long they sound (bars, 12)."""
    bars = heard.bar_count
    onsets: Floats = np.zeros((bars, PLACES, 16))
    place = np.minimum(heard.place_of_step[heard.start], PLACES - 1)
    bar = heard.bar_of_step[heard.start]
    np.add.at(onsets, (bar, place, heard.pitch % 12), 1)
    kind = np.log2(heard.drum_bits).astype(np.int64)
    struck = np.minimum(heard.drum_start, heard.steps - 1)
    stroke_place = np.minimum(heard.place_of_step[struck], PLACES - 1)
    np.add.at(onsets, (heard.bar_of_step[struck], stroke_place, 12 + kind), 1)
    lengths = (heard.stop - heard.start).astype(float)
    sums = np.bincount(bar * 12 + heard.pitch % 12, lengths, bars * 12)
    classes = np.asarray(sums, np.float64).reshape(bars, 12)
    begun = np.minimum(onsets, 1.0).reshape(bars, PLACES * 16)
    return _unit(begun), _unit(classes)


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def measure_structure(heard: Heard) -> dict[str, float]:
    """Figures of returns and of continuity; empty for fewer than `FEWEST` bars."""
    if heard.bar_count < FEWEST:
        return {}
    onsets, classes = bar_vectors(heard)
    notes, tones = onsets @ onsets.T, classes @ classes.T
    upper = np.triu_indices(len(notes), 1)
    mean = float(notes[upper].mean())
    figures = {f"lag {lag}": _lag(notes, lag) - mean for lag in (1, 2, 4, 8) if lag < len(notes)}
    figures |= {f"tones {lag}": _lag(tones, lag) - float(tones[upper].mean()) for lag in (1, 4)}
    nearest = (notes - np.eye(len(notes))).max(1)
    figures["alike"] = mean
    figures["tones alike"] = float(tones[upper].mean())
    figures["nearest"] = float(nearest.mean())
    figures["returning bars"] = float((nearest > ALIKE).mean())
    figures["diagonal"] = _diagonal(notes)
    figures["tones diagonal"] = _diagonal(tones)
    figures["successors"] = _successors(notes)
    figures |= _continuity(heard)
    return figures


def _lag(similar: Floats, lag: int) -> float:
    return float(np.diagonal(similar, lag).mean())


def _diagonal(similar: Floats) -> float:
    """Correlation of how alike two bars are with how alike the two after them are."""
    here, after = similar[:-1, :-1], similar[1:, 1:]
    upper = np.triu_indices(len(here), 2)
    return _correlation(here[upper], after[upper])


def _successors(similar: Floats) -> float:
    """How alike the successors of bars are that are alike, less how alike any two are."""
    here, after = similar[:-1, :-1], similar[1:, 1:]
    upper = np.triu_indices(len(here), 2)
    chosen = here[upper] > ALIKE
    if not chosen.any():
        return 0.0
    return float(after[upper][chosen].mean() - after[upper].mean())


def _continuity(heard: Heard) -> dict[str, float]:
    """Correlation of neighbouring bars in height and in the number of onsets."""
    bars = heard.bar_count
    bar = heard.bar_of_step[heard.start]
    counts = np.bincount(bar, minlength=bars).astype(float)
    sums = np.bincount(bar, heard.pitch.astype(float), bars)
    height = sums / np.maximum(counts, 1)
    sounding = counts > 0
    both = sounding[:-1] & sounding[1:]
    return {
        "height": _correlation(height[:-1][both], height[1:][both]),
        "density": _correlation(counts[:-1], counts[1:]),
    }


def _correlation(one: Floats, other: Floats) -> float:
    if len(one) < 3 or one.std() < 1e-6 or other.std() < 1e-6:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
