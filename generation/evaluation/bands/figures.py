"""All figures of a window, in groups that a classifier may look at one by one: each part, harmony,
fit, the whole."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from generation.evaluation.accompaniment import Figures
from generation.evaluation.bands.drums import DRUMMER
from generation.evaluation.bands.fit import FIT
from generation.evaluation.bands.harmony import ENSEMBLE, HARMONY
from generation.evaluation.bands.players import BASS, COMPING, PAD, VOICE
from generation.evaluation.bands.windows import Band
from generation.evaluation.intervals import Floats, Ints
from generation.music.metrics.view import View

PLAYERS: Mapping[str, Mapping[str, Callable[[View], float | None]]] = {
    "bass": BASS,
    "comping": COMPING,
    "pad": PAD,
    "voice": VOICE,
    "drums": DRUMMER,
}
TOGETHER: Mapping[str, Mapping[str, Callable[[Band], float | None]]] = {
    "harmony": HARMONY,
    "fit": FIT,
    "ensemble": ENSEMBLE,
}
WHOLE = "whole"


def measure_band(band: Band, roles: Mapping[str, str]) -> Figures:
    """Figures of a window by `group: figure`; `roles` says what each part is by its name."""
    found: Figures = {}
    for part, role in roles.items():
        found |= name_all(part, PLAYERS[role], band.parts[part])
    for group, formulas in TOGETHER.items():
        found |= name_all(group, formulas, band)
    return found


def name_all(group: str, formulas: Mapping[str, Callable[..., Any]], music: View | Band) -> Figures:
    return {f"{group}: {name}": formula(music) for name, formula in formulas.items()}


def list_groups(names: Sequence[str]) -> dict[str, Ints]:
    """Columns of each group, and of the whole, in rows of figures of these names."""
    of_name = [name.split(": ")[0] for name in names]
    groups = {group: np.flatnonzero(np.array(of_name) == group) for group in dict.fromkeys(of_name)}
    groups.pop("ensemble", None)  # two figures tell nothing that the whole does not
    return {WHOLE: np.arange(len(names)), **groups}


def stack_figures(rows: Sequence[Figures]) -> Floats:
    """(N, F), not a number where a figure is not defined."""
    return np.array([list(row.values()) for row in rows], dtype=float)
