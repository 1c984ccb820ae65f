"""Whether the two halves of a piece belong together."""

import numpy as np

from scoring.order.chords import PROFILES
from scoring.order.events import Read
from scoring.order.heard import Floats, Heard, Ints
from scoring.order.structure import PLACES, bar_vectors
from scoring.order.surprise import Figures

FEWEST = 8  # bars


def measure_unity(read: Read) -> Figures:
    heard = read.heard
    middle = int(heard.bars[heard.bar_count // 2])
    early = heard.start < middle
    if heard.bar_count < 2 or not early.any() or early.all():
        return {}
    frames = read.chords.chroma.sum(0)
    cut = int(np.searchsorted(heard.frames, middle))
    first, second = frames[:cut].sum(0), frames[cut:].sum(0)
    places = np.minimum(heard.place_of_step[heard.start], PLACES - 1)
    rhythm = [_count_places(places[half]) for half in (early, ~early)]
    height = heard.pitch[early].mean() - heard.pitch[~early].mean()
    figures = {
        "tones of the halves": _cosine(first, second),
        "keys of the halves": _cosine(_fit_keys(first), _fit_keys(second)),
        "rhythm of the halves": _cosine(rhythm[0], rhythm[1]),
        "density of the halves": abs(float(np.log((early.sum() + 1) / ((~early).sum() + 1)))),
        "height of the halves": abs(float(height)),
    }
    return figures | _part(heard)


def _count_places(places: Ints) -> Floats:
    return np.bincount(places, minlength=PLACES).astype(np.float64)


def _part(heard: Heard) -> Figures:
    """How much more alike bars of one half are than bars of both."""
    if heard.bar_count < FEWEST:
        return {}
    figures: Figures = {}
    for name, vectors in zip(("notes", "tones"), bar_vectors(heard), strict=True):
        similar = vectors @ vectors.T
        half = len(similar) // 2
        inside = (_pairs_mean(similar[:half, :half]) + _pairs_mean(similar[half:, half:])) / 2
        figures[f"{name} apart"] = inside - float(similar[:half, half:].mean())
    return figures


def _pairs_mean(similar: Floats) -> float:
    return float(similar[np.triu_indices(len(similar), 1)].mean())


def _fit_keys(chroma: Floats) -> Floats:
    return np.asarray(PROFILES @ (chroma - chroma.mean()))


def _cosine(one: Floats, other: Floats) -> float:
    scale = np.linalg.norm(one) * np.linalg.norm(other)
    return float(one @ other / scale) if scale else 0.0
