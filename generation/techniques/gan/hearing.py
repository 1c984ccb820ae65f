"""The generator of one genre, asked about one place of a song that it has played."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.asked_note import AskedNote
from generation.codecs.monophonic import Line
from generation.inference.layers import Array
from generation.techniques.gan.decoding import mark_changes
from generation.techniques.gan.inference import (
    BAR,
    Accompaniment,
    Condition,
    Conditioned,
    Generator,
    Melody,
)
from generation.techniques.gan.melody import PreparedMelody, encode_melody, prepare_melody
from generation.techniques.gan.sampler import draw_condition, load
from generation.techniques.gan.seating import Played, Seat


def open_ensemble(asked: AskedNote) -> tuple["Ensemble", PreparedMelody]:
    """With the texture and the noise that the take was played with; with other noise where the
    question is put in another way."""
    model, card = load(asked.card), asked.card
    notes = asked.source.tracks[asked.melody].notes
    prepared = prepare_melody(asked.source, notes, card.options["ends_with_melody"])
    random = np.random.default_rng(asked.seed + asked.other)
    _, condition = draw_condition(model, prepared, card, asked.parameters, random)
    melody = encode_melody(prepared, card.options["bars_known"])
    return Ensemble(model.generator, melody, condition), prepared


@dataclass(frozen=True)
class Ensemble:
    """The generator, and what it was told of the song."""

    generator: Generator
    melody: Melody
    condition: Condition

    def hear(self, melody: Line, played: Played, shown: slice) -> NDArray[np.float64]:
        bars = slice(shown.start // BAR, shown.stop // BAR)
        told = Melody(melody.state[shown], melody.change[shown], self.melody.meter[:, shown])
        condition = self.condition._replace(bar_noise=self.condition.bar_noise[:, bars])
        music, visible = self.lay(played)
        part = Accompaniment(*(each[:, shown] for each in music))
        network = Conditioned(self.generator, told, condition)
        logits = network.logits(part, visible[:, shown])
        return read(logits.state, logits.drums, played.at, shown.start)

    def lay(self, played: Played) -> tuple[Accompaniment, NDArray[np.bool_]]:
        """What is played, and what of it shows (V + 1, T)."""
        config, steps = self.generator.config, len(self.melody.state)
        state = np.zeros((config.voices, steps), np.uint8)
        begins = np.zeros(state.shape, bool)
        drums = np.zeros((config.drums, steps), bool)
        visible = np.ones((config.voices + 1, steps), bool)
        for seat, pitch in sorted(played.known, key=lambda each: each[0].start):
            if seat.drums:
                drums[seat.row, seat.start] = True
            else:
                state[seat.row, seat.start : seat.stop] = pitch
                begins[seat.row, seat.start] = True
        for seat in (*played.gone, played.at):
            visible[-1 if seat.drums else seat.row, seat.start : seat.stop] = False
        return Accompaniment(state, mark_changes(state, begins), drums), visible


def read(pitches: Array, drums: Array, at: Seat, first: int) -> NDArray[np.float64]:
    """Logits at a seat: of pitches (V, T, S) their mean over its steps, of drums (D, T) those of
    its step."""
    if at.drums:
        return drums[:, at.start - first].astype(np.float64)
    steps = slice(at.start - first, at.stop - first)
    return pitches[at.row, steps].mean(0).astype(np.float64)
