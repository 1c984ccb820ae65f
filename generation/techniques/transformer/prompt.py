"""From a musician's wish to a passage: which bars, which tracks, what the network hears of the
rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import (
    DRUM_KIT,
    DRUM_PITCH,
    SLOTS,
    STEP_TICKS,
    STEPS,
    Beats,
    Score,
    note_of,
    score_of,
    slots_of,
)
from generation.music.document import MAX_SECONDS, MAX_TRACKS
from generation.music.song import Note, Song, Track
from generation.take import Refused
from generation.techniques.transformer.constraints import Bounds
from generation.techniques.transformer.instruments import (
    DRUMS_FROM,
    DRUMS_TO,
    INSTRUMENTS,
    Instrument,
)
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.regions import (
    HEARD,
    around,
    inside,
    last_notes,
    later,
    next_bar,
    without,
)
from generation.techniques.transformer.sampling import SamplingConfig
from generation.techniques.transformer.windows import GENRES, Task, bar_line

EXTEND, EXTEND_START, FILL, ADD = MODES = ("extend", "extend the start", "fill bars", "add a track")
MARGIN = 7  # semitones by which a track may leave the range that it had


@dataclass(frozen=True)
class Plan:
    """A passage to be played, and the song that it goes into."""

    song: Song  # with room made for it
    slots: tuple[int, ...]  # track of each slot
    passages: tuple[Passage, ...]  # one after the other; each hears what was played before

    def note(self, row: Sequence[int]) -> tuple[int, Note]:
        """(track, note) of a row (onset step, slot, pitch, length, velocity level)."""
        return self.slots[row[1]], note_of(row)


def plan_for(song: Song, track: int, parameters: dict[str, Any]) -> Plan:
    """Raises `Refused`."""
    mode = parameters["mode"]
    if mode == FILL:
        return filled(song, track, parameters)
    if mode == ADD:
        return joined(song, parameters)
    plan = (extended if mode == EXTEND else begun_earlier)(song, track, parameters)
    end = max(plan.song.end, plan.passages[-1].bounds.stop * STEP_TICKS)
    if plan.song.seconds_at(end) > MAX_SECONDS:
        raise Refused(
            f"Songs last {MAX_SECONDS // 60} minutes at most, and this one would be longer: add "
            "less to it."
        )
    return plan


def read_sampling(parameters: dict[str, Any]) -> SamplingConfig:
    names = ("temperature", "top_k", "top_p", "variety", "recall")
    return SamplingConfig(*(parameters[name] for name in names))


def genre_of(parameters: dict[str, Any]) -> int:
    return GENRES.index(parameters["genre"])


def playing(slots: Sequence[int], track: int, parameters: dict[str, Any]) -> list[int]:
    """Slots that may play."""
    if parameters["solo"]:
        return [slot for slot, number in enumerate(slots) if number == track]
    return list(range(len(slots)))


def ranges(score: Score, slots: Iterable[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(lowest, highest) pitch of each slot that plays: about what it had."""
    lowest, highest = np.full(SLOTS, 1), np.zeros(SLOTS, np.int64)
    for slot in slots:
        had = score.notes[score.notes[:, 1] == slot, 2]
        low, high = (
            (DRUMS_FROM, DRUMS_TO) if score.programs[slot] == DRUM_KIT else (0, DRUM_PITCH - 1)
        )
        margin = 0 if score.programs[slot] == DRUM_KIT else MARGIN
        # Strokes that General MIDI does not know stay as low or high as they were.
        lowest[slot] = max(min(low, had.min()), had.min() - margin)
        highest[slot] = min(max(high, had.max()), had.max() + margin)
    return lowest, highest


def bars_for(seconds: float, qpm: float, bar: int) -> int:
    """Whole bars nearest to so many seconds, one at least."""
    return max(1, round(seconds * qpm / 60 * STEPS / bar))


def extended(song: Song, track: int, parameters: dict[str, Any]) -> Plan:
    """On from the first bar line after the last note has begun; what still sounds there
    rings on."""
    slots = slots_of(song)
    score = score_of(song, slots)
    beats = score.beats
    start = next_bar(beats, int(score.notes[-1, 0]) + 1)
    _, _, _, (bar,) = beats.place(np.array([start]))
    stop = start + bars_for(parameters["seconds"], score.tempi[-1][1], int(bar)) * int(bar)
    heard, origin = last_notes(score.notes, beats)
    told_stop = stop if parameters["ending"] else None
    mine = playing(slots, track, parameters)
    task = Task(
        score,
        genre_of(parameters),
        origin,
        heard[:0],
        heard,
        origin,
        told_stop,
        False,
        tuple(mine),
    )
    bounds = Bounds(beats, start, stop, *ranges(score, mine))
    return Plan(song, tuple(slots), (Passage(task, bounds, read_sampling(parameters)),))


