"""How surprising a piece is to a genre's models, in bits a symbol: in the mean, at its oddest, over
its bar lines, in its oddest four bars, and against itself in another order."""

from collections.abc import Mapping

import numpy as np

from scoring.order.events import Events, Read
from scoring.order.heard import Bools, Floats, Heard
from scoring.order.likelihood import Table
from scoring.order.turning import order_bars, reverse
from scoring.order.viewpoints import VIEWPOINTS

Figures = dict[str, float]
Bits = dict[str, tuple[Events, Floats]]
Tables = Mapping[str, Table]

CROSSING = ("melody", "degrees", "harmony", "rhythm", "bass", "bass line", "drums")
TAILED = ("melody", "degrees", "within", "rhythm", "fit", "gaps", "lengths", "together")
SPREAD = ("melody", "degrees", "within", "rhythm", "fit", "harmony", "lengths")
TURNED = ("melody", "degrees", "harmony", "rhythm", "lengths", "gaps", "bass line", "together",
          "drums")  # fmt: skip
REORDERED = ("melody", "degrees", "harmony", "rhythm", "bass line", "drums")
BLOCK = 4  # bars
FEWEST = 4  # symbols of a block or a side, fewer have no mean
ODD = 6.0  # bits
TAIL = 10  # one of so many symbols


def read_bits(read: Read, tables: Tables, names: tuple[str, ...]) -> Bits:
    """Events and their bits for the named viewpoints."""
    found: Bits = {}
    for viewpoint in VIEWPOINTS:
        if viewpoint.name in names:
            events = viewpoint.read(read)
            found[viewpoint.name] = events, tables[viewpoint.name].bits(events)
    return found


def measure_surprise(bits: Bits, bars: int) -> Figures:
    """Figures of a piece as it stands."""
    figures: Figures = {}
    for name, (events, row) in bits.items():
        if not len(row):
            continue
        mean = float(row.mean())
        figures[name] = mean
        if name in CROSSING:
            figures[f"{name} over bar lines"] = _difference(row, events.crosses)
        if name in TAILED and len(row) > 2 * TAIL:
            kept = len(row) // TAIL
            figures[f"{name} tail"] = float(np.partition(row, -kept)[-kept:].mean())
            figures[f"{name} odd"] = float((row > ODD).mean())
        if name in SPREAD:
            figures |= _spread(name, row - mean, events, bars)
    return figures


def _spread(name: str, row: Floats, events: Events, bars: int) -> Figures:
    """The oddest and the plainest block, and how far the halves lie apart."""
    counts = np.bincount(events.bar // BLOCK)
    means = np.bincount(events.bar // BLOCK, row)[counts >= FEWEST] / counts[counts >= FEWEST]
    figures = {f"{name} halves": abs(_difference(row, events.bar < bars // 2))}
    if len(means):
        figures |= {f"{name} oddest": float(means.max()), f"{name} plainest": float(means.min())}
    return figures


def _difference(row: Floats, chosen: Bools) -> float:
    """Mean of the chosen less the mean of the others; NaN where either are few."""
    count = int(chosen.sum())
    if count < FEWEST or len(row) - count < FEWEST:
        return np.nan
    inside = float(row[chosen].sum())
    return inside / count - (float(row.sum()) - inside) / (len(row) - count)


def contrast_orders(
    heard: Heard, tables: Tables, own: Bits, random: np.random.Generator
) -> Figures:
    """Bits backwards, and with the bars in a drawn order, less the bits as it stands."""
    backwards = read_bits(Read.of(reverse(heard)), tables, TURNED)
    shuffled = order_bars(heard, random.permutation(heard.bar_count))
    elsewhere = read_bits(Read.of(shuffled), tables, REORDERED)
    figures = {f"{name} backwards": _more(backwards, own, name) for name in TURNED}
    return figures | {f"{name} reordered": _more(elsewhere, own, name) for name in REORDERED}


def _more(other: Bits, own: Bits, name: str) -> float:
    if not len(own[name][1]) or not len(other[name][1]):
        return np.nan
    return float(other[name][1].mean() - own[name][1].mean())
