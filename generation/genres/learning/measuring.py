"""How well the genre of a melody is told, on a split that the model has not seen."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from generation.genres.facts import BARS, WAITS
from generation.genres.learning.counting import normalise
from generation.genres.learning.windows import Window
from generation.genres.model import Model, Suit, Suits, weigh

Row = dict[str, float]
LOOKS = len(WAITS) * (len(BARS) + 1)
BINS = (0.083, 0.333, 0.6, 0.85)  # of shares, for how often they come true


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
    shares = np.array([suit.shares for suit in suits])
    rank = (shares > shares[:, [genre]]).sum(1)
    return {
        "windows": len(suits),
        "first": float(np.mean(rank == 0)),
        "first two": float(np.mean(rank < 2)),
        "nats": float(-np.mean(np.log(shares[:, genre]))),
        **share_words(suits, genre),
    }


def share_words(suits: Sequence[Suit], genre: int) -> Row:
    """How often each word is said of the genre itself, and of others."""
    words = np.array([suit.words for suit in suits])
    own, others = words[:, genre], np.delete(words, genre, 1)
    kinds = {"own": own, "others": others}
    return {
        f"{kind}: {word}": float(np.mean(kinds[kind] == word))
        for kind, word in product(kinds, Suits)
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
    rows = [list_tiles(model, genre, some) for genre, some in windows.items()]
    share, came, weight = np.concatenate(rows).T
    weight /= len(windows)
    bins = np.searchsorted(BINS, share, side="right")
    return [
        average_tiles(share[bins == at], came[bins == at], weight[bins == at])
        for at in sorted(set(bins.tolist()))
    ]


def list_tiles(model: Model, genre: str, windows: Sequence[Window]) -> NDArray[np.float64]:
    """(N, 3) share, whether it is the genre, weight."""
    shares = np.array([suit.shares for suit in judge(model, windows)])
    came = np.equal(model.genres, genre) * np.ones_like(shares)
    return np.stack([each.ravel() for each in (shares, came, 0 * shares + 1 / shares.size)], 1)


def average_tiles(
    share: NDArray[np.float64], came: NDArray[np.float64], weight: NDArray[np.float64]
) -> tuple[float, float, float]:
    total = float(weight.sum())
    return float(weight @ share) / total, float(weight @ came) / total, total


def guess_simply(
    known: Mapping[str, Sequence[Window]], asked: Mapping[str, Sequence[Window]], bars: int
) -> Row:
    """How often each genre is guessed first by the meter and the number of notes alone."""
    best = normalise(np.array([count_looks(some, bars) for some in known.values()])).argmax(0)
    looks = {genre: list_looks(some, bars) for genre, some in asked.items()}
    places = enumerate(looks.items())
    return {genre: float(np.mean(best[seen] == at)) for at, (genre, seen) in places}


def count_looks(windows: Sequence[Window], bars: int) -> NDArray[np.float64]:
    return np.asarray(np.bincount(list_looks(windows, bars), minlength=LOOKS) + 1.0)


def list_looks(windows: Sequence[Window], bars: int) -> list[int]:
    return [name_look(window, bars) for window in windows]


def name_look(window: Window, bars: int) -> int:
    """Chorales, whose bars are unknown, count in four."""
    meter = window.facts["meter"][:, 1]
    busy = int(np.searchsorted(WAITS, window.notes / bars, side="right"))
    return (int(meter[0]) if len(meter) else 0) * len(WAITS) + min(busy, len(WAITS) - 1)
