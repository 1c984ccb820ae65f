"""What the AR-CNN believes of a note it added: its cells are hidden, and the network tells from the
other cells what it expects there; with some of those hidden as well, what it expects without them.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generation.asked_note import PITCHES, AskedNote, Place, Unexplained, guess_by_time
from generation.codecs.chorale import (
    LOWEST,
    STATES,
    VOICES,
    VoicedNote,
    encode_pitch,
    find_vocal_shift,
    separate_voices,
)
from generation.codecs.grid import Grid, build_grid
from generation.codecs.instrumentation import Part
from generation.inference.threads import one_thread
from generation.music.song import Note
from generation.take import ADD
from generation.techniques.arcnn.config import EDITABLE, GIVEN, HIDDEN
from generation.techniques.arcnn.log_probs import (
    Cells,
    Network,
    WindowedArcnn,
    get_beat_phases,
    load,
)
from generation.techniques.arcnn.sampler import find_bass

HIDDEN_ELSEWHERE = 0.25  # of the other notes, where the question is put with another mask
REACH = 48  # steps on either side that the network is shown: three bars
YOURS = "This note was in your song before the model came: it is not one of its own."
UNHEARD = "The model hears four voices at once, and this note is none of them, so it cannot tell."

Seat = tuple[int, int, int]  # voice, first step, the step after the last


def open_belief(asked: AskedNote) -> "ArcnnBelief":
    """Raises `Unexplained`."""
    notes = asked.source.tracks[asked.melody].notes
    grid = build_grid(asked.source, notes[0].onset, asked.source.tracks[asked.melody].end)
    own = separate_voices(notes, grid)
    harmonised = asked.parameters["mode"] == "harmonise"
    seats = dict(seat_choir(asked, own, grid) if harmonised else seat_edits(asked, own, grid))
    own_notes = {Place(asked.melody, note) for note in notes}
    if asked.at in own_notes:
        raise Unexplained(YOURS)
    if asked.at not in seats:
        raise Unexplained(UNHEARD)
    if not harmonised:
        seats.update(seat_bass(asked, seats, grid))
    kinds = {
        place: GIVEN if harmonised or place.track != asked.melody else EDITABLE for place in seats
    }
    return ArcnnBelief(
        load(asked.card), grid, seats, kinds, asked.at, find_vocal_shift(own), asked.other
    )


def seat_choir(asked: AskedNote, own: list[VoicedNote], grid: Grid) -> Iterator[tuple[Place, Seat]]:
    """The melody, and the voices that were added below it, each on a track of its own."""
    for seat in own:
        if seat.voice == 0:
            yield Place(asked.melody, seat.note), (0, seat.start, seat.stop)
    parts = {part.name: part for part in map(Part.from_json, asked.card.tracks)}
    for number in range(len(asked.source.tracks), len(asked.take.tracks)):
        track = asked.take.tracks[number]
        voices = parts[track.name].voices if track.name in parts else ()
        if len(voices) == 1:
            for note in track.notes:
                yield Place(number, note), (1 + voices[0], *find_steps(note, grid))


def seat_edits(asked: AskedNote, own: list[VoicedNote], grid: Grid) -> Iterator[tuple[Place, Seat]]:
    """What was left of the track's own notes, in their voices; then what was added, each in the
    voice that it would have if the track were read anew, or in one that is free there."""
    track = asked.take.tracks[asked.melody]
    left = set(track.notes)
    taken = np.zeros((len(VOICES), grid.steps), bool)
    for seat in own:
        if seat.note in left:
            taken[seat.voice, seat.start : seat.stop] = True
            yield Place(asked.melody, seat.note), (seat.voice, seat.start, seat.stop)
    read = {seat.note: seat.voice for seat in separate_voices(track.notes, grid)}
    added = (edit.note for edit in asked.edits if edit.kind == ADD)
    for note in dict.fromkeys(note for note in added if note in left):
        start, stop = find_steps(note, grid)
        free = [voice for voice in range(len(VOICES)) if not taken[voice, start:stop].any()]
        if free:
            voice = read.get(note, free[0])
            voice = voice if voice in free else free[0]
            taken[voice, start:stop] = True
            yield Place(asked.melody, note), (voice, start, stop)


def seat_bass(
    asked: AskedNote, seats: dict[Place, Seat], grid: Grid
) -> Iterator[tuple[Place, Seat]]:
    """The song's own bass, where the voice below is free."""
    bass = find_bass(asked.source, asked.melody)
    if bass is None or any(voice == len(VOICES) - 1 for voice, _, _ in seats.values()):
        return
    number = asked.source.tracks.index(bass)
    for seat in separate_voices(bass.notes, grid):
        if seat.voice == 0:
            yield Place(number, seat.note), (len(VOICES) - 1, seat.start, seat.stop)


def find_steps(note: Note, grid: Grid) -> tuple[int, int]:
    """First step, the step after the last."""
    start = min(grid.step_at(note.onset), grid.steps - 1)
    return start, max(start + 1, grid.step_at(note.end))


@dataclass(frozen=True)
class ArcnnBelief:
    """`seats` are the notes that the network may hear, `at` the one whose cells are hidden."""

    network: Network
    grid: Grid
    seats: dict[Place, Seat]
    kinds: dict[Place, int]
    at: Place
    shift: int  # semitones from the song to the network
    other: int

    @cached_property
    def shown(self) -> slice:
        """The steps that the network is shown."""
        _, start, stop = self.seats[self.at]
        return slice(max(0, start - REACH), min(self.grid.steps, stop + REACH))

    @cached_property
    def heard(self) -> list[Place]:
        return [
            place
            for place, (_, start, stop) in self.seats.items()
            if place != self.at and start < self.shown.stop and stop > self.shown.start
        ]

    @cached_property
    def masked(self) -> set[Place]:
        """What is hidden beside, where the question is put in another way."""
        if not self.other:
            return set()
        drawn = np.random.default_rng(self.other).random(len(self.heard)) < HIDDEN_ELSEWHERE
        return {place for place, gone in zip(self.heard, drawn, strict=True) if gone}

    def guess(self) -> dict[Place, float]:
        return guess_by_time(self.at, self.heard)

    def log_probs(self, without: Collection[Place] = ()) -> NDArray[np.float64]:
        hidden = {self.at, *self.masked, *without}
        cells = self.lay(place for place in self.heard if place not in hidden)
        phase = get_beat_phases(self.grid)[self.shown]
        with one_thread():
            nats = WindowedArcnn(self.network, phase).infer(cells)
        voice, start, stop = self.seats[self.at]
        first = self.shown.start
        return self.spread(nats[voice, start - first : stop - first].mean(0))

    def lay(self, places: Iterable[Place]) -> Cells:
        """The cells (V, T) of what is shown."""
        state = np.zeros((len(VOICES), self.grid.steps), np.uint8)
        kind = np.full(state.shape, HIDDEN, np.uint8)
        for place in places:
            voice, start, stop = self.seats[place]
            state[voice, start:stop] = encode_pitch(place.note.pitch + self.shift)
            kind[voice, start:stop] = self.kinds[place]
        return Cells(state[:, self.shown], kind[:, self.shown])

    def spread(self, nats: NDArray[np.float64]) -> NDArray[np.float64]:
        """(S,) of the network's states -> (128,) of the song's pitches, given that one sounds."""
        pitches = np.full(PITCHES, -np.inf)
        there = np.arange(1, STATES) - 1 + LOWEST - self.shift
        inside = (there >= 0) & (there < PITCHES)
        sounding = nats[1:] - np.logaddexp.reduce(nats[1:])
        pitches[there[inside]] = sounding[inside]
        return pitches
