"""Viewpoints of harmony: what chords follow, how notes stand in them, and what the bass does."""

import numpy as np

from scoring.order.chords import QUALITIES
from scoring.order.events import Events, Read, strength
from scoring.order.heard import FRAME
from scoring.order.lines import INTERVALS, NO_INTERVAL, WIDEST


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
