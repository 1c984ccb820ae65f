"""Accompaniment by the GAN: a draft of the whole song at once, then passes that repair what the
network doubts."""

from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray
from safetensors.numpy import load_file

from generation.catalogue import Card, config_from
from generation.codecs.instrumentation import Part
from generation.codecs.monophonic import Line
from generation.inference.layers import Array
from generation.inference.loaded import keep_loaded
from generation.inference.threads import one_thread
from generation.music.song import Note, Song, Track
from generation.take import Check, Progress, Take, untold
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.decoding import Manner, find_starts
from generation.techniques.gan.following import combine, follow
from generation.techniques.gan.inference import BAR, Accompaniment, Condition, Generator, Melody
from generation.techniques.gan.leanings import lean
from generation.techniques.gan.luck import Luck, Shares
from generation.techniques.gan.melody import (
    PreparedMelody,
    count_places,
    encode_melody,
    pad_to_bars,
    prepare_melody,
)
from generation.techniques.gan.moves import tabulate_moves
from generation.techniques.gan.parameters import FOLLOW
from generation.techniques.gan.playing import write_tracks
from generation.techniques.gan.refinement import Refinement

SPREAD = 0.25  # share of the textures, around the wished busyness, from which one is drawn
MOST_HIDDEN, LEAST_HIDDEN = 0.85, 0.15
SWEEPS = 3  # passes of the network for one rehearsal
MOST_CHANGES = 0.75  # a step; more is no rhythm
TEMPERATURES = (1.0, 1.0, 0.8)  # times creativity: of where notes begin, of which, of drums


class Model(NamedTuple):
    """A generator ready to play, and the textures of real music it was shown."""

    generator: Generator
    textures: NDArray[np.floating]  # (N, texture), from the calmest to the busiest


@keep_loaded
def load(card: Card) -> Model:
    """The model of a card, from its safetensors."""
    tensors = load_file(card.weights)
    textures = tensors.pop("textures").astype(np.float32)
    return Model(Generator(config_from(GanConfig, card.sizes), tensors), textures)


def make_silence(inside: NDArray[np.bool_], config: GanConfig) -> Accompaniment:
    """Nothing yet. Silence begins where the music stops, or a last note would be taken for a part
    of it."""
    steps = len(inside)
    change = np.tile(find_starts(inside), (config.voices, 1))
    return Accompaniment(
        np.zeros((config.voices, steps), np.uint8), change, np.zeros((config.drums, steps), bool)
    )


def draw_texture(model: Model, busyness: float, random: Random) -> Array:
    """One of the real textures, (texture,), drawn among those about as busy as wished."""
    count = len(model.textures)
    at = busyness * (1 - SPREAD) + SPREAD * random.random()
    return model.textures[min(count - 1, int(at * count))]


def compute_remask_share(number: int, passes: int) -> float:
    """Share of the beats that pass 1 to `passes` draws anew: many at first, few at last (annealed
    Gibbs, Yao 2014)."""
    return MOST_HIDDEN + (LEAST_HIDDEN - MOST_HIDDEN) * (number - 1) / max(1, passes - 1)


def choose_manner(
    options: dict[str, Any], config: GanConfig, melody: Melody, texture: Array, creativity: float
) -> Manner:
    """How a card's model draws. A card that says nothing of it leaves all to the network."""
    of_changes, of_pitches, of_drums = options.get("temperatures", TEMPERATURES)
    busy = np.array(options.get("changes", [0.0] * config.voices)) * texture[: config.voices]
    return Manner(
        of_changes * creativity,
        of_pitches * creativity,
        of_drums * creativity,
        np.minimum(busy, MOST_CHANGES),
        tabulate_moves(options.get("moves", ()), config.voices, config.states),
        lean(options.get("leanings", {}), melody, config),
    )


