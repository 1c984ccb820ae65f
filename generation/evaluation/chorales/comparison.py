"""Harmonised sopranos of several makers beside Bach's: told apart, faults, endings, what was
doubled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generation.evaluation.bands.comparison import average_rows
from generation.evaluation.bands.figures import list_groups, stack_figures
from generation.evaluation.chorales.chords import OF_CHORDS, build_chord, name_chord
from generation.evaluation.chorales.voices import OF_FAULTS, OF_VOICES
from generation.evaluation.intervals import Ints
from generation.evaluation.partwriting import Pitches, count_class_steps
from generation.evaluation.sections import Cell, make_section
from generation.evaluation.tables import Result, Say
from generation.evaluation.twosample import Rows, tell_apart, tell_real_apart
from generation.music.theory import estimate_key

BACH, AGAIN = "Bach", "Bach / Bach"
WINDOW, SHORTEST = 128, 64  # steps
FORMULAS = {"chords": OF_CHORDS, "voices": OF_VOICES, "parallels": OF_FAULTS}
Figures = dict[str, float | None]


@dataclass(frozen=True)
class Choir:
    """One maker's chorales."""

    pieces: Sequence[Pitches]
    groups: Ints  # of each piece: those that swap voices lie in one

    @cached_property
    def rows(self) -> Rows:
        """Figures of windows of eight bars."""
        numbers, figures = [], []
        for number, piece in enumerate(self.pieces):
            found = [measure_window(window) for window in cut_windows(piece)]
            figures += found
            numbers += [number] * len(found)
        songs = np.array(numbers)
        return Rows(stack_figures(figures), songs, self.groups[songs])


def cut_windows(piece: Pitches) -> list[Pitches]:
    """Windows of eight bars; what is left after the last if it is half of one."""
    cut = [piece[:, start : start + WINDOW] for start in range(0, piece.shape[1], WINDOW)]
    return [window for window in cut if window.shape[1] >= SHORTEST]


def measure_window(pitches: Pitches) -> Figures:
    """All figures by `group: figure`."""
    found: Figures = {}
    for group, formulas in FORMULAS.items():
        found |= measure_group(group, formulas, pitches)
    return found


def measure_group(
    group: str, formulas: Mapping[str, Callable[[Pitches], float | None]], pitches: Pitches
) -> Figures:
    return {f"{group}: {name}": formula(pitches) for name, formula in formulas.items()}


NAMES = list(measure_window(np.full((4, WINDOW), -1, np.int16)))


def compare_chords(choirs: Mapping[str, Choir], say: Say) -> Result:
    """How often each maker's windows are told from Bach's by chords, by voices, by faults, by
    all."""
    bach, table = choirs[BACH], {}
    for name, choir in choirs.items():
        if choir is not bach:
            table[name] = tell_groups(bach.rows, choir.rows)
            say(f"Told apart: {name}")
    table[AGAIN] = {
        group: tell_real_apart(alone(bach).take(columns))
        for group, columns in list_groups(NAMES).items()
    }
    return make_section("told apart", table, "two-sample accuracy; 0.5 is what guessing gives")


def alone(bach: Choir) -> Rows:
    """Bach by himself, where nothing is swapped."""
    return bach.rows._replace(groups=bach.rows.songs)


def tell_groups(bach: Rows, made: Rows) -> dict[str, Cell]:
    groups = list_groups(NAMES)
    return {
        group: tell_apart(bach.take(columns), made.take(columns))
        for group, columns in groups.items()
    }


def compare_writing(choirs: Mapping[str, Choir]) -> Result:
    """Means over whole chorales."""
    table = {name: average_pieces(choir) for name, choir in choirs.items()}
    return make_section("part-writing", table, "whole chorales; parallels per 100 changes")


def average_pieces(choir: Choir) -> dict[str, Cell]:
    rows = [{**measure_window(piece), **measure_end(piece)} for piece in choir.pieces]
    return average_rows(rows)


def measure_end(pitches: Pitches) -> Figures:
    """Whether the last chord is the tonic triad on its root, and how much of the soprano is
    doubled."""
    sung = pitches[:, (pitches >= 0).all(0)]
    key = estimate_key(count_class_steps(pitches[:1]).astype(float))
    if key is None or not sung.shape[1]:
        return {"ends on the tonic triad": None, "soprano doubled": None}
    last = name_chord(sung[:, -1])
    triads = [build_chord(key.tonic, (0, third, 7)) for third in (3, 4)]
    doubled = ((sung[1:] - sung[0]) % 12 == 0).any(0).mean()
    ends = last.classes in triads and last.above == 0
    return {"ends on the tonic triad": float(ends), "soprano doubled": float(doubled)}
