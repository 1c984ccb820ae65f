"""From a musician's wish to a passage: which bars, which tracks, what the network hears of the
rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import (
    DRUM_KIT,
    SLOTS,
    STEP_TICKS,
    STEPS,
    Beats,
    Score,
    decode_note,
    encode_score,
    order_slots,
)
from generation.music.document import MAX_SECONDS, MAX_TRACKS
from generation.music.song import Note, Song, Track
from generation.take import Refused
from generation.techniques.transformer.constraints import Bounds
from generation.techniques.transformer.instruments import INSTRUMENTS, find_ranges, find_slot
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.regions import (
    CONTEXT_NOTES,
    crop_around,
    crop_last_notes,
    delay,
    find_inside,
    find_next_bar,
    remove_notes,
)
from generation.techniques.transformer.sampling import SamplingConfig
from generation.techniques.transformer.windows import GENRES, Task, bar_line

EXTEND, EXTEND_START, FILL, ADD = MODES = ("extend", "extend the start", "fill bars", "add a track")


@dataclass(frozen=True)
class PassagePlan:
    """A passage to be played, and the song that it goes into."""

    song: Song  # with room made for it
    slots: tuple[int, ...]  # track of each slot
    passages: tuple[Passage, ...]  # one after the other; each hears what was played before

    def note(self, row: Sequence[int]) -> tuple[int, Note]:
        """(track, note) of a row (onset step, slot, pitch, length, velocity level)."""
        return self.slots[row[1]], decode_note(row)


def build_plan(song: Song, track: int, parameters: dict[str, Any]) -> PassagePlan:
    """Raises `Refused`."""
    mode = parameters["mode"]
    if mode == FILL:
        return fill_bars(song, track, parameters)
    if mode == ADD:
        return add_track(song, parameters)
    plan = (extend if mode == EXTEND else prepend_bars)(song, track, parameters)
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


def read_extending(parameters: dict[str, Any]) -> SamplingConfig:
    """As where a song is carried on or begun earlier: in its key, in a form, and its tracks listen
    to one another."""
    key, harmony = parameters["key"], float(parameters["harmony"])
    sampling = read_sampling(parameters)._replace(key=key, form=parameters["recall"])
    return sampling._replace(harmony=harmony, around=False)


def read_listening(parameters: dict[str, Any]) -> SamplingConfig:
    """Where others play, or the bars around are known: by their harmony and at their pace."""
    harmony, density = float(parameters["harmony"]), float(parameters["density"])
    return read_sampling(parameters)._replace(harmony=harmony, density=density)


def read_genre(parameters: dict[str, Any]) -> int:
    return GENRES.index(parameters["genre"])


def find_playing(slots: Sequence[int], track: int, parameters: dict[str, Any]) -> list[int]:
    """Slots that may play."""
    if parameters["solo"]:
        return [slot for slot, number in enumerate(slots) if number == track]
    return list(range(len(slots)))


def convert_to_bars(seconds: float, qpm: float, bar: int) -> int:
    """Whole bars nearest to so many seconds, one at least."""
    return max(1, round(seconds * qpm / 60 * STEPS / bar))


def extend(song: Song, track: int, parameters: dict[str, Any]) -> PassagePlan:
    """On from the first bar line after the last note has begun; what still sounds there
    rings on."""
    slots = order_slots(song)
    score = encode_score(song, slots)
    beats = score.beats
    start = find_next_bar(beats, int(score.notes[-1, 0]) + 1)
    _, _, _, (bar,) = beats.place(np.array([start]))
    stop = start + convert_to_bars(parameters["seconds"], score.tempi[-1][1], int(bar)) * int(bar)
    context, origin = crop_last_notes(score.notes, beats)
    told_stop = stop if parameters["ending"] else None
    playing = find_playing(slots, track, parameters)
    task = Task(
        score,
        read_genre(parameters),
        origin,
        context[:0],
        context,
        origin,
        told_stop,
        False,
        tuple(playing),
    )
    bounds = Bounds(beats, start, stop, *find_ranges(score, playing))
    return PassagePlan(song, tuple(slots), (Passage(task, bounds, read_extending(parameters)),))


def prepend_bars(song: Song, track: int, parameters: dict[str, Any]) -> PassagePlan:
    """Bars before the first one; all that was there moves."""
    meter, tempo = song.meters[0], song.tempi[0]
    bars = convert_to_bars(parameters["seconds"], tempo.qpm, meter.bar_ticks // STEP_TICKS)
    moved = delay(song, bars * meter.bar_ticks)
    slots = order_slots(moved)
    score = encode_score(moved, slots)
    given = score.notes[:CONTEXT_NOTES]
    stop = bars * meter.bar_ticks // STEP_TICKS
    playing = find_playing(slots, track, parameters)
    task = Task(score, read_genre(parameters), 0, given, given[:0], 0, stop, False, tuple(playing))
    bounds = Bounds(score.beats, 0, stop, *find_ranges(score, playing))
    return PassagePlan(moved, tuple(slots), (Passage(task, bounds, read_extending(parameters)),))


def find_region(song: Song, beats: Beats, end: int, parameters: dict[str, Any]) -> tuple[int, int]:
    """Steps of the bars asked for; 0 as the last bar: to the end."""
    first, last = int(parameters["first_bar"]), int(parameters["last_bar"])
    lines = [0]
    while lines[-1] < end:
        lines.append(find_next_bar(beats, lines[-1] + 1))
    if first >= len(lines) or (last and last < first):
        raise Refused(
            f"The song has bars 1 to {len(lines) - 1}: choose a first bar and a last bar among "
            "them."
        )
    return lines[first - 1], lines[min(last, len(lines) - 1)] if last else lines[-1]


def fill_bars(song: Song, track: int, parameters: dict[str, Any]) -> PassagePlan:
    """New music in place of what began in some bars."""
    slots = order_slots(song)
    score = encode_score(song, slots)
    start, stop = find_region(song, score.beats, score.end, parameters)
    playing = find_playing(slots, track, parameters)
    gone = find_inside(score.notes, start, stop) & np.isin(score.notes[:, 1], playing)
    if gone.all():
        raise Refused(
            "Nothing would be left to go by: choose fewer bars, or extend the song instead."
        )
    low, high = find_ranges(score, playing)
    ticks = start * STEP_TICKS - STEP_TICKS // 2, stop * STEP_TICKS - STEP_TICKS // 2
    tracks = [slots[slot] for slot in playing]
    emptied = song.with_tracks(
        remove_notes(t, *ticks) if n in tracks else t for n, t in enumerate(song.tracks)
    )
    left = score._replace(notes=score.notes[~gone])
    passages = cut_passages(left, start, stop, low, high, parameters)
    return PassagePlan(emptied, tuple(slots), passages)


def add_track(song: Song, parameters: dict[str, Any]) -> PassagePlan:
    """One more track to those that are there."""
    slots = order_slots(song)
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
    at = find_slot(song, slots, instrument)
    order = [*slots[:at], len(song.tracks), *slots[at:]]
    grown = song.with_tracks([*song.tracks, track])
    score = encode_score(grown, order)
    start, stop = find_region(song, score.beats, score.end, parameters)
    low, high = np.full(SLOTS, 1), np.zeros(SLOTS, np.int64)
    low[at], high[at] = instrument.lowest, instrument.highest
    return PassagePlan(grown, tuple(order), cut_passages(score, start, stop, low, high, parameters))


def cut_passages(
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
        there = score.notes[find_inside(score.notes, start, stop), 0]
        end = (
            stop
            if len(there) <= CONTEXT_NOTES // 2
            else min(stop, find_next_bar(beats, max(start + 1, int(there[CONTEXT_NOTES // 2]))))
        )
        given = crop_around(score.notes, start, end)
        origin = bar_line(beats, min(start, int(given[0, 0]) if len(given) else start))
        playing = tuple(np.flatnonzero(lowest <= highest).tolist())
        task = Task(
            score, read_genre(parameters), origin, given, given[:0], start, end, False, playing
        )
        found.append(
            Passage(task, Bounds(beats, start, end, lowest, highest), read_listening(parameters))
        )
        start = end
    return tuple(found)
