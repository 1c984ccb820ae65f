"""What each player of a band does, taken alone: bass, comping, pads, one voice of a choir.

A figure that is not defined, as the moves of a part that is silent, is None.
"""

from collections.abc import Callable, Mapping

import numpy as np

from generation.evaluation.bands import lines
from generation.evaluation.bands.lines import average, share, trace_line
from generation.music.metrics.pitches import pitch_range
from generation.music.metrics.rhythm import repeated_rhythm
from generation.music.metrics.view import LENGTH, START, View

Formula = Callable[[View], float | None]
CHORD = 3  # notes struck together


def sounding(view: View) -> float | None:
    """Share of the steps in which anything sounds."""
    return share(view.polyphony > 0)


def onsets_a_bar(view: View) -> float | None:
    """Moments at which anything begins, for each bar."""
    return len(np.unique(view.notes[:, START])) / view.bar_count


def of_line(formula: Callable[[lines.Line], float | None], *, lowest: bool = False) -> Formula:
    return lambda view: formula(trace_line(view, lowest=lowest))


def attacks_of_chords(view: View) -> float | None:
    """Share of the moments that begin three notes or more."""
    _, counts = np.unique(view.notes[:, START], return_counts=True)
    return share(counts >= CHORD)


def notes_an_attack(view: View) -> float | None:
    _, counts = np.unique(view.notes[:, START], return_counts=True)
    return average(counts)


def notes_together(view: View) -> float | None:
    """How many pitches sound where any does."""
    return average(view.polyphony[view.polyphony > 0])


def on_bar_lines(view: View) -> float | None:
    """Share of the moments that are bar lines."""
    return share(trace_line(view).place == 0)


def hammered(view: View) -> float | None:
    """Share of the moments at which something begins that only strike again what sounded before
    them."""
    begun = [
        set(view.notes[view.notes[:, START] == at, 2]) for at in np.unique(view.notes[:, START])
    ]
    again = [one <= other for one, other in zip(begun[1:], begun, strict=False)]
    return share(np.array(again, bool))


def changed_lengths(view: View) -> float | None:
    """How many different lengths the notes have."""
    return float(len(np.unique(view.notes[:, LENGTH]))) if len(view.notes) else None


LINE: Mapping[str, Formula] = {
    "sounding": sounding,
    "onsets a bar": onsets_a_bar,
    "mean pitch": of_line(lines.mean_pitch),
    "range": pitch_range,
    "rhythm of the bar before": repeated_rhythm,
    "mean length": of_line(lines.mean_length),
}
BASS: Mapping[str, Formula] = {
    **LINE,
    "on the beat": of_line(lines.on_beats, lowest=True),
    "on odd sixteenths": of_line(lines.on_odd_sixteenths, lowest=True),
    "repeats its pitch": of_line(lines.repeats, lowest=True),
    "steps": of_line(lines.steps, lowest=True),
    "leaps": of_line(lines.leaps, lowest=True),
    "odd leaps": of_line(lines.odd_leaps, lowest=True),
    "longest pitch": of_line(lines.longest_pitch, lowest=True),
}
COMPING: Mapping[str, Formula] = {
    **LINE,
    "on the beat": of_line(lines.on_beats),
    "on odd sixteenths": of_line(lines.on_odd_sixteenths),
    "attacks of chords": attacks_of_chords,
    "notes an attack": notes_an_attack,
    "notes together": notes_together,
    "hammered": hammered,
    "steps of the top": of_line(lines.steps),
    "leaps of the top": of_line(lines.leaps),
    "lengths": changed_lengths,
}
PAD: Mapping[str, Formula] = {
    **LINE,
    "repeats its pitch": of_line(lines.repeats),
    "steps": of_line(lines.steps),
    "leaps": of_line(lines.leaps),
    "on bar lines": on_bar_lines,
    "on odd sixteenths": of_line(lines.on_odd_sixteenths),
    "longest pitch": of_line(lines.longest_pitch),
}
VOICE: Mapping[str, Formula] = {
    **LINE,
    "steps": of_line(lines.steps),
    "leaps": of_line(lines.leaps),
    "odd leaps": of_line(lines.odd_leaps),
    "on the beat": of_line(lines.on_beats),
    "on odd sixteenths": of_line(lines.on_odd_sixteenths),
}
