"""Accompaniment by the GAN: a draft of the whole song at once, then passes that repair what the network doubts."""

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor

from generation.catalogue import Card
from generation.codecs.band import Part, drum_track, pitched_track
from generation.codecs.keys import key_shift
from generation.codecs.lines import LOWEST, REST, Line, transposed
from generation.codecs.meter import meter_features
from generation.codecs.roll import Grid, grid_over, melody_line
from generation.music.song import Note, Song
from generation.networks.drawing import Drawn, Luck, draw, starts
from generation.networks.gan import Generator, Sizes
from generation.networks.hearing import BEAT, Music, by_beat, features
from generation.take import Check, Progress, Take, untold

MIDDLE = (61, 80)  # the training melodies' mean pitch lies here; others are heard an octave or more away
SPREAD = 0.25  # share of the textures, around the wished busyness, from which one is drawn
MOST_HIDDEN, LEAST_HIDDEN = 0.85, 0.15
LONGEST_BAR = 1024  # steps; meters such as 255/4 exist in files
SWEEPS = 3  # passes of the network for one rehearsal


class Model(NamedTuple):
    """A generator ready to play, and the textures of real music it was shown."""

    generator: Generator
    textures: Tensor  # (N, texture), from the calmest to the busiest


class Hearing(NamedTuple):
    """The melody as the network hears it."""

    grid: Grid
    line: Line  # normalised: near middle C, in C major or A minor
    shift: int  # semitones from the song's key to the network's
    inside: np.ndarray  # (T,) where there may be accompaniment


@lru_cache(maxsize=4)
def load(card: Card) -> Model:
    """The model of a card, from its safetensors."""
    tensors = {name: tensor.float() for name, tensor in load_file(card.weights).items()}
    textures = tensors.pop("textures")
    sizes = Sizes(**{name: tuple(v) if isinstance(v, list) else v for name, v in card.sizes.items()})
    generator = Generator(sizes)
    generator.load_state_dict(tensors)
    return Model(generator.eval().requires_grad_(False), textures)


def hear(song: Song, notes: tuple[Note, ...], ends_with_melody: bool) -> Hearing:
    """Lays the grid over the melody's bars and brings the melody to the network's key and register."""
    end = max(note.end for note in notes)
    grid = grid_over(song, notes[0].onset, end)
    line = melody_line(notes, grid)
    shift = key_shift(line)
    line = transposed(line, shift)
    sounding = line.state[line.state != REST].astype(float) - 1 + LOWEST
    octaves = math.ceil((MIDDLE[0] - sounding.mean()) / 12) if sounding.mean() < MIDDLE[0] else 0
    octaves = octaves or -math.ceil((sounding.mean() - MIDDLE[1]) / 12) * (sounding.mean() > MIDDLE[1])
    steps = np.arange(grid.steps)
    last = grid.step_at(end) if ends_with_melody else grid.steps
    first = grid.step_at(notes[0].onset)
    return Hearing(grid, moved_octaves(line, int(octaves)), shift, (steps >= first) & (steps < max(last, first + 1)))


def moved_octaves(line: Line, octaves: int) -> Line:
    for _ in range(abs(octaves)):
        line = transposed(line, 12 if octaves > 0 else -12)
    return line


def padded_to_bars(values: np.ndarray, steps: int, fill: float) -> np.ndarray:
    return np.concatenate([values, np.full(steps - len(values), fill, values.dtype)])


