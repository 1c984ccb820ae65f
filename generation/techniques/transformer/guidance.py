"""What is added to the network's logits while a row is sampled: the key, the form, the ending."""

import numpy as np
from numpy.typing import NDArray

from generation.techniques.transformer.endings import Ending
from generation.techniques.transformer.form import Form
from generation.techniques.transformer.history import History
from generation.techniques.transformer.key_guidance import favour_pitches, hear_key
from generation.techniques.transformer.next_row import NextRow
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.tokens import BEATS, END, PITCH, QUARTERS, SLOT

Floats = NDArray[np.float64]


class Guidance:
    """Of B candidates; all of it is nats, known before the row and the same on every machine."""

    def __init__(self, passage: Passage, history: History, form: Form) -> None:
        self.history, self.form = history, form
        self.key = favour_pitches(passage)
        self.ending = Ending(passage, hear_key(passage))

    def favour(self, field: int, row: NextRow, size: int) -> Floats:
        """(B, values) nats to add to the logits of a field."""
        found = self.form.favour(row.match, field, size)
        if field == PITCH:
            found += self.key
        beats = [past.beat for past in self.history.pasts] if field == BEATS else row.beat
        if self.ending.is_near(max(beats)):
            self.add_ending(found, field, row)
        return found

    def add_ending(self, found: Floats, field: int, row: NextRow) -> None:
        """In the last bar."""
        if field == BEATS:
            found[:, END] += self.favour_end()
        elif field == PITCH:
            slot, lowest = row.values[:, SLOT], self.find_lowest(row)
            found += self.ending.favour_pitches(row.step, slot, lowest)
        elif field == QUARTERS:
            found += self.ending.favour_lengths(row.step)

    def favour_end(self) -> Floats:
        pasts = self.history.pasts
        places = np.array([(past.beat, past.part) for past in pasts]).T
        steps = self.history.beats.step(*places)
        return self.ending.favour_end(steps, np.array([past.slot >= 0 for past in pasts]))

    def find_lowest(self, row: NextRow) -> NDArray[np.bool_]:
        """(B,) whether the note is the first of its track at its moment: rows go by pitch."""
        before = np.array([past.slot for past in self.history.pasts])
        return ~(row.together & (before == row.values[:, SLOT]))
