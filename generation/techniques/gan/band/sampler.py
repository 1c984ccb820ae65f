"""A band of a genre for a melody: each role's rhythm in turn, then its pitches, then repairs of
whole phrases."""

from typing import Any, NamedTuple

import numpy as np
from safetensors.numpy import load_file

from generation.catalogue import Card, config_from
from generation.inference.loaded import keep_loaded
from generation.inference.threads import one_thread
from generation.music.song import Song
from generation.take import Check, Progress, Refused, Take, untold
from generation.techniques.gan.band.bands import Ensemble, choose_ensemble, make_tracks
from generation.techniques.gan.band.config import BAR, BandConfig
from generation.techniques.gan.band.drafting import Draft, Prices, Temperatures
from generation.techniques.gan.band.inference import Band, Generator, Tune, Visible
from generation.techniques.gan.band.keeping import Kept, keep_nothing, read_kept
from generation.techniques.gan.band.leanings import Levels, lean
from generation.techniques.gan.band.luck import BandLuck
from generation.techniques.gan.band.moods import Model, draw_luck
from generation.techniques.gan.band.passes import plan_draft, plan_repairs, take_pass
from generation.techniques.gan.band.recalling import Recall
from generation.techniques.gan.luck import Shares
from generation.techniques.gan.melody import (
    PreparedMelody,
    count_places,
    encode_melody,
    pad_to_bars,
    prepare_melody,
)
from generation.techniques.gan.moves import tabulate_moves
from generation.techniques.gan.supposing import choose_chords

NOBODY = (
    "Nobody is left to play: every part of the band is off, or your song has it already. Your song "
    "is as it was. Let a part play, or switch off “Listen to the other tracks”."
)


class Drawn(NamedTuple):
    """A band, who plays in it, and the melody that it plays to."""

    ensemble: Ensemble
    prepared: PreparedMelody
    band: Band


@keep_loaded
def load(card: Card) -> Model:
    """The model of a card. Cards of one network share it."""
    tensors = load_file(card.weights)
    textures = tensors.pop("textures").astype(np.float32)
    return Model(Generator(config_from(BandConfig, card.sizes), tensors), textures)


def play(
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress,
    check: Check,
) -> Take:
    """`song` with a band's tracks added; its own tracks stay note for note."""
    with one_thread():
        return Take(perform(load(card), card, song, track, parameters, seed, progress, check))


def perform(
    model: Model,
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress = untold,
    check: Check = lambda: None,
) -> Song:
    """As `play`, with a model at hand: an installed one, or one in training."""
    drawn = draw_band(model, card, song, track, parameters, seed, progress, check)
    tracks = make_tracks(*drawn, song.tracks[track].notes, parameters)
    return song.with_tracks([*song.tracks, *tracks])


def draw_band(
    model: Model,
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress = untold,
    check: Check = lambda: None,
) -> Drawn:
    """All that `perform` does, but for writing tracks. Raises `Refused` where nobody is to play."""
    ensemble = choose_ensemble(card, parameters)
    prepared = prepare_melody(song, song.tracks[track].notes, ensemble.chorale)
    kept = keep_nothing(model.generator.config, len(pad_to_bars(prepared.inside, 0)))
    if parameters["keep"]:
        kept = read_kept(song, track, prepared, model.generator.config)
        ensemble = ensemble.leave(kept.roles)
    if not ensemble.parts:
        raise Refused(NOBODY)
    draft = begin_draft(model, card, prepared, ensemble, kept, parameters, seed)
    rehearse(draft, ensemble, prepared, parameters["refine"], progress, check)
    return Drawn(ensemble, prepared, draft.band)


def begin_draft(
    model: Model,
    card: Card,
    prepared: PreparedMelody,
    ensemble: Ensemble,
    kept: Kept,
    wishes: dict[str, Any],
    seed: int,
) -> Draft:
    """What is there before anything is drawn; `wishes` are the parameters."""
    config, random = model.generator.config, np.random.default_rng(seed)
    inside = pad_to_bars(prepared.inside, 0)
    shares = Shares(**card.options.get("luck", {}))
    places = count_places(prepared)
    luck = BandLuck(places, config, ensemble.players, shares, random)
    told = draw_luck(model, ensemble, wishes, len(inside), random)
    told = told._replace(bar_noise=luck.repeat_bars(told.bar_noise))
    alone = not kept.roles.any()
    chords = choose_chords(prepared, card, wishes["follow_chords"], alone=alone)
    shown = (~inside | kept.roles[:, None]) & ensemble.present[:, None]
    return Draft(
        model.generator.prepare(describe_tune(prepared, ensemble), told),
        kept.band,
        Visible(shown, shown[:-1]),
        Temperatures(wishes["creativity"], wishes["surprise"]),
        luck,
        lean(Levels.of(card.options, config), chords.prepared, config, chords.strength),
        tabulate_moves(card.options.get("moves", ()), config.voices, config.states),
        Recall(card.options.get("recall", {}), places),
        Prices(card.options.get("clash", 0.0), card.options.get("cut", 0.0)),
    )


def rehearse(
    draft: Draft,
    ensemble: Ensemble,
    prepared: PreparedMelody,
    repairs: int,
    progress: Progress,
    check: Check,
) -> None:
    """All passes."""
    here = ensemble.present[:, None] & ~draft.visible.rhythm
    position = pad_to_bars(prepared.grid.position, 0)
    passes = [*plan_draft(here, position), *plan_repairs(here, position, repairs, draft.luck)]
    for number, each in enumerate(passes):
        check()
        progress(number / len(passes), each.title)
        take_pass(draft, each)


def describe_tune(prepared: PreparedMelody, ensemble: Ensemble) -> Tune:
    """The melody as the network takes it."""
    melody = encode_melody(prepared, bars_known=not ensemble.chorale)
    length = pad_to_bars(prepared.grid.length, BAR).astype(np.float64)
    share = 1 / np.where(ensemble.chorale, BAR, length)
    return Tune(*melody, np.cumsum(share) - share, ensemble.genre, ensemble.present)
