"""What the GAN believed of a note it wrote: the note is hidden, and the generator tells from the
melody and from what the band plays besides what it expects there; then without some of that."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generation.asked_note import PITCHES, AskedNote, Place, Unexplained, guess_by_time
from generation.codecs.grid import Grid, encode_track
from generation.codecs.instrumentation import Part
from generation.codecs.monophonic import DRUM_PITCHES, REST, Line, transpose_line
from generation.inference.threads import one_thread
from generation.take import Refused
from generation.techniques.gan.band.config import NETWORK
from generation.techniques.gan.band.hearing import open_band
from generation.techniques.gan.endings import plan_close
from generation.techniques.gan.hearing import open_ensemble
from generation.techniques.gan.melody import PreparedMelody, pad_to_bars
from generation.techniques.gan.parameters import CLOSE
from generation.techniques.gan.playing import choose_grid
from generation.techniques.gan.seating import (
    PHRASE,
    Hearing,
    Played,
    Seat,
    find_state,
    list_pitches,
    seat_tracks,
)

REACH = 192  # steps on either side that the network is shown: three phrases
YOURS = "This note was in your song before the model came: it is not one of its own."
BY_RULE = (
    "This note belongs to the last chords, which are written by rules of harmony, "
    "so no probability stands behind it."
)
UNSEATED = "The model cannot tell any more in which of its voices it wrote this note."


def open_belief(asked: AskedNote) -> "GanBelief":
    """Raises `Unexplained`."""
    notes = asked.source.tracks[asked.melody].notes
    first = len(asked.source.tracks)
    if asked.at.track < first:
        raise Unexplained(YOURS)
    of_band = asked.card.network == NETWORK
    try:
        hearing, prepared = (open_band if of_band else open_ensemble)(asked)
    except Refused as error:
        raise Unexplained(UNSEATED) from error
    grid = choose_grid(prepared, asked.parameters)
    parts = [Part.from_json(track) for track in asked.card.tracks]
    seats = dict(seat_tracks(asked.take.tracks, first, parts, grid))
    if is_closing(asked, prepared, grid):
        raise Unexplained(BY_RULE)
    if asked.at not in seats:
        raise Unexplained(UNSEATED)
    by_name = {part.name: part for part in parts}
    by_track = {place.track: by_name[asked.take.tracks[place.track].name] for place in seats}
    melody = tuple(Place(asked.melody, note) for note in notes)
    return GanBelief(hearing, prepared, melody, seats, by_track, asked.at)


def is_closing(asked: AskedNote, prepared: PreparedMelody, grid: Grid) -> bool:
    """Whether the note was written by the rules of the ending."""
    if asked.parameters["ending"] != CLOSE:
        return False
    return asked.at.note.onset >= plan_close(prepared, grid, asked.card.genre).begins


@dataclass(frozen=True)
class GanBelief:
    """`seats` are the notes of the band, `parts` who plays each of its tracks."""

    hearing: Hearing
    prepared: PreparedMelody
    melody: tuple[Place, ...]
    seats: dict[Place, Seat]
    parts: dict[int, Part]
    at: Place

    @cached_property
    def shown(self) -> slice:
        """Whole phrases, a few before the note and after it."""
        seat, steps = self.seats[self.at], len(pad_to_bars(self.prepared.inside, 0))
        first = max(0, (seat.start - REACH) // PHRASE * PHRASE)
        return slice(first, min(steps, -(-(seat.stop + REACH) // PHRASE) * PHRASE))

    @cached_property
    def heard(self) -> list[Place]:
        grid, shown = self.prepared.grid, self.shown
        first, last = grid.ticks[shown.start], grid.ticks[min(shown.stop, grid.steps)]
        return [
            place
            for place in (*self.melody, *self.seats)
            if place != self.at and first <= place.note.onset < last
        ]

    def guess(self) -> dict[Place, float]:
        return guess_by_time(self.at, self.heard)

    def log_probs(self, without: Collection[Place] = ()) -> NDArray[np.float64]:
        gone = set(without)
        voices = (place for place in self.seats if place not in gone and place != self.at)
        played = Played(
            [(self.seats[place], self.find_state(place)) for place in voices],
            [self.seats[place] for place in gone & self.seats.keys()],
            self.seats[self.at],
        )
        with one_thread():
            logits = self.hearing.hear(self.sing(gone), played, self.shown)
        return self.spread(logits.astype(np.float64))

    def find_state(self, place: Place) -> int:
        if self.seats[place].drums:
            return REST
        return find_state(place.note.pitch, self.parts[place.track], self.prepared.shift)

    def sing(self, gone: set[Place]) -> Line:
        """(T,) the melody without some of its notes."""
        grid, known = self.prepared.grid, self.prepared.line
        line = encode_track((place.note for place in self.melody), grid)
        both = (line.state != REST) & (known.state != REST)
        moved = int(np.median(known.state[both].astype(int) - line.state[both]))
        left = encode_track((p.note for p in self.melody if p not in gone), grid)
        sung = transpose_line(left, moved) if gone & set(self.melody) else known
        return Line(pad_to_bars(sung.state, REST), pad_to_bars(sung.change, 0))

    def spread(self, logits: NDArray[np.float64]) -> NDArray[np.float64]:
        """States -> (128,) of the song's pitches: several states may be one, as instruments play
        what is out of their reach an octave off."""
        pitches = np.full(PITCHES, -np.inf)
        if self.seats[self.at].drums:
            pitches[list(DRUM_PITCHES)] = -np.logaddexp(0, -logits)
            return pitches
        nats = logits[1:] - np.logaddexp.reduce(logits[1:])
        sung = list_pitches(self.parts[self.at.track], self.prepared.shift)[1:]
        inside = (sung >= 0) & (sung < PITCHES)
        np.logaddexp.at(pitches, sung[inside], nats[inside])
        return pitches
