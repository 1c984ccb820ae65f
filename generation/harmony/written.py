"""The chords that somebody wrote, as what the chord model is given."""

import numpy as np

from generation.codecs.chart import Chart
from generation.harmony.spans import Spans
from generation.harmony.symbols import Symbol, name_written


def take_written(chart: Chart, spans: Spans) -> dict[int, Symbol]:
    """For each stretch the chord that holds longest in it, of equals the first. N.C. and what comes
    before the first chord give none."""
    given = {}
    for number, (start, stop) in enumerate(zip(spans.start, spans.stop, strict=True)):
        held = np.bincount(chart.place[start:stop] + 1)[1:]  # by chord; nothing is left out
        chord = chart.chords[int(held.argmax())] if held.any() else None
        if chord:
            given[number] = name_written(chord)
    return given
