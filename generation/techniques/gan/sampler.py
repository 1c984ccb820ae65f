"""Accompaniment by the GAN: a draft of the whole song at once, then passes that repair what the
network doubts."""

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray
from safetensors.numpy import load_file

from generation.catalogue import Card, config_from
from generation.codecs.grid import Grid, build_grid, encode_track
from generation.codecs.instrumentation import Part, build_drum_track, build_pitched_track
from generation.codecs.meter import encode_meter
from generation.codecs.monophonic import LOWEST, REST, Line, transpose_line
from generation.harmony.keys import find_key_shift
from generation.inference.layers import Array
from generation.inference.threads import one_thread
from generation.music.song import Note, Song, Track
from generation.take import Check, Progress, Take, untold
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.decoding import BEAT, SamplingNoise, find_starts
from generation.techniques.gan.inference import BAR, Accompaniment, Condition, Generator, Melody
from generation.techniques.gan.refinement import Refinement

# the training melodies' mean pitch lies here; others are heard an octave or more away
MIDDLE = (
    61,
    80,
)
SPREAD = 0.25  # share of the textures, around the wished busyness, from which one is drawn
MOST_HIDDEN, LEAST_HIDDEN = 0.85, 0.15
LONGEST_BAR = 1024  # steps; meters such as 255/4 exist in files
SWEEPS = 3  # passes of the network for one rehearsal


class Model(NamedTuple):
    """A generator ready to play, and the textures of real music it was shown."""

    generator: Generator
    textures: NDArray[np.floating]  # (N, texture), from the calmest to the busiest


class PreparedMelody(NamedTuple):
    """The melody as the network takes it."""

    grid: Grid
    line: Line  # normalised: near middle C, in C major or A minor
    shift: int  # semitones from the song's key to the network's
    inside: NDArray[np.bool_]  # (T,) where there may be accompaniment


@lru_cache
def load(card: Card) -> Model:
    """The model of a card, from its safetensors."""
    tensors = load_file(card.weights)
    textures = tensors.pop("textures").astype(np.float32)
    return Model(Generator(config_from(GanConfig, card.sizes), tensors), textures)


def prepare_melody(song: Song, notes: tuple[Note, ...], ends_with_melody: bool) -> PreparedMelody:
    """Lays the grid over the melody's bars and brings the melody to the network's key and
    register."""
    end = max(note.end for note in notes)
    grid = build_grid(song, notes[0].onset, end)
    line = encode_track(notes, grid)
    shift = find_key_shift(line)
    line = transpose_line(line, shift)
    sounding = line.state[line.state != REST].astype(float) - 1 + LOWEST
    octaves = math.ceil((MIDDLE[0] - sounding.mean()) / 12) if sounding.mean() < MIDDLE[0] else 0
    octaves = octaves or -math.ceil((sounding.mean() - MIDDLE[1]) / 12) * (
        sounding.mean() > MIDDLE[1]
    )
    steps = np.arange(grid.steps)
    last = grid.step_at(end) if ends_with_melody else grid.steps
    first = grid.step_at(notes[0].onset)
    return PreparedMelody(
        grid,
        transpose_octaves(line, int(octaves)),
        shift,
        (steps >= first) & (steps < max(last, first + 1)),
    )


def transpose_octaves(line: Line, octaves: int) -> Line:
    for _ in range(abs(octaves)):
        line = transpose_line(line, 12 if octaves > 0 else -12)
    return line


def pad_to_bars(values: NDArray, fill: float) -> NDArray:
    """(T,) -> (T',) a multiple of 16 steps."""
    return np.concatenate([values, np.full(-len(values) % BAR, fill, values.dtype)])


def encode_melody(prepared: PreparedMelody, bars_known: bool) -> Melody:
    position = prepared.grid.position if bars_known else np.full(prepared.grid.steps, -1, np.int16)
    meter = encode_meter(
        pad_to_bars(position, -1),
        pad_to_bars(prepared.grid.length, 16),
        pad_to_bars(prepared.inside | (prepared.line.state != REST), 0),
    )
    return Melody(
        pad_to_bars(prepared.line.state, REST), pad_to_bars(prepared.line.change, 0), meter
    )


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


def accompany(
    model: Model,
    prepared: PreparedMelody,
    options: dict[str, Any],
    wishes: dict[str, Any],
    random: Random,
    progress: Progress,
    check: Check,
) -> Accompaniment:
    """Draft and repair; `wishes` are the parameters refine, creativity and busyness."""
    config, passes = model.generator.config, SWEEPS * int(wishes["refine"])
    melody = encode_melody(prepared, options["bars_known"])
    inside = pad_to_bars(prepared.inside, 0)
    steps = len(inside)
    noise = (
        random.standard_normal(config.song_noise),
        random.standard_normal((config.bar_noise, steps // BAR)),
    )
    condition = Condition(draw_texture(model, wishes["busyness"], random), *noise)
    bar_uniform = random.random((config.voices + config.drums, LONGEST_BAR))
    network = model.generator.prepare(melody, condition)
    refinement = Refinement(network, make_silence(inside, config), wishes["creativity"])
    visible = np.tile(~inside, (config.voices + 1, 1))
    for number in range(passes + 1):
        check()
        progress(
            number / (passes + 1),
            "Drafting" if number == 0 else f"Refining, pass {number} of {passes}",
        )
        if number:
            uniform = random.random((config.voices + 1, steps // BEAT))
            visible = refinement.remask(
                inside, compute_remask_share(number, passes), options["doubt"], uniform
            )
        refinement.play(
            visible,
            draw_sampling_noise(prepared, config, steps, bar_uniform, options["repeats"], random),
        )
    return refinement.music


def draw_sampling_noise(
    prepared: PreparedMelody,
    config: GanConfig,
    steps: int,
    bar_uniform: NDArray[np.float64],
    repeats: float,
    random: Random,
) -> SamplingNoise:
    """Of which a share repeats from bar to bar, so that a rhythm once found comes back, as bands
    play."""
    rows = config.voices + config.drums
    fresh = random.random((rows, steps))
    position = pad_to_bars(prepared.grid.position, 0)
    uniform = np.where(random.random((rows, steps)) < repeats, bar_uniform[:, position], fresh)
    coins = np.log(uniform) - np.log1p(-uniform)
    pitch = random.random((config.voices, steps, config.states))
    return SamplingNoise(coins[: config.voices], coins[config.voices :], pitch)


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
    music = accompany(model, prepared, card.options, parameters, random, progress, check)
    return song.with_tracks([*song.tracks, *make_tracks(card, prepared, music, notes)])


def make_tracks(
    card: Card, prepared: PreparedMelody, music: Accompaniment, melody: tuple[Note, ...]
) -> list[Track]:
    steps = prepared.grid.steps
    lines = [
        Line(*each) for each in zip(music.state[:, :steps], music.change[:, :steps], strict=True)
    ]
    strokes = music.drums[:, :steps] & prepared.inside
    parts = [Part(**{**track, "voices": tuple(track.get("voices", ()))}) for track in card.tracks]
    return [
        build_drum_track(part, strokes, prepared.grid, melody)
        if part.drums
        else build_pitched_track(part, lines, prepared.grid, melody, -prepared.shift)
        for part in parts
    ]
