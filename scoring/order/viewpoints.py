"""Viewpoints: a piece as symbols, each with the contexts in which a model is asked for it.

Multiple viewpoint systems: Conklin and Witten 1995.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring.order.chords import QUALITIES, Chords, find_key, read_chords
from scoring.order.heard import FRAME, Bools, Heard, Ints

WIDEST = 13  # semitones: wider intervals are told no further apart
INTERVALS = 2 * WIDEST + 1
NO_INTERVAL = INTERVALS
LENGTHS = np.array([1, 2, 3, 4, 6, 8, 12])  # steps from which the classes of lengths begin
MASKS = 16  # onsets in the four steps of a frame
NO_MASK = MASKS


@dataclass(frozen=True)
class Events:
    """Symbols of one viewpoint. `contexts` holds, from the coarsest to the finest, numbers of the
    contexts (events,); `bar` where each stands, `crosses` whether it follows one of another bar."""

    symbol: Ints
    contexts: tuple[Ints, ...]
    bar: Ints
    crosses: Bools


@dataclass(frozen=True)
class Viewpoint:
    """How many symbols and contexts there are, and how events are read."""

    name: str
    symbols: int
    contexts: tuple[int, ...]
    read: Callable[["Read"], Events]


@dataclass(frozen=True)
class Read:
    """A piece with what several viewpoints need."""

    heard: Heard
    chords: Chords
    key: int

    @classmethod
    def of(cls, heard: Heard) -> "Read":
        chords = read_chords(heard)
        base = int(heard.pitch.min(initial=127)) % 12
        return cls(heard, chords, find_key(chords.chroma.sum((0, 1)), base))


def strength(place: Ints) -> Ints:
    """0 on the bar line, 1 on a quarter, 2 on an eighth, 3 on a sixteenth."""
    return np.where(place == 0, 0, np.where(place % 4 == 0, 1, np.where(place % 2 == 0, 2, 3)))


def lines_of(heard: Heard) -> Ints:
    """Rows of the highest note of each chord of each track, in order of time."""
    same = (np.diff(heard.start, prepend=-1) == 0) & (np.diff(heard.track, prepend=-1) == 0)
    return np.flatnonzero(~same)


def read_melody(read: Read) -> Events:
    """Intervals along the lines of all tracks, by the interval before and the place in the bar."""
    heard = read.heard
    rows = lines_of(heard)
    pitch, track, start = heard.pitch[rows], heard.track[rows], heard.start[rows]
    follows = np.diff(track, prepend=-1) == 0
    interval = np.clip(np.diff(pitch, prepend=0), -WIDEST, WIDEST) + WIDEST
    before = np.where(follows, interval, NO_INTERVAL)
    one = np.where(follows, np.append(NO_INTERVAL, before[:-1])[: len(before)], NO_INTERVAL)
    two = np.append(NO_INTERVAL, one[:-1])[: len(before)]
    place = strength(heard.place_of_step[start])
    bar = heard.bar_of_step[start]
    crosses = np.diff(bar, prepend=0) != 0
    wide = INTERVALS + 1
    near = place * wide + one
    chosen = follows
    return Events(
        interval[chosen],
        (place[chosen], near[chosen], (near * wide + two)[chosen]),
        bar[chosen],
        crosses[chosen],
    )


def read_degrees(read: Read) -> Events:
    """Degrees of the piece's key along the lines, by the degree before and the place in the bar."""
    heard = read.heard
    rows = lines_of(heard)
    degree = (heard.pitch[rows] - read.key) % 12
    track, start = heard.track[rows], heard.start[rows]
    follows = np.diff(track, prepend=-1) == 0
    before = np.where(follows, np.append(12, degree[:-1])[: len(degree)], 12)
    place = strength(heard.place_of_step[start])
    bar = heard.bar_of_step[start]
    crosses = follows & (np.diff(bar, prepend=0) != 0)
    return Events(degree, (place, place * 13 + before), bar, crosses)


