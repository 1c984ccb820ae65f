"""The band network, asked about one place of a song that it has played."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generation.asked_note import AskedNote
from generation.codecs.monophonic import REST, Line
from generation.techniques.gan.band.bands import choose_ensemble
from generation.techniques.gan.band.config import BAR, BEGINS, HELD, PHRASE
from generation.techniques.gan.band.drafting import Draft
from generation.techniques.gan.band.inference import Band, Conditioned, Luck, Tune, Visible
from generation.techniques.gan.band.keeping import keep_nothing, read_kept
from generation.techniques.gan.band.sampler import begin_draft, load
from generation.techniques.gan.hearing import read
from generation.techniques.gan.melody import PreparedMelody, pad_to_bars, prepare_melody
from generation.techniques.gan.seating import Played


def open_band(asked: AskedNote) -> tuple["BandHearing", PreparedMelody]:
    """With the luck that the take was played with; with another where the question is put in
    another way."""
    model, card, wishes = load(asked.card), asked.card, asked.parameters
    ensemble = choose_ensemble(card, wishes)
    notes = asked.source.tracks[asked.melody].notes
    prepared = prepare_melody(asked.source, notes, ensemble.chorale)
    config = model.generator.config
    kept = keep_nothing(config, len(pad_to_bars(prepared.inside, 0)))
    if wishes["keep"]:
        kept = read_kept(asked.source, asked.melody, prepared, config)
        ensemble = ensemble.leave(kept.roles)
    seed = asked.seed + asked.other
    draft = begin_draft(model, card, prepared, ensemble, kept, wishes, seed)
    return BandHearing(draft, ensemble.present), prepared


@dataclass(frozen=True)
class BandHearing:
    """A draft in which nothing is drawn yet, and the roles (R,) that are there."""

    draft: Draft
    present: NDArray[np.bool_]

    def hear(self, melody: Line, played: Played, shown: slice) -> NDArray[np.float64]:
        network = self.draft.network
        tune, luck = network.given
        band, visible = self.lay(played)
        part = Conditioned(
            network.generator,
            cut_tune(tune._replace(state=melody.state, change=melody.change), shown),
            cut_luck(luck, shown),
        )
        logits = part.logits(
            Band(*(each[:, shown] for each in band)), Visible(*(each[:, shown] for each in visible))
        )
        # No state of rests: where a note begins it is none.
        pitches = np.pad(logits.pitch, ((0, 0), (0, 0), (1, 0)))
        return read(pitches, logits.drums, played.at, shown.start)

    def lay(self, played: Played) -> tuple[Band, Visible]:
        band = Band(*(each.copy() for each in self.draft.band))
        for seat, pitch in sorted(played.known, key=lambda each: each[0].start):
            if seat.drums:
                band.drums[seat.row, seat.start] = True
            else:
                write_note(band, seat.row, slice(seat.start, seat.stop), pitch)
        rhythm = np.broadcast_to(self.present[:, None], (len(self.present), band.state.shape[1]))
        rhythm, pitches = rhythm.copy(), rhythm[:-1].copy()
        for seat in played.gone:
            rhythm[-1 if seat.drums else seat.row, seat.start : seat.stop] = False
        at = slice(played.at.start, played.at.stop)
        if played.at.drums:
            rhythm[-1, at] = False
        else:
            write_note(band, played.at.row, at, REST)
            pitches[played.at.row, at] = False
        return band, Visible(rhythm, pitches & rhythm[:-1])


def write_note(band: Band, voice: int, steps: slice, state: int) -> None:
    """Its rhythm stands there also where its pitch is not known."""
    band.state[voice, steps] = state
    band.rhythm[voice, steps] = HELD
    band.rhythm[voice, steps.start] = BEGINS


def cut_tune(tune: Tune, shown: slice) -> Tune:
    return tune._replace(
        state=tune.state[shown],
        change=tune.change[shown],
        meter=tune.meter[:, shown],
        bars=tune.bars[shown],
    )


def cut_luck(luck: Luck, shown: slice) -> Luck:
    """`shown` begins with a phrase."""
    phrases = slice(shown.start // PHRASE, -(-shown.stop // PHRASE))
    bars = slice(shown.start // BAR, shown.stop // BAR)
    return luck._replace(texture=luck.texture[:, phrases], bar_noise=luck.bar_noise[:, bars])
