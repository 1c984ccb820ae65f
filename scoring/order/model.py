"""The frozen model of a genre: its tables of likelihood, and its judges for each size of stretch.

Kept as arrays without pickle: `models/GENRE.npz`, written by `scoring.order.build`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.order.events import Viewpoint
from scoring.order.heard import Floats
from scoring.order.judging import Judge
from scoring.order.likelihood import Table
from scoring.order.ranks import Ranks
from scoring.order.stretches import SIZES
from scoring.order.viewpoints import VIEWPOINTS

FOLDER = Path(__file__).parent / "models"
KEPT = ("centre", "whitening", "distance", "directions", "middle", "slope")
Arrays = dict[str, NDArray[np.generic]]


@dataclass(frozen=True)
class Bench:
    """The judges for stretches of one size, each taught by another part of the reference, and what
    they say of real music that they have not heard: log odds (pieces, families + 1)."""

    judges: tuple[Judge, ...]
    unheard: Floats


@dataclass(frozen=True)
class Model:
    """What judges a genre. `benches` are by size; None where the genre has too little real music of
    that size."""

    genre: str
    names: tuple[str, ...]  # of the figures
    tables: dict[str, Table]
    benches: tuple[Bench | None, ...]

    def bench_of(self, size: int) -> Bench:
        """The bench of a size, or of the nearest one that there is."""
        near = sorted(range(len(SIZES)), key=lambda place: abs(place - size))
        return next(bench for place in near if (bench := self.benches[place]) is not None)


@cache
def modelled() -> list[str]:
    """Genres that have a model."""
    return sorted(path.stem for path in FOLDER.glob("*.npz"))


@cache
def read_model(genre: str) -> Model:
    with np.load(FOLDER / f"{genre}.npz", allow_pickle=False) as kept:
        arrays: Arrays = dict(kept)
    tables = {viewpoint.name: _read_table(arrays, viewpoint) for viewpoint in VIEWPOINTS}
    names = tuple(str(name) for name in arrays["names"])
    benches = tuple(_read_bench(arrays, str(size)) for size in range(len(SIZES)))
    return Model(genre, names, tables, benches)


def write_model(model: Model) -> None:
    arrays: Arrays = {"names": np.array(model.names)}
    for name, table in model.tables.items():
        for order, counts in enumerate(table.counts):
            arrays[f"{name}/{order}"] = _packed(counts)
    for size, bench in enumerate(model.benches):
        if bench is not None:
            arrays |= _bench_arrays(bench, str(size))
    FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(FOLDER / f"{model.genre}.npz", **arrays)  # type: ignore[arg-type]


def _read_table(arrays: Arrays, viewpoint: Viewpoint) -> Table:
    counts = (
        _spread(arrays, f"{viewpoint.name}/{order}", (contexts, viewpoint.symbols))
        for order, contexts in enumerate(viewpoint.contexts)
    )
    return Table(viewpoint, tuple(counts))


def _packed(counts: NDArray[np.int64]) -> NDArray[np.generic]:
    """Places of what was counted, and the counts (2, kinds): nearly all cells are empty."""
    flat = counts.ravel()
    places = np.flatnonzero(flat)
    return np.stack([places, flat[places]]).astype(np.uint32)


def _spread(arrays: Arrays, name: str, shape: tuple[int, int]) -> NDArray[np.int64]:
    places, counts = arrays[name].astype(np.int64)
    flat = np.zeros(shape[0] * shape[1], np.int64)
    flat[places] = counts
    return flat.reshape(shape)


def _bench_arrays(bench: Bench, size: str) -> Arrays:
    judges = bench.judges
    arrays: Arrays = {}
    for name in KEPT:
        arrays[f"{size}/{name}"] = np.stack([getattr(judge, name) for judge in judges])
    arrays[f"{size}/quantiles"] = np.stack([judge.ranks.quantiles for judge in judges])
    arrays = {name: rows.astype(np.float32) for name, rows in arrays.items()}
    arrays[f"{size}/whitening"] = arrays[f"{size}/whitening"].astype(np.float16)
    arrays[f"{size}/counts"] = np.array([judge.ranks.count for judge in judges])
    arrays[f"{size}/unheard"] = bench.unheard.astype(np.float32)
    return arrays


def _read_bench(arrays: Arrays, size: str) -> Bench | None:
    if f"{size}/unheard" not in arrays:
        return None
    rows = {name: arrays[f"{size}/{name}"].astype(np.float64) for name in (*KEPT, "quantiles")}
    counts = arrays[f"{size}/counts"]
    judges: list[Judge] = []
    for place, count in enumerate(counts):
        ranks = Ranks(rows["quantiles"][place], int(count))
        judges.append(Judge(ranks, **{name: rows[name][place] for name in KEPT}))
    unheard = arrays[f"{size}/unheard"].astype(np.float64)
    return Bench(tuple(judges), unheard)
