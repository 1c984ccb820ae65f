"""The registry of viewpoints, under which a piece is read as symbols.

Multiple viewpoint systems: Conklin and Witten 1995.
"""

from scoring.order.chords import QUALITIES
from scoring.order.events import Viewpoint
from scoring.order.harmonies import (
    read_bass,
    read_bass_line,
    read_fit,
    read_harmony,
    read_within,
)
from scoring.order.lines import INTERVALS, read_degrees, read_melody
from scoring.order.rhythms import (
    LENGTHS,
    MASKS,
    read_drums,
    read_gaps,
    read_lengths,
    read_rhythm,
    read_together,
)

_WIDE = INTERVALS + 1
VIEWPOINTS = (
    Viewpoint("melody", INTERVALS, (4, 4 * _WIDE, 4 * _WIDE * _WIDE), read_melody),
    Viewpoint("degrees", 12, (4, 52), read_degrees),
    Viewpoint("harmony", 12 * QUALITIES, (4, 4 * QUALITIES, 48 * QUALITIES), read_harmony),
    Viewpoint("fit", 12, (QUALITIES, 4 * QUALITIES), read_fit),
    Viewpoint("within", 12, (2 * QUALITIES, 8 * QUALITIES), read_within),
    Viewpoint("rhythm", MASKS, (4, 4 * 17, 4 * 17 * 17), read_rhythm),
    Viewpoint("lengths", len(LENGTHS), (4, 16, 16 * (len(LENGTHS) + 1)), read_lengths),
    Viewpoint("bass", 12, (4, 8 * QUALITIES, 104 * QUALITIES), read_bass),
    Viewpoint("bass line", INTERVALS, (12, 48, 48 * _WIDE), read_bass_line),
    Viewpoint("together", MASKS, (4, 64), read_together),
    Viewpoint("gaps", 7, (4, 4 * len(LENGTHS)), read_gaps),
    Viewpoint("drums", MASKS, (16, 16 * 17, 16 * 17 * 17), read_drums),
)
