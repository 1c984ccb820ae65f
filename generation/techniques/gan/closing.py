"""A band's tracks come to the last chord and hold it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from generation.codecs.instrumentation import Part
from generation.codecs.monophonic import DRUM_PITCHES
from generation.harmony.symbols import Symbol
from generation.music.song import TICKS_PER_QUARTER, Note, Track
from generation.techniques.gan.leading import Close, lead_track

KICK, CRASH = DRUM_PITCHES[0], DRUM_PITCHES[7]
RECENT = 8 * TICKS_PER_QUARTER  # who has been silent for longer stays so
NEAREST = 4  # tones of the chord that a voice may go to
# Prices in semitones of movement: no third, no fifth, a pitch twice on one track, above the melody.
NO_THIRD, NO_FIFTH, TWICE, ABOVE = 12, 4, 5, 3


class Seat(NamedTuple):
    """A voice that comes to the last chord from a pitch."""

    track: int
    part: Part
    pitch: int
    lowest: bool


def close_tracks(
    tracks: Sequence[Track], parts: Sequence[Part], close: Close, tune: int
) -> list[Track]:
    """Tracks of `parts` that end on the last chord; `tune` is the last pitch of the melody."""
    seats = list(take_seats(tracks, parts, close))
    pitches = voice_chord(close.last, seats, tune)
    lowest = find_lowest(parts)
    led = [lead_track(*pair, lowest, close) for pair in zip(tracks, parts, strict=True)]
    ends = [close_drums(track, close) if track.drums else () for track in tracks]
    for seat, pitch in zip(seats, pitches, strict=True):
        ends[seat.track] = (*ends[seat.track], hold(pitch, tracks[seat.track], close))
    return [
        replace(track, notes=tuple(sorted({*notes, *end})))
        for track, notes, end in zip(tracks, led, ends, strict=True)
    ]


def take_seats(tracks: Sequence[Track], parts: Sequence[Part], close: Close) -> Iterator[Seat]:
    """The voices of those who have been playing, from the pitches that they come from."""
    for number, (track, part) in enumerate(zip(tracks, parts, strict=True)):
        if not part.drums and plays_near(track, close.arrives):
            for pitch in list_last_pitches(track, close.arrives, len(part.voices)):
                yield Seat(number, part, pitch, part == find_lowest(parts))


def find_lowest(parts: Sequence[Part]) -> Part | None:
    """The part that has the bass; none where the lowest plays chords, for then others have it."""
    lowest = min((part for part in parts if not part.drums), key=lambda part: part.lowest)
    return lowest if len(lowest.voices) == 1 else None


def plays_near(track: Track, tick: int) -> bool:
    return any(note.end > tick - RECENT for note in track.notes)


def list_last_pitches(track: Track, tick: int, count: int) -> list[int]:
    """So many different pitches that were struck last before a tick; the first after it where there
    are none."""
    before = [note.pitch for note in track.notes if note.onset < tick]
    order = before[::-1] or [note.pitch for note in track.notes]
    return list(dict.fromkeys(order))[:count]


def voice_chord(chord: Symbol, seats: Sequence[Seat], tune: int) -> list[int]:
    """A pitch for each voice: the bass in the lowest part, a third somewhere, little movement."""
    choices = [list_targets(chord, seat) for seat in seats]
    return list(min(product(*choices), key=lambda pitches: price(chord, seats, pitches, tune)))


def list_targets(chord: Symbol, seat: Seat) -> list[int]:
    tones = (chord.bass,) if seat.lowest else chord.classes
    span = range(seat.part.lowest, seat.part.highest + 1)
    pitches = [pitch for pitch in span if pitch % 12 in tones] or [seat.pitch]
    return sorted(pitches, key=lambda pitch: (abs(pitch - seat.pitch), pitch))[:NEAREST]


def price(chord: Symbol, seats: Sequence[Seat], pitches: Sequence[int], tune: int) -> int:
    moved = sum(abs(pitch - seat.pitch) for seat, pitch in zip(seats, pitches, strict=True))
    sounding = {pitch % 12 for pitch in (*pitches, tune)}
    third, fifth = (tone not in sounding for tone in chord.classes[1:3])
    twice = len(pitches) - len({(s.track, p) for s, p in zip(seats, pitches, strict=True)})
    above = sum(pitch > tune for pitch in pitches)
    return moved + NO_THIRD * third + NO_FIFTH * fifth + TWICE * twice + ABOVE * above


def hold(pitch: int, track: Track, close: Close) -> Note:
    """As loud as the track is when it comes there."""
    loud = [note.velocity for note in track.notes if note.onset <= close.arrives]
    velocity = loud[-1] if loud else track.notes[0].velocity
    return Note(close.arrives, pitch, close.stop - close.arrives, velocity)


def close_drums(track: Track, close: Close) -> tuple[Note, ...]:
    """A stroke of crash and kick, if there were strokes before it."""
    if not plays_near(track, close.arrives):
        return ()
    recent = [note for note in track.notes if note.end > close.arrives - RECENT]
    loud = max(note.velocity for note in recent)
    length = min(TICKS_PER_QUARTER, close.stop - close.arrives)
    return tuple(Note(close.arrives, drum, length, loud) for drum in (KICK, CRASH))
