"""Lower voices of Bach that do not listen to the soprano: another chorale's, of several chorales,
of the one whose soprano is most like."""

from collections.abc import Sequence

import numpy as np

from generation.evaluation.bands.swaps import pick_other
from generation.evaluation.intervals import Floats, Ints
from generation.evaluation.partwriting import BEAT, Pitches, count_class_steps
from generation.music.theory import estimate_key

COMPARED = 32  # beats of two sopranos


def find_tonic(pitches: Pitches) -> int:
    """Pitch class of the tonic, or of the relative major's."""
    key = estimate_key(count_class_steps(pitches).astype(float))
    return 0 if key is None else (key.tonic + (3 if key.mode == "minor" else 0)) % 12


def borrow(own: Pitches, other: Pitches) -> Pitches:
    """`other` in the key of `own` and as long: cut, or sung again."""
    gap = (find_tonic(own) - find_tonic(other) + 6) % 12 - 6
    moved = np.where(other >= 0, other + gap, -1)
    return np.asarray(moved[:, np.arange(own.shape[1]) % other.shape[1]], np.int16)


def swap_voices(pieces: Sequence[Pitches], groups: Ints, piece: int) -> Pitches:
    """A soprano over the lower voices of another chorale of its group."""
    own = pieces[piece]
    return np.concatenate([own[:1], borrow(own, pieces[pick_other(groups, piece, 1)])[1:]])


def mix_voices(pieces: Sequence[Pitches], groups: Ints, piece: int) -> Pitches:
    """A soprano over voices that come each from a different chorale."""
    own = pieces[piece]
    others = [pieces[pick_other(groups, piece, voice)] for voice in (1, 2, 3)]
    lines = [borrow(own, other)[voice] for voice, other in enumerate(others, 1)]
    return np.stack([own[0], *lines])


def profile(pitches: Pitches) -> Floats:
    """(beats, 12) what the soprano sings on each of the first beats, above the tonic."""
    line = pitches[0, : COMPARED * BEAT : BEAT]
    found = np.zeros((COMPARED, 12))
    sung = np.flatnonzero(line >= 0)
    found[sung, (line[sung] - find_tonic(pitches)) % 12] = 1
    return found


def copy_voices(own: Pitches, learnt: Sequence[Pitches], profiles: Floats) -> Pitches:
    """A soprano over the lower voices of the chorale of `learnt` whose soprano is most like;
    `profiles` are theirs."""
    nearest = int(np.tensordot(profiles, profile(own), 2).argmax())
    return np.concatenate([own[:1], borrow(own, learnt[nearest])[1:]])
