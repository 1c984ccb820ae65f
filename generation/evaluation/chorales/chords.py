"""Chords of four voices on beats: complete or not, on which of their notes, how they follow each
other.

Pitches are (4, T) of soprano, alto, tenor and bass on 16th steps, -1 for silence.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.evaluation.partwriting import (
    BEAT,
    CHORDS,
    SHAPES,
    Pitches,
    build_chord,
    count_class_steps,
)
from generation.music.theory import estimate_key

FOURTH, FIFTH = 5, 7
MINOR = SHAPES[1]
SEVENTH = 4  # pitch classes of a seventh chord
ROOTS: dict[frozenset[int], list[int]] = {}
for _shape, _root in product(SHAPES, range(12)):
    ROOTS.setdefault(build_chord(_root, _shape), []).append(_root)


class Chord(NamedTuple):
    """What sounds on a beat: pitch classes, the root where they are a complete chord (else -1), the
    bass above the root."""

    classes: frozenset[int]
    root: int
    above: int


def name_chord(moment: NDArray[np.int16]) -> Chord:
    """A chord of four pitches; one that has two roots is read from its bass."""
    classes, bass = frozenset(int(pitch) % 12 for pitch in moment), int(moment[-1]) % 12
    roots = ROOTS.get(classes, [])
    root = bass if bass in roots else next(iter(roots), -1)
    return Chord(classes, root, (bass - root) % 12 if roots else -1)


def list_beats(pitches: Pitches) -> Pitches:
    """(4, N) the beats on which all voices sound."""
    beats = pitches[:, ::BEAT]
    return beats[:, (beats >= 0).all(0)]


def list_chords(pitches: Pitches) -> list[Chord]:
    return [name_chord(moment) for moment in list_beats(pitches).T]


def share(flags: list[bool]) -> float | None:
    return float(np.mean(flags)) if flags else None


def complete(pitches: Pitches) -> float | None:
    """Share of the beats that are a complete triad or seventh chord."""
    return share([chord.root >= 0 for chord in list_chords(pitches)])


def no_chord(pitches: Pitches) -> float | None:
    """Share of the beats that no triad or seventh chord holds."""
    return share([not is_part(chord) for chord in list_chords(pitches)])


def is_part(chord: Chord) -> bool:
    return any(map(chord.classes.issubset, CHORDS))


def in_position(*above: int) -> Callable[[Pitches], float | None]:
    """Share of the complete chords whose bass is so far above their root."""

    def measure(pitches: Pitches) -> float | None:
        known = [chord for chord in list_chords(pitches) if chord.root >= 0]
        return share([chord.above in above for chord in known])

    return measure


def sevenths(pitches: Pitches) -> float | None:
    """Share of the complete chords that have a seventh."""
    known = [chord for chord in list_chords(pitches) if chord.root >= 0]
    return share([len(chord.classes) == SEVENTH for chord in known])


def minor_triads(pitches: Pitches) -> float | None:
    """Share of the complete chords that are minor triads."""
    known = [chord for chord in list_chords(pitches) if chord.root >= 0]
    return share([chord.classes == build_chord(chord.root, MINOR) for chord in known])


def root_moves(*intervals: int) -> Callable[[Pitches], float | None]:
    """Share of the changes of root by these intervals upwards."""

    def measure(pitches: Pitches) -> float | None:
        roots = np.array([chord.root for chord in list_chords(pitches) if chord.root >= 0])
        moves = np.diff(roots) % 12
        moves = moves[moves != 0]
        return float(np.isin(moves, intervals).mean()) if len(moves) else None

    return measure


def chord_changes(pitches: Pitches) -> float | None:
    """Share of the beats that bring other pitch classes than the beat before."""
    classes = [chord.classes for chord in list_chords(pitches)]
    return share([a != b for a, b in pairwise(classes)])


def doubled_third(pitches: Pitches) -> float | None:
    """Share of the complete triads in which the third sounds twice."""
    beats = list_beats(pitches)
    named = zip(map(name_chord, beats.T), beats.T, strict=True)
    return share(
        [has_two_thirds(chord, moment) for chord, moment in named if is_triad(chord)]
    )  # fmt: skip


def is_triad(chord: Chord) -> bool:
    return chord.root >= 0 and len(chord.classes) < SEVENTH


def has_two_thirds(chord: Chord, moment: NDArray[np.int16]) -> bool:
    return int(np.isin((moment - chord.root) % 12, (3, 4)).sum()) > 1


def false_relations(pitches: Pitches) -> float | None:
    """False relations a change of beat: a note of the key, and in another voice its alteration
    next, or the other way about."""
    beats = list_beats(pitches)
    key = estimate_key(count_class_steps(pitches).astype(float))
    if key is None or beats.shape[1] < 2:
        return None
    inside = np.isin(np.arange(12), list(key.pitch_classes))
    found = sum(count_relations(*pair, inside) for pair in pairwise(beats.T))
    return found / (beats.shape[1] - 1)


def count_relations(
    before: NDArray[np.int16], after: NDArray[np.int16], inside: NDArray[np.bool_]
) -> int:
    """Notes that another voice altered on the beat before; none where the altered voice itself
    leads there."""
    near = np.isin(np.subtract.outer(before, after) % 12, (1, 11))
    altered = near & (inside[before % 12][:, None] != inside[after % 12][None])
    led = np.isin(after - before, (-1, 1))
    fresh = ~np.isin(after % 12, before % 12)
    others = ~np.eye(len(before), dtype=bool)
    return int((altered & others).any(0)[fresh & ~led].sum())


def gap(upper: int) -> Callable[[Pitches], float | None]:
    """Mean semitones from a voice down to the next."""

    def measure(pitches: Pitches) -> float | None:
        beats = list_beats(pitches)
        return float((beats[upper] - beats[upper + 1]).mean()) if beats.shape[1] else None

    return measure


OF_CHORDS: Mapping[str, Callable[[Pitches], float | None]] = {
    "complete": complete,
    "no chord": no_chord,
    "root position": in_position(0),
    "first inversion": in_position(3, 4),
    "six-four": in_position(6, 7, 8),
    "sevenths": sevenths,
    "minor triads": minor_triads,
    "root up a fourth": root_moves(FOURTH),
    "root up a fifth": root_moves(FIFTH),
    "root by step": root_moves(1, 2, 10, 11),
    "changes": chord_changes,
    "doubled third": doubled_third,
    "false relations": false_relations,
    "soprano over alto": gap(0),
    "alto over tenor": gap(1),
    "tenor over bass": gap(2),
}
