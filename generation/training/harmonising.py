"""What the AR-CNN makes of melodies: chorales under unseen sopranos, and edited tunes that are not Bach's."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from generation.codecs.roll import grid_over
from generation.codecs.voices import HIGHEST, LOWEST, RANGES, REST, States, pitches_of
from generation.engine import Request, Result, generate
from generation.music.melody import melody_track
from generation.music.midi import read_midi
from generation.music.song import Song
from generation.music.theory import Key, key_of
from generation.networks.arcnn import GIVEN, HIDDEN, Arcnn
from generation.samplers.beliefs import Cells, beliefs
from generation.samplers.harmonising import harmonised
from generation.training.figures import Figures, consonance, rolls_of, scale_pitches, share
from generation.training.partwriting import figures_of_voices

PASSES = 25  # of both makers' defaults: 100 iterations of ours, a quarter pass each
GREEDY_PASSES = 100
LONGEST = 256  # steps: sixteen bars


def sopranos(pieces: Sequence[States]) -> list[States]:
    """Sixteen bars of each piece at most."""
    return [piece[:, :LONGEST] for piece in pieces]


def beat_phase(steps: int) -> torch.Tensor:
    return 16 + torch.arange(steps) % 4


def under(piece: States) -> NDArray[np.bool_]:
    """(V, T) the cells to be sung: all but the soprano."""
    free = np.ones(piece.shape, bool)
    free[0] = False
    return free


def ours(network: Arcnn, piece: States, seed: int) -> States:
    """As the shipped model harmonises at its defaults."""
    random = torch.Generator().manual_seed(seed)
    return harmonised(network, piece, under(piece), beat_phase(piece.shape[1]), PASSES, 1.0, random)


def greedy(network: Arcnn, piece: States, seed: int) -> States:
    """As DeepComposer edits, made greedy: a hundred passes, the surest cells first, and nothing is taken back."""
    state, free = np.where(under(piece), REST, piece).astype(np.uint8), under(piece)
    for left in range(GREEDY_PASSES, 0, -1):
        cells = Cells(state, np.where(free, HIDDEN, GIVEN).astype(np.uint8))
        sure, choice = (t.numpy() for t in beliefs(network, cells, beat_phase(state.shape[1])).max(2))
        count = -(-int(free.sum()) // left)
        order = np.argsort(np.where(free, -sure, np.inf), axis=None, kind="stable")[:count]
        chosen = np.unravel_index(order[: int(free.sum())], free.shape)
        state[chosen], free[chosen] = choice[chosen], False
    return state


def random_notes(network: Arcnn, piece: States, seed: int) -> States:
    """A random pitch of its range for each voice on each beat."""
    random = np.random.default_rng(seed)
    beats = -(-piece.shape[1] // 4)
    drawn = [random.integers(low - LOWEST + 1, min(high, HIGHEST) - LOWEST + 2, beats) for low, high in RANGES]
    return np.where(under(piece), np.repeat(drawn, 4, 1)[:, : piece.shape[1]], piece).astype(np.uint8)


MAKERS: dict[str, Callable[[Arcnn, States, int], States]] = {
    "Bach": lambda network, piece, seed: piece,
    "AR-CNN": ours,
    "greedy editing": greedy,
    "random notes": random_notes,
}


def harmonised_by(network: Arcnn, pieces: Sequence[States]) -> dict[str, list[States]]:
    """What each maker sings under the soprano of each piece, one seed a piece."""
    given = sopranos(pieces)
    return {name: [make(network, piece, seed) for seed, piece in enumerate(given)] for name, make in MAKERS.items()}


def harmony_table(made: dict[str, list[States]]) -> dict[str, Figures]:
    return {name: figures_of_voices([pitches_of(states) for states in pieces]) for name, pieces in made.items()}


class Tune(NamedTuple):
    """A melody with its chords, not by Bach and not in any training data of this model."""

    name: str
    song: Song
    melody: int


def tunes(folder: Path, count: int = 50) -> list[Tune]:
    """Tunes of OpenEWLD (jazz, pop and rock lead sheets), valid and test split first."""
    with zipfile.ZipFile(folder / "openewld.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode())))
        names = [row["id"] for row in sorted(rows, key=lambda row: (row["split"] == "train", row["id"]))][:count]
        songs = [(name, read_midi(archive.read(f"midi/{name}.mid"))) for name in names]
    return [Tune(name, song, melody_track(song)) for name, song in songs]


def edited(tune: Tune, seed: int) -> Result:
    return generate(Request("arcnn", tune.song, seed=seed, parameters={"melody_track": tune.melody}))


def melody_figures(song: Song, melody: int, key: Key | None) -> Figures:
    """Of a track: share in the scale of `key`, and consonance of its notes with the song's other tracks."""
    track = song.tracks[melody]
    grid = grid_over(song, track.notes[0].onset, track.end)
    rolls = rolls_of([track], grid)
    others = rolls_of([each for n, each in enumerate(song.tracks) if n != melody and not each.drums], grid)
    return {
        "in scale": share(rolls.sounding[:, sorted(scale_pitches(key.pitch_classes))], rolls.sounding) if key else None,
        "consonance with the chords": consonance(others.sounding, rolls.sounding, grid),
        "consonance within": inner_consonance(rolls.sounding),
        "notes": float(len(track.notes)),
    }


def inner_consonance(sounding: NDArray[np.bool_]) -> float | None:
    """Share of the pairs of notes of the track sounding together that are consonant, by pitch class."""
    pairs = [
        (high - low) % 12
        for together in map(np.flatnonzero, sounding[::4])
        for n, low in enumerate(together)
        for high in together[n + 1 :]
    ]
    return float(np.isin(pairs, (0, 3, 4, 5, 7, 8, 9)).mean()) if pairs else None


def tune_rows(tune: Tune, seed: int) -> tuple[Figures, Figures, bool]:
    """Figures before and after the default editing, and whether its bounds held."""
    key = key_of(tune.song)
    result = edited(tune, seed)
    before, after = tune.song.tracks[tune.melody].notes, result.song.tracks[tune.melody].notes
    bounded = len(set(after) - set(before)) <= 100 and len(result.recipe["edits"]) <= 100
    return melody_figures(tune.song, tune.melody, key), melody_figures(result.song, tune.melody, key), bounded
