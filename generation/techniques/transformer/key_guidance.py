"""The key of what is heard, as a condition on pitches: a product of experts with the network.

The network follows the key of the last notes and drifts. A pitch class is favoured by how long it
sounds in what is known, the last bars first; the key estimated there counts as some more music, so
that tones of its scale that happen to be missing are no strangers. Where nothing stands out in what
is known, nothing is favoured.
"""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import DRUM_PITCH, LENGTH, OF_PITCH, ONSET, Notes
from generation.inference.precision import rounded
from generation.music.theory import KEY_PROFILES, Key
from generation.techniques.transformer.constraints import SPAN
from generation.techniques.transformer.passage import Passage

FEWEST = 8  # notes with a pitch
FADES = 0.5  # weight of the first notes beside the last
PROFILE = 0.25  # of the key's profile beside what sounds
FLOOR = 0.01
CLEAR = 0.5  # correlation of a key's profile from which on there is a key
KEYS = [Key(tonic, mode) for mode, tonic in product(KEY_PROFILES, range(12))]
ROTATED = np.array([np.roll(KEY_PROFILES[key.mode], key.tonic) for key in KEYS])
FITTED = (ROTATED - ROTATED.mean(1, keepdims=True)) / (ROTATED.std(1, keepdims=True) * 12**0.5)

Floats = NDArray[np.float64]


def count_classes(notes: Notes) -> Floats | None:
    """(12,) shares of time in which the pitch classes sound, the last notes counted most."""
    tones = notes[notes[:, OF_PITCH] < DRUM_PITCH]
    if len(tones) < FEWEST:
        return None
    span = max(1, int(np.ptp(tones[:, ONSET])))
    ages = (tones[:, ONSET].max() - tones[:, ONSET]) / span
    weights = tones[:, LENGTH] * (1 - (1 - FADES) * ages)
    counts = np.bincount(tones[:, OF_PITCH] % 12, weights, 12)
    return np.asarray(counts / counts.sum())


def find_key(counts: Floats) -> Key | None:
    """As `theory.estimate_key`, but where two keys fit alike (a whole-tone scale, say) the same one
    on every machine; None where none fits well."""
    fits = np.round((FITTED * (counts - counts.mean())).sum(1), 9)
    best = int(np.argmax(fits))
    if fits[best] < CLEAR * np.sqrt(np.square(counts - counts.mean()).sum()) or not fits[best]:
        return None
    return KEYS[best]


def favour_classes(counts: Floats) -> Floats:
    """(12,) nats."""
    key = find_key(counts)
    prior = counts + FLOOR
    if key:
        prior = prior + PROFILE * name_profile(key)
    return np.asarray(np.log(prior / prior.mean()))


def name_profile(key: Key) -> Floats:
    profile = np.roll(KEY_PROFILES[key.mode], key.tonic)
    return np.asarray(profile / profile.sum())


def hear_key(passage: Passage) -> Key | None:
    """That of what is known before a passage, or around it."""
    counts = count_classes(np.concatenate([passage.task.given, passage.task.played]))
    return None if counts is None else find_key(counts)


def favour_pitches(passage: Passage) -> Floats:
    """(pitches,) nats to add to the logits."""
    task, weight = passage.task, passage.sampling.key
    counts = count_classes(np.concatenate([task.given, task.played])) if weight else None
    favour = np.zeros(SPAN)
    if counts is not None:
        favour[:DRUM_PITCH] = favour_classes(counts)[np.arange(DRUM_PITCH) % 12]
    return rounded(weight * favour)
