"""All figures by which a stretch of music is judged, in one row."""

import numpy as np

from scoring.order.events import Read
from scoring.order.heard import Floats, Heard
from scoring.order.pairing import measure_pairing
from scoring.order.structure import measure_structure
from scoring.order.surprise import Figures, Tables, contrast_orders, measure_surprise, read_bits
from scoring.order.texture import measure_texture
from scoring.order.unity import measure_unity
from scoring.order.viewpoints import VIEWPOINTS

DIGITS = 5  # of a figure
NAMES = tuple(viewpoint.name for viewpoint in VIEWPOINTS)


def measure_features(heard: Heard, tables: Tables, random: np.random.Generator) -> Figures:
    """Figures by name; what is not defined for a piece is left out or NaN."""
    read = Read.of(heard)
    own = read_bits(read, tables, NAMES)
    return {
        **measure_surprise(own, heard.bar_count),
        **contrast_orders(heard, tables, own, random),
        **measure_pairing(read, tables, own),
        **measure_unity(read),
        **measure_texture(read),
        **measure_structure(heard),
    }


def tabulate(rows: list[Figures], names: tuple[str, ...]) -> Floats:
    """Rows of figures as an array (rows, names), NaN where there is none.

    Rounded, and of single precision as models are kept: a share that many pieces have must equal
    its quantile, in whatever order it was summed.
    """
    table = np.array([_pick(row, names) for row in rows], np.float32).reshape(-1, len(names))
    table[~np.isfinite(table)] = np.nan
    return np.round(table, DIGITS).astype(np.float64)


def _pick(row: Figures, names: tuple[str, ...]) -> list[float]:
    return [row.get(name, np.nan) for name in names]
