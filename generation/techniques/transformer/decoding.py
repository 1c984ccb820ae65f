"""Plays a passage note by note: B candidates at once, each row drawn field by field from the legal
values."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import SLOTS, STEPS, Notes
from generation.inference.precision import decide
from generation.techniques.transformer.constraints import (
    LEVELS,
    SPAN,
    Past,
    legal_beats,
    legal_parts,
    legal_pitches,
    legal_quarters,
    legal_remainders,
    legal_slots,
)
from generation.techniques.transformer.context import (
    PLAYED,
    Voice,
    beats_ahead,
    place_of,
    shown_rows,
)
from generation.techniques.transformer.inference import FieldDecoder, NumpyTransformer, Weights
from generation.techniques.transformer.match_model import UNHEARD, Comparison, Memory, echo_of
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.sampling import choose
from generation.techniques.transformer.tokens import END
from generation.techniques.transformer.windows import encode_window, programs_of, voice_of

CONTEXT = 1000  # rows that the network has learnt to hear at once
KEPT = 500  # rows played last that it still hears when there would be more
STATED = 3  # times that a passage may come without a break; then the network is not reminded of it
RECENT = 8  # notes of a track of which `Manner.variety` makes it tire
MOST = 6000  # rows of one passage
# nats, see `inference.precision`; four times the most that mattered to a draw of this network
MARGIN = 2.5e-5

Row = tuple[int, ...]  # a note: (onset step, slot, pitch, length in steps, velocity level)
Ints = NDArray[np.int64]


class Candidates:
    """B futures of one past. The same seed gives the same notes, and candidate 0 of four is the
    first of them."""

    players: Callable[..., NumpyTransformer] = NumpyTransformer

    def __init__(self, weights: Weights, passage: Passage, seed: int, count: int = 1) -> None:
        self.weights, self.passage, self.count = weights, passage, count
        self.beats, self.task = passage.bounds.beats, passage.task
        self.randoms = [np.random.default_rng([seed, number]) for number in range(count)]
        known = np.concatenate([self.task.given, self.task.played])
        self.earlier = known[known[:, 0] < passage.bounds.start]
        self.earlier = self.earlier[np.argsort(self.earlier[:, 0], kind="stable")]
        self.pasts = [self.new_past() for _ in range(count)]
        self.last = np.zeros((count, SLOTS + 1, 5), np.int32)  # what each slot played last
        self.begun = np.zeros((count, SLOTS + 1), bool)
        for note in self.earlier:
            self.last[:, note[1]], self.begun[:, note[1]] = note, True
        self.recent = np.full((count, SLOTS, RECENT), -1)
        self.done = np.zeros(count, bool)
        self.listen()

    def new_past(self) -> Past:
        step = int(self.task.played[-1, 0]) if len(self.task.played) else self.task.start
        beat, part, _, _ = self.beats.place(np.array([step]))
        past = Past(int(beat[0]), int(part[0]))
        past.sounded(self.earlier)
        return past

    def listen(self) -> None:
        """Hears all that is known."""
        memory = Memory()
        window = encode_window(self.task, memory)
        self.memories = [memory.copy() for _ in range(self.count)]
        lines = len(window.times) - len(self.task.played)
        shown, times = (
            window.shown[None].repeat(self.count, 0),
            window.times[None].repeat(self.count, 0),
        )
        self.frame = shown[:, :lines], times[:, :lines]  # all that stands before what is played
        self.lines = [(shown[:, n], times[:, n]) for n in range(lines, times.shape[1])]
        self.player = self.players(self.weights, max(CONTEXT, len(window.times)) + 1)
        self.heard = self.player.hear(shown[:1], times[:1])[:, -1].repeat(self.count, 0)
        self.player.split(self.count)
        self.exact_player: NumpyTransformer | None = None
        self.unheard = 0  # number of the first line that `exact_player` has not heard

    def listen_again(self) -> None:
        """Hears the frame and the last rows, as if the piece began with them."""
        self.lines = self.lines[-KEPT:]
        shown = np.concatenate([self.frame[0], np.stack([row for row, _ in self.lines], 1)], 1)
        times = np.concatenate(
            [self.frame[1], np.stack([moment for _, moment in self.lines], 1)], 1
        )
        self.player = self.players(
            self.weights, max(CONTEXT, shown.shape[1] + KEPT // 2) + 1, self.count
        )
        self.heard = self.player.hear(shown, times)[:, -1]
        self.exact_player, self.unheard = None, 0

    def decoder(self) -> FieldDecoder:
        """Begins the next step."""
        return FieldDecoder(self.player, self.heard, self.decoder_exactly)

    def decoder_exactly(self) -> FieldDecoder:
        """The same in double precision: all that was heard is heard by a second player, once one is
        needed."""
        if self.exact_player is None:
            player = self.exact_player = NumpyTransformer(
                self.weights, self.player.keys.shape[3], dtype=np.float64
            )
            frame = (each[:1] for each in self.frame)
            self.exact_heard = player.hear(*frame)[:, -1].repeat(self.count, 0)
            player.split(self.count)
        if new := self.lines[self.unheard :]:
            shown, times = (np.stack(each, 1) for each in zip(*new, strict=True))
            self.exact_heard = self.exact_player.hear(shown, times)[:, -1]
            self.unheard = len(self.lines)
        return FieldDecoder(self.exact_player, self.exact_heard, self.decoder_exactly)

    def rows(self) -> Iterator[list[Row | None]]:
        """For each step the new note of each candidate, None for those that have ended."""
        for _ in range(MOST):
            row = decide(self.luck_of_a_row(), self.decoder(), MARGIN)
            self.done |= row[:, 0] == END
            if self.done.all():
                return
            yield [
                None if self.done[number] else self.note(number, row[number])
                for number in range(self.count)
            ]
            self.hear(row)

    def luck_of_a_row(self) -> Callable[[FieldDecoder], tuple[Ints, float]]:
        """Draws the uniform numbers of the next row; what follows from them for a telling, and with
        what margin."""
        luck = np.array([random.random(7) for random in self.randoms])
        return lambda decoder: self.draw(decoder, luck)

    def draw(self, decoder: FieldDecoder, luck: NDArray[np.float64]) -> tuple[Ints, float]:
        """(B, 7) the next row of each candidate, and its margin."""
        bounds, manner, pasts, every = (
            self.passage.bounds,
            self.passage.manner,
            self.pasts,
            range(self.count),
        )
        margin = np.inf
        echo = Comparison(
            echo_of(
                [memory.answer(STATED) if manner.recall else UNHEARD for memory in self.memories]
            )
        )

        def drawn(field: int, logits: NDArray[np.floating], masks: list[NDArray[np.bool_]]) -> Ints:
            legal = np.array(masks)
            legal[ended] = True  # whatever it is: nobody will hear it
            nonlocal margin
            value, sure = choose(logits, legal, manner, luck[:, field])
            margin = min(margin, sure)
            decoder.tell(value)
            echo.drawn(value)
            return value

        ended = self.done
        beats = drawn(
            0,
            decoder.logits(echo.length, echo.hint()),
            [legal_beats(past, bounds) for past in pasts],
        )
        ended = self.done | (beats == END)
        ahead = np.where(ended, 0, beats)
        beat = np.array([past.beat for past in pasts]) + ahead
        place = place_of(self.beats, self.beats.step(beat))
        logits = decoder.logits(echo.hint(), place.in_bar, place.bar)
        part = drawn(1, logits, [legal_parts(pasts[n], int(ahead[n]), bounds) for n in every])
        step = self.beats.step(beat, part)
        together = np.array(
            [past.slot >= 0 and past.part == each for past, each in zip(pasts, part, strict=True)]
        )
        together &= ahead == 0
        logits = decoder.logits(echo.hint(), together.astype(np.int64))
        masks = [legal_slots(pasts[n], bool(together[n]), int(step[n]), bounds) for n in every]
        slot = drawn(2, logits, masks)
        slot[ended] = 0
        last = self.last_of(slot, step)
        of_slot = decoder.logits(
            echo.hint(), programs_of(self.task.score, slot), last.pitch, last.age
        )
        masks = [
            legal_pitches(pasts[n], bool(together[n]), int(slot[n]), int(step[n]), bounds)
            for n in every
        ]
        pitch = drawn(3, of_slot - self.weariness(slot), masks)
        logits = decoder.logits(echo.hint(), last.length)
        quarters = drawn(4, logits, [legal_quarters(int(step[n]), bounds) for n in every])
        masks = [legal_remainders(int(step[n]), int(quarters[n]), bounds) for n in every]
        remainder = drawn(5, decoder.logits(echo.hint()), masks)
        level = drawn(6, decoder.logits(echo.hint(), last.level), [LEVELS] * self.count)
        row = np.stack(
            [np.where(ended, END, beats), part, slot, pitch, quarters, remainder, level], 1
        )
        return row, margin

    def last_of(self, slot: Ints, step: Ints) -> Voice:
        """What the slot of each candidate played last."""
        rows = np.arange(self.count)
        now = np.zeros((self.count, 5), np.int32)
        now[:, 0] = step
        return voice_of(now, self.last[rows, slot], self.begun[rows, slot])

    def weariness(self, slot: Ints) -> NDArray[np.float64]:
        """(B, pitches) nats to take away from what each slot has just played."""
        found = np.zeros((self.count, SPAN + 1))
        if self.passage.manner.variety:
            played = self.recent[np.arange(self.count), np.minimum(slot, SLOTS - 1)]
            np.add.at(found, (np.arange(self.count)[:, None], played), self.passage.manner.variety)
        return found[:, :SPAN]

    def note(self, number: int, row: Ints) -> Row:
        """Writes down what a candidate has drawn."""
        past = self.pasts[number]
        ahead, part, slot, pitch, quarters, remainder, level = row.tolist()
        past.beat, past.part, past.slot, past.pitch = past.beat + ahead, part, slot, pitch
        onset, length = (
            int(self.beats.step(np.array(past.beat), part)),
            quarters * STEPS + remainder,
        )
        past.ends[slot, pitch] = onset + length
        note = (onset, slot, pitch, length, level)
        self.last[number, slot], self.begun[number, slot] = note, True
        self.recent[number, slot] = [*self.recent[number, slot, 1:], pitch]
        return note

    def hear(self, row: Ints) -> None:
        """Hears the rows that were drawn."""
        row = np.where(self.done[:, None], 0, row)
        for memory, each in zip(self.memories, row, strict=True):
            memory.hear(each)
        steps = self.beats.step(np.array([past.beat for past in self.pasts]), row[:, 1])
        place = place_of(self.beats, steps)
        ahead = self.ahead_of(place.beat)
        shown = shown_rows(row, place, programs_of(self.task.score, row[:, 2]), PLAYED, ahead)
        times = ((steps - self.task.origin) / STEPS).astype(np.float32)
        self.lines.append((shown, times))
        if self.player.full:
            self.listen_again()
        else:
            self.heard = self.player.hear(shown[:, None], times[:, None])[:, 0]

    def ahead_of(self, beat: Ints) -> Ints:
        """Class of the beats to the end, where that is told."""
        if self.task.stop is None:
            return np.zeros(1, np.int64)
        return beats_ahead(self.beats.place(np.array([self.task.stop]))[0] - beat)


def played(candidates: Candidates) -> list[Notes]:
    """All notes of each candidate, to the end."""
    found: list[list[Row]] = [[] for _ in range(candidates.count)]
    for step in candidates.rows():
        for notes, note in zip(found, step, strict=True):
            if note:
                notes.append(note)
    return [np.array(notes, np.int32).reshape(-1, 5) for notes in found]