def begun_earlier(song: Song, track: int, parameters: dict[str, Any]) -> Plan:
    """Bars before the first one; all that was there moves."""
    meter, tempo = song.meters[0], song.tempi[0]
    bars = bars_for(parameters["seconds"], tempo.qpm, meter.bar_ticks // STEP_TICKS)
    moved = later(song, bars * meter.bar_ticks)
    slots = slots_of(moved)
    score = score_of(moved, slots)
    given = score.notes[:HEARD]
    stop = bars * meter.bar_ticks // STEP_TICKS
    mine = playing(slots, track, parameters)
    task = Task(score, genre_of(parameters), 0, given, given[:0], 0, stop, False, tuple(mine))
    bounds = Bounds(score.beats, 0, stop, *ranges(score, mine))
    return Plan(moved, tuple(slots), (Passage(task, bounds, read_sampling(parameters)),))


def region(song: Song, beats: Beats, end: int, parameters: dict[str, Any]) -> tuple[int, int]:
    """Steps of the bars asked for; 0 as the last bar: to the end."""
    first, last = int(parameters["first_bar"]), int(parameters["last_bar"])
    lines = [0]
    while lines[-1] < end:
        lines.append(next_bar(beats, lines[-1] + 1))
    if first >= len(lines) or (last and last < first):
        raise Refused(
            f"The song has bars 1 to {len(lines) - 1}: choose a first bar and a last bar among "
            "them."
        )
    return lines[first - 1], lines[min(last, len(lines) - 1)] if last else lines[-1]


def filled(song: Song, track: int, parameters: dict[str, Any]) -> Plan:
    """New music in place of what began in some bars."""
    slots = slots_of(song)
    score = score_of(song, slots)
    start, stop = region(song, score.beats, score.end, parameters)
    mine = playing(slots, track, parameters)
    gone = inside(score.notes, start, stop) & np.isin(score.notes[:, 1], mine)
    if gone.all():
        raise Refused(
            "Nothing would be left to go by: choose fewer bars, or extend the song instead."
        )
    low, high = ranges(score, mine)
    ticks = start * STEP_TICKS - STEP_TICKS // 2, stop * STEP_TICKS - STEP_TICKS // 2
    tracks = [slots[slot] for slot in mine]
    emptied = song.with_tracks(
        without(t, *ticks) if n in tracks else t for n, t in enumerate(song.tracks)
    )
    passages = cut(score._replace(notes=score.notes[~gone]), start, stop, low, high, parameters)
    return Plan(emptied, tuple(slots), passages)


def joined(song: Song, parameters: dict[str, Any]) -> Plan:
    """One more track to those that are there."""
    slots = slots_of(song)
    if len(song.tracks) == MAX_TRACKS:
        raise Refused(
            f"The song has {MAX_TRACKS} tracks already, as many as it may: delete one first."
        )
    if len(slots) == SLOTS:
        raise Refused(
            f"The song has {SLOTS} tracks that play already; no more can be heard at once."
        )
    instrument = INSTRUMENTS[parameters["instrument"]]
    drums = instrument.program == DRUM_KIT
    track = Track(
        (), 0 if drums else instrument.program, drums, parameters["instrument"].capitalize(), 92
    )
    at = place_among(song, slots, instrument)
    order = [*slots[:at], len(song.tracks), *slots[at:]]
    grown = song.with_tracks([*song.tracks, track])
    score = score_of(grown, order)
    start, stop = region(song, score.beats, score.end, parameters)
    low, high = np.full(SLOTS, 1), np.zeros(SLOTS, np.int64)
    low[at], high[at] = instrument.lowest, instrument.highest
    return Plan(grown, tuple(order), cut(score, start, stop, low, high, parameters))


def place_among(song: Song, slots: Sequence[int], instrument: Instrument) -> int:
    """The slot of a new track: slots go from high to low, drums last."""
    if instrument.program == DRUM_KIT:
        return len(slots)
    middle = (instrument.lowest + instrument.highest) / 2
    pitched = [song.tracks[number] for number in slots if not song.tracks[number].drums]
    return sum(bool(np.mean([note.pitch for note in track.notes]) >= middle) for track in pitched)


def cut(
    score: Score,
    start: int,
    stop: int,
    lowest: NDArray[np.int64],
    highest: NDArray[np.int64],
    parameters: dict[str, Any],
) -> tuple[Passage, ...]:
    """A region as passages, each with so few notes around it that the network hears them all."""
    beats, found = score.beats, []
    while start < stop:
        there = score.notes[inside(score.notes, start, stop), 0]
        end = (
            stop
            if len(there) <= HEARD // 2
            else min(stop, next_bar(beats, max(start + 1, int(there[HEARD // 2]))))
        )
        given = around(score.notes, start, end)
        origin = bar_line(beats, min(start, int(given[0, 0]) if len(given) else start))
        mine = tuple(np.flatnonzero(lowest <= highest).tolist())
        task = Task(score, genre_of(parameters), origin, given, given[:0], start, end, False, mine)
        found.append(
            Passage(task, Bounds(beats, start, end, lowest, highest), read_sampling(parameters))
        )
        start = end
    return tuple(found)
