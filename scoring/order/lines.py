"""Viewpoints along the lines of the tracks: intervals, and degrees of the key."""

import numpy as np

from scoring.order.events import Events, Read, lines_of, strength

WIDEST = 13  # semitones: wider intervals are told no further apart
INTERVALS = 2 * WIDEST + 1
NO_INTERVAL = INTERVALS


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
