"""What a note hears is measured by rubbing others out; how far layers reach, by changing one
moment."""

import numpy as np
import pytest

from generation.catalogue import config_from, read_card
from generation.codecs.chorale import find_vocal_shift, separate_voices
from generation.codecs.grid import build_grid
from generation.inference.layers import log_softmax
from generation.inference.threads import one_thread
from generation.techniques.arcnn.config import HIDDEN, ArcnnConfig
from generation.techniques.arcnn.hearing import measure_hearing, reach_of_blocks, seat_cells
from generation.techniques.arcnn.log_probs import get_beat_phases, load
from tests.generation.tunes import ode

CARD = read_card("arcnn", None)
CONFIG = config_from(ArcnnConfig, CARD.sizes)


def test_it_works() -> None:
    """Against the network, asked once for each pair of notes."""
    notes = ode().tracks[0].notes[:15]
    grid = build_grid(ode(), 0, notes[-1].end)
    seats, phase = separate_voices(notes, grid), get_beat_phases(grid)
    cells = seat_cells(seats, grid.steps, find_vocal_shift(seats))
    network = load(CARD)
    with one_thread():
        heard = measure_hearing(network, seats, cells, phase, 5)

    def without(*rubbed: int) -> np.ndarray:
        state, kind = cells.state.copy(), cells.kind.copy()
        for seat in (seats[number] for number in rubbed):
            state[0, seat.start : seat.stop], kind[0, seat.start : seat.stop] = 0, HIDDEN
        logits = network.logits(state[None], kind[None], phase[None])[0, 0]
        probs: np.ndarray = np.exp(log_softmax(logits.astype(np.float64)))
        return probs[seats[5].start : seats[5].stop]

    assert heard[5] == 0
    for other in (4, 6, 14):
        moved = np.abs(without(5, other) - without(5)).sum(1).mean() / 2
        assert heard[other] == pytest.approx(moved, abs=1e-4)
    assert heard[[4, 6]].mean() > 3 * heard[14]


@pytest.mark.parametrize("blocks", [1, 2, 3, 7, 10])
def test_layers_reach_as_far_as_it_says(blocks: int) -> None:
    """By convolution alone; a change beyond it is not heard, one at its edge is."""
    steps, middle = 100, 50
    random = np.random.default_rng(1)
    x = random.normal(size=(1, steps, CONFIG.width)).astype(np.float32)
    other = x.copy()
    other[0, middle] += 1
    for block in load(CARD).blocks[:blocks]:
        x, other = block.forward(x), block.forward(other)
    heard = np.flatnonzero(np.abs(x - other).max(-1)[0] > 0)
    reach = reach_of_blocks(CONFIG)[blocks - 1]
    assert (heard[0], heard[-1]) == (middle - reach, middle + reach)