def read_harmony(read: Read) -> Events:
    """Motion of the roots and next quality, frame by frame, by the quality and motion before."""
    heard, chords = read.heard, read.chords
    known = np.flatnonzero(chords.quality < QUALITIES)
    root, quality = chords.root[known], chords.quality[known]
    motion = np.diff(root, prepend=root[:1]) % 12
    symbol = motion * QUALITIES + quality
    bar = heard.frame_bar[known]
    beat = np.minimum(heard.place_of_step[heard.frames[known]] // FRAME, 3)
    old_quality = np.append(0, quality[:-1])[: len(known)]
    old_motion = np.append(0, motion[:-1])[: len(known)]
    near = beat * QUALITIES + old_quality
    crosses = np.diff(bar, prepend=0) != 0
    return Events(
        symbol[1:],
        (beat[1:], near[1:], (near * 12 + old_motion)[1:]),
        bar[1:],
        crosses[1:],
    )


def read_fit(read: Read) -> Events:
    """Each note's degree of the chord that the other tracks play, by its quality and the place."""
    heard, chords = read.heard, read.chords
    frame = heard.frame_of_step[heard.start]
    root, quality = (others[heard.track, frame] for others in chords.others)
    known = np.flatnonzero(quality < QUALITIES)
    place = strength(heard.place_of_step[heard.start[known]])
    symbol = (heard.pitch[known] - root[known]) % 12
    bar = heard.bar_of_step[heard.start[known]]
    return Events(
        symbol,
        (quality[known], quality[known] * 4 + place),
        bar,
        np.zeros(len(known), bool),
    )


def read_within(read: Read) -> Events:
    """Each note's degree of the chord of its frame, by quality, place and whether it is lowest."""
    heard, chords = read.heard, read.chords
    frame = heard.frame_of_step[heard.start]
    quality = chords.quality[frame]
    known = np.flatnonzero(quality < QUALITIES)
    place = strength(heard.place_of_step[heard.start[known]])
    low = (heard.pitch[known] <= chords.lowest[frame[known]]).astype(np.int64)
    coarse = quality[known] * 2 + low
    symbol = (heard.pitch[known] - chords.root[frame[known]]) % 12
    bar = heard.bar_of_step[heard.start[known]]
    return Events(symbol, (coarse, coarse * 4 + place), bar, np.zeros(len(known), bool))


def read_rhythm(read: Read) -> Events:
    """Onsets in each frame of each track, by those of the frame before and of a bar before."""
    heard = read.heard
    masks = onset_masks(heard)  # (tracks, frames)
    if not masks.size:
        return _nothing(3)
    tracks = len(masks)
    bar = heard.frame_bar
    beat = np.minimum(heard.place_of_step[heard.frames] // FRAME, 3)
    before = np.full_like(masks, NO_MASK)
    before[:, 1:] = masks[:, :-1]
    older = np.full_like(masks, NO_MASK)
    source = _bar_before(heard)
    older[:, source >= 0] = masks[:, source[source >= 0]]
    near = beat * (MASKS + 1) + before
    crosses = np.tile(np.diff(bar, prepend=0) != 0, tracks)
    return Events(
        masks.ravel(),
        (
            np.tile(beat, tracks),
            near.ravel(),
            (near * (MASKS + 1) + older).ravel(),
        ),
        np.tile(bar, tracks),
        crosses,
    )


def read_lengths(read: Read) -> Events:
    """Classes of lengths of the lines' notes, by place in the bar and the length before."""
    heard = read.heard
    rows = lines_of(heard)
    length = np.searchsorted(LENGTHS, heard.stop[rows] - heard.start[rows], "right") - 1
    length = np.maximum(length, 0)
    track, start = heard.track[rows], heard.start[rows]
    follows = np.diff(track, prepend=-1) == 0
    kinds = len(LENGTHS)
    before = np.where(follows, np.append(kinds, length[:-1])[: len(length)], kinds)
    place = np.minimum(heard.place_of_step[start], 15)
    return Events(
        length,
        (strength(place), place, place * (kinds + 1) + before),
        heard.bar_of_step[start],
        np.zeros(len(rows), bool),
    )


def read_drums(read: Read) -> Events:
    """Which drums are struck in each step, by the place, the step a bar before and the one
    before."""
    heard = read.heard
    if not len(heard.drum_start):
        return _nothing(3)
    hits = np.zeros(heard.steps, np.int64)
    for bit in range(4):
        struck = heard.drum_start[heard.drum_bits == 1 << bit]
        hits[np.minimum(struck, heard.steps - 1)] |= 1 << bit
    place = np.minimum(heard.place_of_step[:-1], 15)
    before = np.append(MASKS, hits[:-1])
    bars = heard.bar_of_step[:-1]
    back = heard.bars[np.maximum(bars - 1, 0)] + heard.place_of_step[:-1]
    older = np.where(
        (bars > 0) & (back < heard.bars[bars]), hits[np.minimum(back, heard.steps - 1)], MASKS
    )
    playing = _bars_with_drums(heard)[bars]
    near = place * (MASKS + 1) + older
    events = (place, near, near * (MASKS + 1) + before)
    return Events(
        hits[playing],
        tuple(context[playing] for context in events),
        bars[playing],
        (heard.place_of_step[:-1] == 0)[playing],
    )


def read_bass(read: Read) -> Events:
    """Degree of the chord that is lowest in each frame, by quality and beat, and that before."""
    heard, chords = read.heard, read.chords
    known = np.flatnonzero((chords.quality < QUALITIES) & (chords.lowest < 128))
    symbol = (chords.lowest[known] - chords.root[known]) % 12
    beat = np.minimum(heard.place_of_step[heard.frames[known]] // FRAME, 3)
    changed = (np.diff(chords.root[known], prepend=-1) != 0).astype(np.int64)
    before = np.append(12, symbol[:-1])[: len(symbol)]
    near = (chords.quality[known] * 4 + beat) * 2 + changed
    bar = heard.frame_bar[known]
    crosses = np.diff(bar, prepend=0) != 0
    return Events(symbol, (beat, near, near * 13 + before), bar, crosses)


def read_bass_line(read: Read) -> Events:
    """Motion of the lowest pitch from frame to frame, by motion of the root and the beat."""
    heard, chords = read.heard, read.chords
    known = np.flatnonzero((chords.quality < QUALITIES) & (chords.lowest < 128))
    lowest, root = chords.lowest[known], chords.root[known]
    symbol = np.clip(np.diff(lowest, prepend=lowest[:1]), -WIDEST, WIDEST) + WIDEST
    motion = np.diff(root, prepend=root[:1]) % 12
    beat = np.minimum(heard.place_of_step[heard.frames[known]] // FRAME, 3)
    before = np.append(NO_INTERVAL, symbol[:-1])[: len(symbol)]
    near = motion * 4 + beat
    bar = heard.frame_bar[known]
    crosses = np.diff(bar, prepend=0) != 0
    return Events(
        symbol[1:],
        (motion[1:], near[1:], (near * (INTERVALS + 1) + before)[1:]),
        bar[1:],
        crosses[1:],
    )


def read_together(read: Read) -> Events:
    """Onsets of each track in each frame, by the beat and the onsets of all others."""
    heard = read.heard
    masks = onset_masks(heard)
    if len(masks) < 2:
        return _nothing(2)
    return together(heard, masks, others_of(masks))


def others_of(masks: Ints) -> Ints:
    """Onsets of all tracks but this one (tracks, frames)."""
    bits = masks[:, :, None] >> np.arange(4) & 1
    others = (bits.sum(0)[None] - bits) > 0
    return np.asarray((others << np.arange(4)).sum(2))


def together(heard: Heard, masks: Ints, others: Ints) -> Events:
    beat = np.minimum(heard.place_of_step[heard.frames] // FRAME, 3)
    context = beat * MASKS + others
    bar = np.tile(heard.frame_bar, len(masks))
    coarse = np.tile(beat, len(masks))
    return Events(masks.ravel(), (coarse, context.ravel()), bar, np.zeros(len(bar), bool))


def read_gaps(read: Read) -> Events:
    """Steps between the end of a line's note and the next (overlaps are negative), by the length
    and the place of the next."""
    heard = read.heard
    rows = lines_of(heard)
    follows = np.flatnonzero(np.diff(heard.track[rows], prepend=-1) == 0)
    here, after = rows[follows - 1], rows[follows]
    gap = np.clip(heard.start[after] - heard.stop[here], -2, 4) + 2
    length = np.searchsorted(LENGTHS, heard.stop[here] - heard.start[here], "right") - 1
    place = strength(heard.place_of_step[heard.start[after]])
    bar = heard.bar_of_step[heard.start[after]]
    near = place * len(LENGTHS) + np.maximum(length, 0)
    return Events(gap, (place, near), bar, np.zeros(len(gap), bool))


def onset_masks(heard: Heard) -> Ints:
    """The steps of each frame in which each track has an onset, as four bits (tracks, frames)."""
    frames = len(heard.frames)
    masks = np.zeros((heard.tracks, frames), np.int64)
    frame = heard.frame_of_step[np.minimum(heard.start, heard.steps - 1)]
    bit = 1 << (heard.start - heard.frames[frame])
    np.bitwise_or.at(masks, (heard.track, frame), bit)
    return masks


def _bar_before(heard: Heard) -> Ints:
    """The frame one bar before each frame; -1 where there is none."""
    frames = heard.frames
    bars = heard.bar_of_step[frames]
    back = heard.bars[np.maximum(bars - 1, 0)] + heard.place_of_step[frames]
    inside = (bars > 0) & (back < heard.bars[bars])
    return np.where(inside, heard.frame_of_step[np.minimum(back, heard.steps)], -1)


def _bars_with_drums(heard: Heard) -> Bools:
    playing = np.zeros(heard.bar_count, bool)
    playing[heard.bar_of_step[np.minimum(heard.drum_start, heard.steps - 1)]] = True
    return playing


def _nothing(orders: int) -> Events:
    none = np.zeros(0, np.int64)
    return Events(none, (none,) * orders, none, np.zeros(0, bool))


_WIDE = INTERVALS + 1
VIEWPOINTS = (
    Viewpoint("melody", INTERVALS, (4, 4 * _WIDE, 4 * _WIDE * _WIDE), read_melody),
    Viewpoint("degrees", 12, (4, 52), read_degrees),
    Viewpoint("harmony", 12 * QUALITIES, (4, 4 * QUALITIES, 48 * QUALITIES), read_harmony),
    Viewpoint("fit", 12, (QUALITIES, 4 * QUALITIES), read_fit),
    Viewpoint("within", 12, (2 * QUALITIES, 8 * QUALITIES), read_within),
    Viewpoint("rhythm", MASKS, (4, 4 * 17, 4 * 17 * 17), read_rhythm),
    Viewpoint("lengths", len(LENGTHS), (4, 16, 16 * (len(LENGTHS) + 1)), read_lengths),
    Viewpoint("bass", 12, (4, 8 * QUALITIES, 104 * QUALITIES), read_bass),
    Viewpoint("bass line", INTERVALS, (12, 48, 48 * _WIDE), read_bass_line),
    Viewpoint("together", MASKS, (4, 64), read_together),
    Viewpoint("gaps", 7, (4, 4 * len(LENGTHS)), read_gaps),
    Viewpoint("drums", MASKS, (16, 16 * 17, 16 * 17 * 17), read_drums),
)