def blank(hearing: Hearing, sizes: Sizes, bars_known: bool) -> tuple[Music, Tensor]:
    """The melody with an empty accompaniment as a batch of one, and where it may be filled (1, T)."""
    steps = -(-hearing.grid.steps // 16) * 16
    position = hearing.grid.position if bars_known else np.full(hearing.grid.steps, -1, np.int16)
    meter = meter_features(
        padded_to_bars(position, steps, -1),
        padded_to_bars(hearing.grid.length, steps, 16),
        padded_to_bars(hearing.inside | (hearing.line.state != REST), steps, 0),
    )
    inside = torch.from_numpy(padded_to_bars(hearing.inside, steps, 0)).float()[None]
    # A silence that is given begins where the music stops, or a last note would be taken for a part of it.
    silence = starts(inside.long())[:, None].expand(-1, sizes.voices, -1)
    music = Music(
        torch.from_numpy(padded_to_bars(hearing.line.state, steps, REST)).long()[None],
        torch.from_numpy(padded_to_bars(hearing.line.change, steps, 0)).float()[None],
        torch.zeros(1, sizes.voices, steps, dtype=torch.long),
        silence,
        torch.zeros(1, sizes.drums, steps),
        torch.from_numpy(meter)[None],
    )
    return music, inside


def texture_for(model: Model, busyness: float, random: torch.Generator) -> Tensor:
    """One of the real textures, (1, texture), drawn among those about as busy as wished."""
    count = len(model.textures)
    at = busyness * (1 - SPREAD) + SPREAD * float(torch.rand(1, generator=random))
    return model.textures[min(count - 1, int(at * count))][None]


def taken_back(confidence: Tensor, inside: Tensor, share: float, doubt: float, random: torch.Generator) -> Tensor:
    """(1, V + 1, T) visible flags of a pass: `share` of each voice's beats, picked by doubt and by chance, are hidden.

    `doubt` is its weight against chance, 0 to 1: alone it would take back every note and keep every rest, for a rest
    is always the safer guess.
    """
    beats = inside.unflatten(1, (-1, BEAT)).amax(2)[:, None].expand_as(confidence)  # (1, V + 1, T / 4)
    rank = confidence.argsort(2).argsort(2) / confidence.shape[2]
    score = doubt * rank + (1 - doubt) * torch.rand(confidence.shape, generator=random)
    score = torch.where(beats > 0, score, 9.0)
    count = round(share * int(beats[0, 0].sum()))
    hidden = torch.zeros_like(score).scatter(2, score.argsort(2)[..., :count], 1.0) * beats
    return torch.maximum(by_beat(1 - hidden), (1 - inside)[:, None])


def share_hidden(number: int, passes: int) -> float:
    """Share of the beats that pass 1 to `passes` draws anew: many at first, few at last (annealed Gibbs, Yao 2014)."""
    return MOST_HIDDEN + (LEAST_HIDDEN - MOST_HIDDEN) * (number - 1) / max(1, passes - 1)


@torch.inference_mode()
def accompany(
    model: Model,
    hearing: Hearing,
    options: dict[str, Any],
    wishes: dict[str, Any],
    random: torch.Generator,
    progress: Progress,
    check: Check,
) -> Drawn:
    """Draft and repair; `wishes` are the parameters refine, creativity and busyness."""
    sizes, passes = model.generator.sizes, SWEEPS * int(wishes["refine"])
    music, inside = blank(hearing, sizes, options["bars_known"])
    steps = music.melody.shape[1]
    noise = (
        torch.randn(1, sizes.song_noise, generator=random),
        torch.randn(1, sizes.bar_noise, steps // 16, generator=random),
    )
    texture = texture_for(model, wishes["busyness"], random)
    of_bar = torch.rand(1, sizes.voices + sizes.drums, LONGEST_BAR, generator=random)
    visible = (1 - inside)[:, None].expand(-1, sizes.voices + 1, -1)
    drawn = Drawn(music.state, music.change, music.drums, torch.zeros(1, sizes.voices + 1, steps // BEAT))
    for number in range(passes + 1):
        check()
        progress(number / (passes + 1), "Drafting" if number == 0 else f"Refining, pass {number} of {passes}")
        if number:
            visible = taken_back(drawn.confidence, inside, share_hidden(number, passes), options["doubt"], random)
        music = music._replace(state=drawn.state, change=drawn.change, drums=drawn.drums)
        logits = model.generator(features(music, visible, sizes.states), texture, *noise)
        luck = luck_for(hearing, sizes, steps, of_bar, options["repeats"], random)
        drawn = merged(drawn, draw(logits, drawn, visible, wishes["creativity"], luck, random), visible)
    return drawn


def luck_for(
    hearing: Hearing, sizes: Sizes, steps: int, of_bar: Tensor, repeats: float, random: torch.Generator
) -> Luck:
    """Luck of which a share repeats from bar to bar, so that a rhythm once found comes back, as bands play."""
    rows = sizes.voices + sizes.drums
    fresh = torch.rand(1, rows, steps, generator=random)
    position = torch.from_numpy(padded_to_bars(hearing.grid.position, steps, 0)).long()
    repeated = torch.rand(1, rows, steps, generator=random) < repeats
    luck = torch.where(repeated, of_bar[:, :, position], fresh)
    return Luck(luck[:, : sizes.voices], luck[:, sizes.voices :])


def merged(before: Drawn, after: Drawn, visible: Tensor) -> Drawn:
    """`after`, but with the confidence of beats that were kept as it was when they were drawn."""
    kept = visible.unflatten(2, (-1, BEAT)).amin(3) > 0
    return after._replace(confidence=torch.where(kept, before.confidence, after.confidence))


def play(
    card: Card, song: Song, track: int, parameters: dict[str, Any], seed: int, progress: Progress, check: Check
) -> Take:
    """`song` with the model's tracks added; its own tracks stay note for note."""
    # One thread: sums are then made in one order, so a seed gives the same notes on every worker; workers share cores.
    torch.set_num_threads(1)
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
    hearing = hear(song, notes, card.options["ends_with_melody"])
    random = torch.Generator().manual_seed(seed)
    drawn = accompany(model, hearing, card.options, parameters, random, progress, check)
    return song.with_tracks([*song.tracks, *band(card, hearing, drawn, notes)])


def band(card: Card, hearing: Hearing, drawn: Drawn, melody: tuple[Note, ...]) -> list:
    steps = hearing.grid.steps
    states, changes = drawn.state[0, :, :steps].numpy().astype(np.uint8), drawn.change[0, :, :steps].numpy() > 0
    lines = [Line(state, change) for state, change in zip(states, changes, strict=True)]
    strokes = (drawn.drums[0, :, :steps].numpy() > 0) & hearing.inside
    parts = [Part(**{**track, "voices": tuple(track.get("voices", ()))}) for track in card.tracks]
    return [
        drum_track(part, strokes, hearing.grid, melody)
        if part.drums
        else pitched_track(part, lines, hearing.grid, melody, -hearing.shift)
        for part in parts
    ]
