"""A track while it is being edited, and the edits that the network proposes for it."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import LOWEST, REST, STATES, VoicedNote, encode_pitch
from generation.music.song import Note
from generation.take import ADD, REMOVE
from generation.techniques.arcnn.config import EDITABLE, GIVEN, HIDDEN
from generation.techniques.arcnn.log_probs import Cells

NoteMaker = Callable[[int, int, int], Note]  # (start, stop, pitch in the song) -> note
SURE = 9.0  # log-odds are cut here
LEAST = math.log(1e-9)  # nats: what is less likely counts as this
LONGER = 2.0  # log-odds that a proposed note gains each time it is twice as long
LOYALTY = 2.0  # log-odds by which the track's own notes lead: not each doubt is worth an edit
BEAT = 4
SHORTEST = 2  # steps of an added note, unless the gap itself is shorter


class Candidate(NamedTuple):
    """An edit that could be made, and the network's log-odds that it is right."""

    kind: str
    seat: VoicedNote
    score: float


@dataclass
class EditState:
    """The track while it is being edited. Only seats in `open` may go; only `fillable` cells may be
    sung anew."""

    shift: int  # semitones from the song to the network
    seats: set[VoicedNote]
    open: frozenset[VoicedNote]  # original seats that may be taken away
    fillable: NDArray[np.bool_]  # (V, T)
    bars: NDArray[np.int32]  # (T,) number of the bar: no added note crosses a bar line
    context: Cells  # what sounds besides on other tracks, or nothing
    # notes of the track that found no voice: they stay, and their keys are taken
    unseated: tuple[Note, ...]
    removable: int | None  # original notes that may be missing at the end; None: as many as added
    addable: int  # new notes that may be there at the end
    begins: NDArray[np.float64]  # (T,) what the beginning of a lower note costs, in log-odds
    chords: NDArray[np.float64]  # (V, T, S) nats that added notes gain by the song's own chords
    originals: frozenset[VoicedNote] = field(init=False)
    keys: dict[int, list[Note]] = field(init=False)  # by pitch: all notes of the track

    def __post_init__(self) -> None:
        self.originals = frozenset(self.seats)
        self.keys = defaultdict(list)
        for note in (*self.unseated, *(seat.note for seat in self.seats)):
            self.keys[note.pitch].append(note)

    @property
    def removed(self) -> int:
        return len(self.originals - self.seats)

    @property
    def added(self) -> int:
        return len(self.seats - self.originals)

    @property
    def most_removed(self) -> int:
        return self.added if self.removable is None else self.removable

    def cells(self) -> Cells:
        """The network's input: locked notes are given, open and added ones editable, gaps
        hidden."""
        state, kind = self.context.state.copy(), self.context.kind.copy()
        for seat in self.seats:
            state[seat.voice, seat.start : seat.stop] = encode_pitch(seat.note.pitch + self.shift)
            locked = seat in self.originals and seat not in self.open
            kind[seat.voice, seat.start : seat.stop] = GIVEN if locked else EDITABLE
        return Cells(state, kind)

    def allows(self, kind: str, seat: VoicedNote) -> bool:
        """Whether the edit keeps the bounds; bringing an original back always does, and taking an
        added note unless it stands for one that went."""
        if kind == REMOVE and len(self.seats) + len(self.unseated) == 1:
            return False  # a track without notes is nobody's wish
        if kind == ADD:
            return seat in self.originals or self.added < self.addable
        spare = self.removed < self.most_removed
        if seat in self.originals:
            return seat in self.open and spare
        return self.removable is not None or spare

    def holds(self, note: Note) -> bool:
        """Whether the key of `note` is down meanwhile: MIDI cannot hold one key twice."""
        return any(
            other.onset < note.end and note.onset < other.end for other in self.keys[note.pitch]
        )

    def apply(self, kind: str, seat: VoicedNote) -> None:
        if kind == ADD:
            self.seats.add(seat)
            self.keys[seat.note.pitch].append(seat.note)
        else:
            self.seats.remove(seat)
            self.keys[seat.note.pitch].remove(seat.note)


