"""How well the genre of a melody is told, on a split that the model has not seen."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from generation.genres.facts import BARS, WAITS
from generation.genres.learning.counting import normalise
from generation.genres.learning.windows import Window
from generation.genres.model import Model, Suit, Suits, weigh

Row = dict[str, float]
BINS = (0.0, 0.083, 0.333, 0.6, 0.85, 1.01)  # of shares, for how often they come true


def judge(model: Model, windows: Sequence[Window]) -> list[Suit]:
    return [weigh(model, window.facts, window.notes) for window in windows]


def measure_genres(model: Model, windows: Mapping[str, Sequence[Window]]) -> dict[str, Row]:
    """A row a genre: how often its melodies have it first and among the first two, and what is said
    of it and of the others."""
    return {
        genre: {
            **measure_genre(judge(model, some), model.genres.index(genre)),
            **count_pieces(model, some, model.genres.index(genre)),
        }
        for genre, some in windows.items()
    }


def measure_genre(suits: Sequence[Suit], genre: int) -> Row:
    rank = np.array([(suit.shares > suit.shares[genre]).sum() for suit in suits])
    own = [suit.words[genre] for suit in suits]
    others = [word for suit in suits for at, word in enumerate(suit.words) if at != genre]
    return {
        "windows": len(suits),
        "first": float(np.mean(rank == 0)),
        "first two": float(np.mean(rank < 2)),
        "nats": float(-np.mean([np.log(suit.shares[genre]) for suit in suits])),
        **{f"own: {word}": own.count(word) / len(own) for word in Suits},
        **{f"others: {word}": others.count(word) / len(others) for word in Suits},
    }


def count_pieces(model: Model, windows: Sequence[Window], genre: int) -> Row:
    """How many pieces there are, and the standard error of `first` over them: windows of one piece
    are alike."""
    told: dict[str, list[bool]] = {}
    for window, suit in zip(windows, judge(model, windows), strict=True):
        told.setdefault(window.name, []).append(int(suit.shares.argmax()) == genre)
    means = [float(np.mean(each)) for each in told.values()]
    return {"pieces": len(means), "first: error": float(np.std(means) / np.sqrt(len(means)))}


def measure_reliability(
    model: Model, windows: Mapping[str, Sequence[Window]]
) -> list[tuple[float, float, float]]:
    """(mean share, how often it is the genre, weight) of tiles whose share lies in a bin; every
    genre's melodies weigh alike."""
    rows = [
        (share, genre == true, 1 / len(some))
        for true, some in windows.items()
        for suit in judge(model, some)
        for genre, share in zip(model.genres, suit.shares.tolist(), strict=True)
    ]
    share, came, weight = np.array(rows, float).T
    found = []
    for low, high in pairwise(BINS):
        inside = (share >= low) & (share < high)
        total = weight[inside].sum()
        if total:
            means = [float((weight * each)[inside].sum() / total) for each in (share, came)]
            found.append((means[0], means[1], float(total / weight.sum())))
    return found


def guess_simply(
    known: Mapping[str, Sequence[Window]], asked: Mapping[str, Sequence[Window]], bars: int
) -> dict[str, float]:
    """How often each genre is guessed first by the meter and the number of notes alone."""
    seen = {genre: [name_look(window, bars) for window in some] for genre, some in known.items()}
    looks = len(WAITS) * (len(BARS) + 1)
    counts = np.array([np.bincount(some, minlength=looks) for some in seen.values()])
    best = normalise(counts + 1.0).argmax(0)
    return {
        genre: float(np.mean(best[[name_look(window, bars) for window in some]] == at))
        for at, (genre, some) in enumerate(asked.items())
    }


def name_look(window: Window, bars: int) -> int:
    """Chorales, whose bars are unknown, count in four."""
    meter = window.facts["meter"][:, 1]
    busy = int(np.searchsorted(WAITS, window.notes / bars, side="right"))
    return (int(meter[0]) if len(meter) else 0) * len(WAITS) + min(busy, len(WAITS) - 1)
