"""Viewpoints of rhythm: onsets, lengths and gaps, and the strokes of drums."""

import numpy as np

from scoring.order.events import Events, Read, lines_of, no_events, strength
from scoring.order.heard import FRAME, Bools, Heard, Ints

LENGTHS = np.array([1, 2, 3, 4, 6, 8, 12])  # steps from which the classes of lengths begin
MASKS = 16  # onsets in the four steps of a frame
NO_MASK = MASKS


def read_rhythm(read: Read) -> Events:
    """Onsets in each frame of each track, by those of the frame before and of a bar before."""
    heard = read.heard
    masks = onset_masks(heard)  # (tracks, frames)
    if not masks.size:
        return no_events(3)
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
        return no_events(3)
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


def read_together(read: Read) -> Events:
    """Onsets of each track in each frame, by the beat and the onsets of all others."""
    heard = read.heard
    masks = onset_masks(heard)
    if len(masks) < 2:
        return no_events(2)
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
