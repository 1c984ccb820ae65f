"""Plain figures of tones, lines and density that typicality is judged by, whatever the key."""

import numpy as np

from scoring.order.chords import PROFILES
from scoring.order.events import Read, lines_of
from scoring.order.heard import Floats, Heard, Ints
from scoring.order.surprise import Figures

OUTSIDE = (1, 3, 6, 8, 10)  # degrees of a major key's chromatic tones
DISSONANT = (6, 10, 11)  # semitones of a leap
DETOUR = 4  # semitones that going to a note and on costs beyond going past it


def measure_texture(read: Read) -> Figures:
    heard = read.heard
    if not len(heard.start):
        return {}
    return {**_tones(read), **_density(heard), **_lines(heard)}


def _tones(read: Read) -> Figures:
    frames = read.chords.chroma.sum(0)
    total = frames.sum(0)
    pairs = read.heard.frame_bar // 2
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    local = _entropies(np.add.reduceat(frames, starts))
    degrees = (read.heard.pitch - read.key) % 12
    spread = total.std()
    fit = PROFILES @ (total - total.mean()) / (12 * spread) if spread else np.zeros(1)
    return {
        "entropy": float(_entropies(total[None])[0]),
        "entropy of two bars": float(local.mean()),
        "key": float(fit.max()),
        "outside the key": float(np.isin(degrees, OUTSIDE).mean()),
    }


def _entropies(rows: Floats) -> Floats:
    """Of rows of weights, in bits; empty rows are left out."""
    sums = rows.sum(1)
    shares = rows[sums > 0] / sums[sums > 0][:, None]
    return np.asarray(-(shares * np.log2(np.maximum(shares, 1e-12))).sum(1))


def _density(heard: Heard) -> Figures:
    lengths = heard.stop - heard.start
    return {
        "sounding at once": float(lengths.sum() / heard.steps),
        "onsets a step": len(np.unique(heard.start)) / heard.steps,
        "notes a step": len(heard.start) / heard.steps,
        "length": float(np.log2(1 + lengths).mean()),
        "range": float(np.ptp(heard.pitch)),
    }


def _lines(heard: Heard) -> Figures:
    rows = lines_of(heard)
    pitch, track = heard.pitch[rows], heard.track[rows]
    leaps = np.abs(np.diff(pitch))[np.diff(track) == 0]
    if not len(leaps):
        return {}
    figures = {
        "leap": float(leaps.mean()),
        "repeated": float((leaps == 0).mean()),
        "steps": float((leaps <= 2).mean()),
    }
    return figures | _detours(pitch, track)


def _detours(pitch: Ints, track: Ints) -> Figures:
    """Notes that are off their neighbours' way."""
    middle = np.flatnonzero(track[2:] == track[:-2]) + 1
    if len(middle) < 6:
        return {}
    to, on = np.abs(pitch[middle] - pitch[middle - 1]), np.abs(pitch[middle + 1] - pitch[middle])
    past = np.abs(pitch[middle + 1] - pitch[middle - 1])
    return {
        "detours": float((to + on - past >= DETOUR).mean()),
        "semitones to both sides": float(((to == 1) & (on == 1)).mean()),
        "dissonant leaps": float(np.isin(to, DISSONANT).mean()),
    }
