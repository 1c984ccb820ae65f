"""What the network believed of the place where an edit was made: how probable it found each pitch
there."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import LOWEST, REST, VoicedNote, encode_pitch
from generation.take import Belief

LEAST = 0.02  # what is less probable is not told
MOST = 6  # pitches that are told, the likeliest ones
SILENCE = -1  # in place of a pitch
ONE = 1000  # what a probability of 1 is told as


def read_belief(log_probs: NDArray[np.float64], seat: VoicedNote, shift: int) -> Belief:
    """Pitches in the song with their probabilities in thousandths, the likeliest first, as means
    over the steps of `seat` in its voice; that of the note itself is always among them.

    `log_probs` (V, T, S) nats of the network alone, `shift` semitones from the song to it.
    """
    probs = np.exp(log_probs[seat.voice, seat.start : seat.stop]).mean(0)  # (S,)
    own = seat.note.pitch
    states = np.argsort(-probs, kind="stable")[:MOST]
    pitches = [name_state(int(state), shift) for state in states]
    told = {
        pitch: round(float(probs[state]) * ONE)
        for state, pitch in zip(states, pitches, strict=True)
        if probs[state] >= LEAST or pitch == own
    }
    if own not in told:
        told[own] = round(float(probs[encode_pitch(own + shift)]) * ONE)
    return tuple(told.items())


def name_state(state: int, shift: int) -> int:
    """The pitch in the song, or SILENCE."""
    return SILENCE if state == REST else state - 1 + LOWEST - shift
