"""What a note hears: how much the network's belief about it changes when another note is rubbed
out."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import VOICES, VoicedNote, encode_voices
from generation.inference.layers import softmax
from generation.techniques.arcnn.config import EDITABLE, HIDDEN, ArcnnConfig
from generation.techniques.arcnn.log_probs import Cells, Network


def seat_cells(seats: list[VoicedNote], steps: int, shift: int) -> Cells:
    """All notes as played, perhaps wrong, as the editor hears them; silence is hidden."""
    state = encode_voices(seats, steps, shift)
    kind = np.full((len(VOICES), steps), HIDDEN, np.uint8)
    for seat in seats:
        kind[seat.voice, seat.start : seat.stop] = EDITABLE
    return Cells(state, kind)


def measure_hearing(
    network: Network,
    seats: list[VoicedNote],
    cells: Cells,
    phase: NDArray[np.int64],
    listener: int,
) -> NDArray[np.float64]:
    """(notes,) the share of the probability that moves elsewhere, at the place of the rubbed out
    note `listener`, when each other note is rubbed out as well (0 to 1); 0 for itself."""
    own = seats[listener]
    state, kind = (np.repeat(each[None], len(seats), 0) for each in cells)
    for number, seat in enumerate(seats):
        for rubbed in (seat, own):
            state[number, rubbed.voice, rubbed.start : rubbed.stop] = 0
            kind[number, rubbed.voice, rubbed.start : rubbed.stop] = HIDDEN
    logits = network.logits(state, kind, np.repeat(phase[None], len(seats), 0), np.float32)
    # (notes, T of the listener, S); that of `listener` itself is rubbed out once
    probs = softmax(logits[:, own.voice, own.start : own.stop].astype(np.float64))
    moved: NDArray[np.float64] = np.abs(probs - probs[listener]).sum(-1).mean(-1) / 2
    return moved


def reach_of_blocks(config: ArcnnConfig) -> list[int]:
    """Steps to either side that a cell hears by convolution, after each block."""
    return np.cumsum(config.dilations).tolist()