def heed_chart(
    manner: Manner,
    card: Card,
    prepared: PreparedMelody,
    config: GanConfig,
    wishes: dict[str, Any],
) -> Manner:
    """The manner under the chords that are written over the melody; as it is without any. A card of
    before says nothing of them."""
    if not prepared.chart.told.any():
        return manner
    lowest = min((t for t in card.tracks if t.get("voices")), key=lambda track: track["lowest"])
    strength = card.options.get("follow", 1.0) * wishes.get("follow_chords", FOLLOW)
    following = follow(prepared, config, lowest["voices"][0], strength)
    return manner._replace(leanings=combine(manner.leanings, following))


def accompany(
    model: Model,
    prepared: PreparedMelody,
    card: Card,
    wishes: dict[str, Any],
    random: Random,
    progress: Progress,
    check: Check,
) -> Accompaniment:
    """Draft and repair; `wishes` are the parameters refine, creativity, busyness and how closely
    written chords are followed."""
    config, options = model.generator.config, card.options
    inside = pad_to_bars(prepared.inside, 0)
    luck, condition = draw_condition(model, prepared, card, wishes, random)
    melody = encode_melody(prepared, options["bars_known"])
    manner = choose_manner(options, config, melody, condition.texture, wishes["creativity"])
    refinement = Refinement(
        model.generator.prepare(melody, condition),
        make_silence(inside, config),
        heed_chart(manner, card, prepared, config, wishes),
    )
    rehearse(refinement, inside, luck, SWEEPS * int(wishes["refine"]), options, progress, check)
    return refinement.music


def draw_condition(
    model: Model,
    prepared: PreparedMelody,
    card: Card,
    wishes: dict[str, Any],
    random: Random,
) -> tuple[Luck, Condition]:
    """What is drawn before the first note is: the luck of all passes, and what the network is
    told."""
    config, bars = model.generator.config, len(pad_to_bars(prepared.inside, 0)) // BAR
    players = [track["voices"] for track in card.tracks if track.get("voices")]
    shares = Shares(**card.options.get("luck", {}))
    luck = Luck(count_places(prepared), config, players, shares, random)
    texture = draw_texture(model, wishes["busyness"], random)
    song_noise = random.standard_normal(config.song_noise)
    bar_noise = luck.repeat_bars(random.standard_normal((config.bar_noise, bars)))
    return luck, Condition(texture, song_noise, bar_noise)


def rehearse(
    refinement: Refinement,
    inside: NDArray[np.bool_],
    luck: Luck,
    passes: int,
    options: dict[str, Any],
    progress: Progress,
    check: Check,
) -> None:
    """The draft, and so many passes over it. Drums stay as drafted: drawn anew beat by beat they
    lose the pattern that they had."""
    check()
    progress(0, "Drafting")
    refinement.play(np.tile(~inside, (len(refinement.drawn_in), 1)), luck.draw())
    for number in range(1, passes + 1):
        check()
        progress(number / (passes + 1), f"Refining, pass {number} of {passes}")
        share = compute_remask_share(number, passes)
        visible = refinement.remask(inside, share, options["doubt"], luck.draw_beats())
        visible[-1] = True
        refinement.play(visible, luck.draw())


def play(
    card: Card,
    song: Song,
    track: int,
    parameters: dict[str, Any],
    seed: int,
    progress: Progress,
    check: Check,
) -> Take:
    """`song` with the model's tracks added; its own tracks stay note for note."""
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
    notes = song.tracks[track].notes
    prepared = prepare_melody(song, notes, card.options["ends_with_melody"])
    random = np.random.default_rng(seed)
    music = accompany(model, prepared, card, parameters, random, progress, check)
    return song.with_tracks([*song.tracks, *make_tracks(card, prepared, music, notes, parameters)])


def make_tracks(
    card: Card,
    prepared: PreparedMelody,
    music: Accompaniment,
    melody: tuple[Note, ...],
    wishes: dict[str, Any],
) -> list[Track]:
    steps = prepared.grid.steps
    lines = [
        Line(*each) for each in zip(music.state[:, :steps], music.change[:, :steps], strict=True)
    ]
    strokes = music.drums[:, :steps] & prepared.inside
    parts = [Part.from_json(track) for track in card.tracks]
    return write_tracks(parts, lines, strokes, prepared, melody, card.genre, wishes)
