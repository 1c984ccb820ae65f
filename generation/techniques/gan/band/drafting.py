"""The passes of the band network over one song: the rhythm of each role in turn, then pitches, then
repairs.

Letters: V voices, R roles (the voices, the drums), T steps.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.monophonic import REST
from generation.inference.layers import Array
from generation.inference.precision import decide
from generation.techniques.gan.band.clashes import price_clashes
from generation.techniques.gan.band.config import BAR, HELD, RESTS
from generation.techniques.gan.band.decoding import draw_notes, draw_rhythm, draw_strokes
from generation.techniques.gan.band.inference import Band, Conditioned, Logits, Visible
from generation.techniques.gan.band.leanings import Leanings
from generation.techniques.gan.band.luck import BandLuck
from generation.techniques.gan.band.recalling import Recall

STRONG = 8  # steps: notes on every other beat find their pitches first


class Temperatures(NamedTuple):
    """How freely is drawn."""

    rhythm: float
    pitch: float


class Prices(NamedTuple):
    """Nats that something costs which networks do oftener than people."""

    clash: float = 0.0  # a semitone beside the melody or another part
    cut: float = 0.0  # a rest that cuts a note off after one step


class Turn(NamedTuple):
    """What one pass draws."""

    rhythm: NDArray[np.bool_]  # (R, T)
    pitch: NDArray[np.bool_]  # (V, T)


class Draft:
    """A song and what is drawn of it so far."""

    def __init__(
        self,
        network: Conditioned,
        band: Band,
        visible: Visible,
        temperatures: Temperatures,
        luck: BandLuck,
        leanings: Leanings,
        moves: Array,
        recall: Recall,
        prices: Prices,
    ) -> None:
        """`moves` (V, S, S) are nats for each state after each pitch."""
        self.network, self.band, self.visible = network, band, visible
        self.temperatures, self.luck = temperatures, luck
        self.leanings, self.moves = leanings, moves
        self.recall, self.prices = recall, prices
        self.melody = network.given[0].state

    def hide(self, turn: Turn) -> None:
        """Takes back what is to be drawn anew; without its rhythm no pitch stays."""
        rhythm = self.visible.rhythm & ~turn.rhythm
        self.visible = Visible(rhythm, self.visible.pitch & ~turn.pitch & rhythm[:-1])

    def ask(self, network: Conditioned) -> Logits:
        """What the network thinks of what is there, and what is added to it."""
        return self.leanings.add_to(network.logits(self.band, self.visible))

    def draw_rhythm(self, where: NDArray[np.bool_]) -> None:
        """Draws rhythm (R, T), which then shows; its pitches do not."""
        coins = self.luck.draw_coins()

        def attempt(network: Conditioned) -> tuple[Band, float]:
            band = self.band
            logits = self.recall.mix_rhythm(self.ask(network), band, self.visible.rhythm)
            drawn = draw_rhythm(
                logits.rhythm,
                band.rhythm,
                where[:-1],
                self.visible.rhythm[:-1],
                self.temperatures.rhythm,
                coins,
                self.prices.cut,
            )
            strokes, margin = draw_strokes(
                logits.drums, band.drums, where[-1], self.temperatures.rhythm, coins
            )
            return Band(band.state, drawn.rhythm, strokes), min(drawn.margin, margin)

        self.band = decide(attempt, self.network)
        self.visible = self.visible._replace(rhythm=self.visible.rhythm | where)

    def draw_pitches(self, where: NDArray[np.bool_]) -> None:
        """Draws the pitches of the notes that begin there (V, T)."""
        uniform = self.luck.draw_pitches()
        drawn = spread_notes(where, self.band.rhythm)
        known = np.where(self.visible.pitch, self.band.state, REST)
        prices = price_clashes(np.stack([self.melody, *known]), self.prices.clash)

        def attempt(network: Conditioned) -> tuple[Band, float]:
            logits, band = self.ask(network), self.band
            state, margin = draw_notes(
                self.recall.mix_pitches(logits.pitch) + prices,
                band.rhythm,
                known,
                where,
                self.temperatures.pitch,
                uniform,
                self.moves,
            )
            return band._replace(state=np.where(drawn, state, band.state)), margin

        self.band = decide(attempt, self.network)
        shown = drawn & self.visible.rhythm[:-1]
        self.visible = self.visible._replace(pitch=self.visible.pitch | shown)


def spread_notes(where: NDArray[np.bool_], rhythm: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """(V, T) the steps of the notes, and the rests, that begin there."""
    at = np.arange(where.shape[1])
    first = np.maximum.accumulate(np.where(rhythm != HELD, at, 0), axis=1)
    return np.take_along_axis(where, first, 1)


def split_bars(steps: int) -> list[NDArray[np.bool_]]:
    """(T,) every other bar, and the bars between."""
    odd = np.arange(steps) // BAR % 2 == 1
    return [~odd, odd]


def split_beats(position: NDArray[np.integer]) -> list[NDArray[np.bool_]]:
    """(T,) strong beats, and all other steps."""
    strong = position % STRONG == 0
    return [strong, ~strong]


def make_silence(voices: int, drums: int, steps: int) -> Band:
    """Nothing yet."""
    return Band(
        np.zeros((voices, steps), np.uint8),
        np.full((voices, steps), RESTS, np.uint8),
        np.zeros((drums, steps), bool),
    )
