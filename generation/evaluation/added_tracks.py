"""Does an added track listen? Its agreement with the others beside that of the same track two bars
off.

A part of a song agrees with the song's other parts because it is in the key; one that listens
agrees more in its place than elsewhere. Notes are rows of `codecs.score`.
"""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, LENGTH, OF_PITCH, OF_SLOT, ONSET, STEPS, Notes
from generation.evaluation.accompaniment import Figures

SIXTEENTH = STEPS // 4
BEAT = 4  # sixteenths
SHIFT = 2  # bars
Classes = NDArray[np.bool_]  # (sixteenths, 12)


def sound_classes(notes: Notes, steps: int) -> Classes:
    """Which pitch classes sound in each of the first sixteenths."""
    roll = np.zeros((steps, 12), bool)
    tones = notes[notes[:, OF_PITCH] < DRUM_PITCH]
    for onset, _, pitch, length, _ in tones.tolist():
        first = onset // SIXTEENTH
        roll[first : max(first + 1, -(-(onset + length) // SIXTEENTH)), pitch % 12] = True
    return roll


def agree(part: Classes, others: Classes) -> float | None:
    """Share of the beats on which the part sounds where another track has its pitch class too."""
    mine, theirs = part[::BEAT], others[::BEAT]
    both = mine.any(1) & theirs.any(1)
    return float((mine & theirs)[both].any(1).mean()) if both.any() else None


def clash(part: Classes, others: Classes) -> float | None:
    """Share of the sixteenths in which another track is a semitone away."""
    both = part.any(1) & others.any(1)
    near = np.roll(others, 1, axis=1) | np.roll(others, -1, axis=1)
    return float((part & near)[both].any(1).mean()) if both.any() else None


def lead(part: Classes, others: Classes, bar: int) -> float | None:
    """How much better the part agrees than two bars earlier or later; `bar` in sixteenths."""
    here = agree(part, others)
    off = [agree(np.roll(part, by * SHIFT * bar, axis=0), others) for by in (-1, 1)]
    known = [each for each in off if each is not None]
    return None if here is None or not known else here - float(np.mean(known))


def double(part: Notes, others: Notes) -> float | None:
    """The largest share of the part's notes that one other track begins with it, in any octave."""
    begun = list_begun(part)
    slots = np.unique(others[:, OF_SLOT])
    shares = [len(begun & list_begun(others[others[:, OF_SLOT] == slot])) for slot in slots]
    return max(shares) / len(begun) if begun and shares else None


def list_begun(notes: Notes) -> set[tuple[int, int]]:
    """(sixteenth, pitch class) of each note that is no stroke."""
    tones = notes[notes[:, OF_PITCH] < DRUM_PITCH]
    return set(
        zip(
            (tones[:, ONSET] // SIXTEENTH).tolist(), (tones[:, OF_PITCH] % 12).tolist(), strict=True
        )
    )


def measure_added(part: Notes, others: Notes, real: Notes, bar: int) -> Figures:
    """Figures of a track added to others, beside the real one; `bar` in steps."""
    steps = max(1, -(-int(max((each[:, ONSET] + each[:, LENGTH]).max(initial=1)
                              for each in (part, others))) // SIXTEENTH))  # fmt: skip
    mine, theirs = sound_classes(part, steps), sound_classes(others, steps)
    return {
        "agreement": agree(mine, theirs),
        "lead over itself shifted": lead(mine, theirs, bar // SIXTEENTH),
        "semitones clash": clash(mine, theirs),
        "notes a real note": len(part) / len(real) if len(real) else None,
        "doubles a track": double(part, others),
    }
