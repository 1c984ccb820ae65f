"""From a musician's wish to a passage: which bars, which tracks, what the network hears of the
rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    Notes,
    Score,
    note_of,
    score_of,
    slots_of,
)
from generation.codecs.windows import GENRES, Task, bar_line
from generation.music.document import MAX_SECONDS, MAX_TRACKS
from generation.music.song import Meter, Note, Song, Tempo, Track
from generation.samplers.choosing import Manner
from generation.samplers.continuing import Passage
from generation.samplers.legality import Bounds
from generation.take import Refused

EXTEND, EXTEND_START, FILL, ADD = MODES = ("extend", "extend the start", "fill bars", "add a track")
HEARD = 480  # notes around a passage that the network hears
MARGIN = 7  # semitones by which a track may leave the range that it had
DRUMS_FROM, DRUMS_TO = 35 + DRUM_PITCH, 81 + DRUM_PITCH  # General MIDI percussion


@dataclass(frozen=True)
class Instrument:
    """What an added track is played on, and where it lies (MIDI pitches)."""

    program: int
    lowest: int
    highest: int


INSTRUMENTS = {
    "bass": Instrument(33, 28, 55),
    "piano": Instrument(0, 36, 91),
    "guitar": Instrument(25, 40, 83),
    "organ": Instrument(19, 36, 91),
    "strings": Instrument(48, 36, 91),
    "violin": Instrument(40, 55, 98),
    "cello": Instrument(42, 36, 76),
    "choir": Instrument(52, 43, 81),
    "flute": Instrument(73, 60, 96),
    "clarinet": Instrument(71, 50, 89),
    "trumpet": Instrument(56, 54, 84),
    "horn": Instrument(60, 41, 77),
    "lead": Instrument(81, 52, 93),
    "drums": Instrument(DRUM_KIT, DRUMS_FROM, DRUMS_TO),
}


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


def manner_of(parameters: dict[str, Any]) -> Manner:
    names = ("temperature", "top_k", "top_p", "variety", "recall")
    return Manner(*(parameters[name] for name in names))


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


def last_notes(notes: Notes, beats: Beats) -> tuple[Notes, int]:
    """What the network hears of the end of a piece, from a bar line on, and that bar line."""
    if len(notes) <= HEARD:
        return notes, bar_line(beats, int(notes[0, 0]))
    origin = bar_line(beats, int(notes[-HEARD, 0])) + 1
    origin = bar_line(beats, int(notes[np.searchsorted(notes[:, 0], origin), 0]))
    heard = notes[notes[:, 0] >= origin]
    return heard if len(heard) <= 2 * HEARD else heard[-HEARD:], origin


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
    said = stop if parameters["ending"] else None
    mine = playing(slots, track, parameters)
    task = Task(
        score, genre_of(parameters), origin, heard[:0], heard, origin, said, False, tuple(mine)
    )
    bounds = Bounds(beats, start, stop, *ranges(score, mine))
    return Plan(song, tuple(slots), (Passage(task, bounds, manner_of(parameters)),))


def next_bar(beats: Beats, step: int) -> int:
    """The first bar line at or after `step`."""
    line = bar_line(beats, step)
    return line if line == step else line + int(beats.place(np.array([line]))[3][0])


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
    return Plan(moved, tuple(slots), (Passage(task, bounds, manner_of(parameters)),))


def later(song: Song, ticks: int) -> Song:
    """The song with so much silence before it."""
    tempi = (
        song.tempi[0],
        *(Tempo(each.tick + ticks, each.us_per_quarter) for each in song.tempi[1:]),
    )
    meters = (song.meters[0], *(Meter(each.tick + ticks, *each[1:]) for each in song.meters[1:]))
    tracks = tuple(
        replace(track, notes=tuple(note._replace(onset=note.onset + ticks) for note in track.notes))
        for track in song.tracks
    )
    return Song(tracks, tempi, meters, song.title)


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


def inside(notes: Notes, start: int, stop: int) -> NDArray[np.bool_]:
    return (notes[:, 0] >= start) & (notes[:, 0] < stop)


def without(track: Track, start: int, stop: int) -> Track:
    """The track without the notes that begin from tick `start` on and before `stop`."""
    return replace(
        track, notes=tuple(note for note in track.notes if not start <= note.onset < stop)
    )


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
            Passage(task, Bounds(beats, start, end, lowest, highest), manner_of(parameters))
        )
        start = end
    return tuple(found)


def around(notes: Notes, start: int, stop: int) -> Notes:
    """Notes in a region and the nearest before and after it."""
    within = int(np.searchsorted(notes[:, 0], start)), int(np.searchsorted(notes[:, 0], stop))
    spare = max(HEARD // 4, (HEARD - (within[1] - within[0])) // 2)
    return notes[max(0, within[0] - spare) : within[1] + spare]
