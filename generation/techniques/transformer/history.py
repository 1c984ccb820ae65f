"""What B candidates have played so far, as far as the next row depends on it."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import SLOTS, STEPS, Notes
from generation.techniques.transformer.constraints import SPAN, Past
from generation.techniques.transformer.context import Voice
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.windows import encode_voice

RECENT = 8  # notes of a track that `SamplingConfig.variety` penalises

Row = tuple[int, ...]  # a note: (onset step, slot, pitch, length in steps, velocity level)
Ints = NDArray[np.int64]


class History:
    """Where each candidate stands, and what each of its slots played last."""

    def __init__(self, passage: Passage, count: int) -> None:
        task = passage.task
        self.beats, self.count = passage.bounds.beats, count
        known = np.concatenate([task.given, task.played])
        earlier = known[known[:, 0] < passage.bounds.start]
        earlier = earlier[np.argsort(earlier[:, 0], kind="stable")]
        step = int(task.played[-1, 0]) if len(task.played) else task.start
        self.pasts = [self.start_past(step, earlier) for _ in range(count)]
        self.last = np.zeros((count, SLOTS + 1, 5), np.int32)
        self.begun = np.zeros((count, SLOTS + 1), bool)
        for note in earlier:
            self.last[:, note[1]], self.begun[:, note[1]] = note, True
        self.recent = np.full((count, SLOTS, RECENT), -1)

    def start_past(self, step: int, earlier: Notes) -> Past:
        beat, part, _, _ = self.beats.place(np.array([step]))
        past = Past(int(beat[0]), int(part[0]))
        past.sounded(earlier)
        return past

    @property
    def steps(self) -> Ints:
        """(B,) where each candidate stands."""
        places = np.array([(past.beat, past.part) for past in self.pasts])
        return self.beats.step(places[:, 0], places[:, 1])

    def find_last(self, slot: Ints, step: Ints) -> Voice:
        """What the slot (B,) of each candidate played last."""
        rows = np.arange(self.count)
        now = np.zeros((self.count, 5), np.int32)
        now[:, 0] = step
        return encode_voice(now, self.last[rows, slot], self.begun[rows, slot])

    def penalize_repeats(self, slot: Ints, variety: float) -> NDArray[np.float64]:
        """(B, pitches) nats to take away from the logits of what each slot has just played."""
        found = np.zeros((self.count, SPAN + 1))
        if variety:
            played = self.recent[np.arange(self.count), np.minimum(slot, SLOTS - 1)]
            np.add.at(found, (np.arange(self.count)[:, None], played), variety)
        return found[:, :SPAN]

    def add_note(self, number: int, row: Ints) -> Row:
        """Writes down the row (7,) that a candidate has sampled."""
        past = self.pasts[number]
        ahead, part, slot, pitch, quarters, remainder, level = row.tolist()
        past.beat, past.part, past.slot, past.pitch = past.beat + ahead, part, slot, pitch
        onset = int(self.beats.step(np.array(past.beat), part))
        length = quarters * STEPS + remainder
        past.ends[slot, pitch] = onset + length
        note = (onset, slot, pitch, length, level)
        self.last[number, slot], self.begun[number, slot] = note, True
        self.recent[number, slot] = [*self.recent[number, slot, 1:], pitch]
        return note
