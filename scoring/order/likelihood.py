"""Small frozen models: counts of symbols in their contexts, shorter contexts behind longer ones.

Interpolation after Witten and Bell 1991, with a constant in place of the number of kinds.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scoring.order.events import Events, Read, Viewpoint
from scoring.order.heard import Floats, Ints
from scoring.order.viewpoints import VIEWPOINTS

PRIOR = 12.0  # events that the shorter context counts for


@dataclass(frozen=True)
class Table:
    """Counts (contexts, symbols) of one viewpoint, from the coarsest contexts to the finest."""

    viewpoint: Viewpoint
    counts: tuple[Ints, ...]

    def bits(self, events: Events) -> Floats:
        """-log2 p of each event (events,)."""
        chance = np.full(len(events.symbol), 1 / self.viewpoint.symbols)
        for counts, context in zip(self.counts, events.contexts, strict=True):
            total = counts.sum(1)[context]
            chance = (counts[context, events.symbol] + PRIOR * chance) / (total + PRIOR)
        return np.asarray(-np.log2(chance))


def count(reads: Iterable[Read]) -> dict[str, Table]:
    """Tables of all viewpoints over pieces."""
    found = {viewpoint.name: _empty(viewpoint) for viewpoint in VIEWPOINTS}
    for read in reads:
        for viewpoint in VIEWPOINTS:
            events = viewpoint.read(read)
            for counts, context in zip(found[viewpoint.name], events.contexts, strict=True):
                np.add.at(counts, (context, events.symbol), 1)
    return {v.name: Table(v, tuple(found[v.name])) for v in VIEWPOINTS}


def _empty(viewpoint: Viewpoint) -> list[Ints]:
    return [np.zeros((contexts, viewpoint.symbols), np.int64) for contexts in viewpoint.contexts]