def compute_log_odds(nats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds of runs of cells, from the means of their log probabilities (runs,).

    Off by at most twice the error of the logits: log p is off by 2 (1 - p) times that, and log-odds
    turn an error of log p into 1 / (1 - p) times as much.
    """
    nats = np.maximum(nats, LEAST)
    return np.clip(nats - np.log(np.maximum(-np.expm1(nats), 1e-9)), -SURE, SURE)


def average_runs(
    log_probs: NDArray[np.float64], line: NDArray[np.integer], starts: NDArray[np.integer]
) -> NDArray:
    """(runs,) mean log probability of each run of a line (T,) of states; `log_probs` (T, S),
    `starts` begin at 0."""
    nats = np.maximum(log_probs[np.arange(len(line)), line], LEAST)
    return np.add.reduceat(nats, starts) / np.diff(starts, append=len(line))


def propose_removals(
    edit_state: EditState, cells: Cells, log_probs: NDArray[np.float64]
) -> Iterator[Candidate]:
    """`log_probs` (V, T, S) log probabilities."""
    seats = [seat for seat in sorted(edit_state.seats) if edit_state.allows(REMOVE, seat)]
    for voice, of_voice in groupby(seats, key=lambda seat: seat.voice):
        together = list(of_voice)
        borders = np.array([[seat.start, seat.stop] for seat in together]).ravel()
        starts = np.unique(np.concatenate([[0], borders[borders < len(cells.state[voice])]]))
        scores = -compute_log_odds(average_runs(log_probs[voice], cells.state[voice], starts))
        for seat in together:
            score = float(scores[np.searchsorted(starts, seat.start)])
            yield Candidate(REMOVE, seat, score - LOYALTY)


def propose_additions(
    edit_state: EditState,
    cells: Cells,
    log_probs: NDArray[np.float64],
    proposed: NDArray[np.int64],
    make_note: NoteMaker,
) -> Iterator[Candidate]:
    """Runs of one proposed pitch in the gaps, cut at bar lines.

    `log_probs` (V, T, S) log probabilities, `proposed` (V, T) states.
    """
    gaps = find_gaps(edit_state, cells)
    known = {
        (seat.voice, seat.start, seat.stop, seat.note.pitch): seat
        for seat in edit_state.originals - edit_state.seats
    }
    room = edit_state.added < edit_state.addable
    for voice, line in enumerate(proposed):
        keyed = np.where(gaps[voice], line.astype(np.int64) + STATES * edit_state.bars, -1)
        starts = np.flatnonzero(np.diff(keyed, prepend=-2))
        scores = compute_log_odds(average_runs(log_probs[voice], line, starts)).tolist()
        states, stops = line[starts].tolist(), [*starts[1:].tolist(), len(line)]
        scraps = find_scraps(gaps[voice], cells.state[voice], line, starts)
        wanted = (keyed[starts] >= 0) & (line[starts] != REST) & ~scraps
        for number in np.flatnonzero(wanted).tolist():
            start, stop, pitch = (
                int(starts[number]),
                stops[number],
                states[number] - 1 + LOWEST - edit_state.shift,
            )
            original = known.get((voice, start, stop, pitch))
            if not 0 <= pitch <= 127 or not (original or room):
                continue
            seat = original or VoicedNote(voice, start, stop, make_note(start, stop, pitch))
            if not edit_state.holds(seat.note):
                weight = weigh_addition(edit_state, seat, original is not None)
                yield Candidate(ADD, seat, scores[number] + weight)


def weigh_addition(edit_state: EditState, seat: VoicedNote, own: bool) -> float:
    """Log-odds that a note gains for its length and its place, and for being one of the track's
    `own`."""
    # Else the beginning of a note, being surer than its end, would come first and chop the rest.
    longer = LONGER * math.log2((seat.stop - seat.start) / SHORTEST)
    begun = float(edit_state.begins[seat.start]) * (seat.voice > 0)
    return longer + LOYALTY * own - begun


def find_gaps(edit_state: EditState, cells: Cells) -> NDArray[np.bool_]:
    """(V, T) where notes may be added."""
    return edit_state.fillable & (cells.kind == HIDDEN)


def find_scraps(
    gap: NDArray[np.bool_],
    line: NDArray[np.uint8],
    proposed: NDArray[np.integer],
    starts: NDArray[np.integer],
) -> NDArray[np.bool_]:
    """(runs,) whether a run is too short for a note although there is room, or the tail of a
    neighbour of its pitch.

    `gap`, `line` (what is there) and `proposed` are (T,).
    """
    # (2, runs) the steps before and after
    beside = np.stack([starts - 1, np.append(starts[1:], len(gap))])
    there = (beside >= 0) & (beside < len(gap))
    beside = np.where(there, beside, 0)
    room = (there & gap[beside]).any(0)
    repeated = (there & ~gap[beside] & (line[beside] == proposed[starts])).any(0)
    length = np.diff(starts, append=len(gap))
    return (length < np.where(repeated, BEAT, SHORTEST)) & (room | repeated)
