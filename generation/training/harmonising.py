"""The tables of the AR-CNN's card: chorales under unseen sopranos, edited tunes that are not
Bach's, and copies."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card
from generation.codecs.voices import HIGHEST, LOWEST, RANGES, REST, States, pitches_of
from generation.engine import Request, Result, generate
from generation.music.melody import melody_track
from generation.music.metrics import harmony
from generation.music.metrics.tonality import share_in_key
from generation.music.midi import read_midi, write_midi
from generation.music.song import Song
from generation.music.theory import Key, key_of
from generation.networks.config import GIVEN, HIDDEN
from generation.samplers.arcnn import HARMONY_PASSES
from generation.samplers.beliefs import Cells, Network, beliefs, load
from generation.samplers.harmonising import harmonised
from generation.take import edit_of, replayed
from generation.training.chorales import chorales_of
from generation.training.figures import Figures, averaged, beside
from generation.training.partwriting import figures_of_voices
from generation.training.passages import Library

PASSES = round(100 * HARMONY_PASSES)  # of the shipped model at its default of 100 iterations
GREEDY_PASSES = 100
LONGEST = 256  # steps: sixteen bars
OUTPUTS = 200
PROTOCOL = (
    "Sopranos of the 77 chorales of the published test split, sixteen bars at most, harmonised "
    "at the defaults; greedy "
    "editing: the same network, a hundred passes, the surest cells first, nothing taken back; "
    "parallels per 100 chord "
    "changes. 50 tunes of OpenEWLD, none of them Bach's, edited at the defaults. Copies: the "
    "longest passage, in "
    "chords and in any key, shared with the train split"
)


def sopranos(pieces: Sequence[States]) -> list[States]:
    """Sixteen bars of each piece at most."""
    return [piece[:, :LONGEST] for piece in pieces]


def beat_phase(steps: int) -> NDArray[np.int64]:
    return 16 + np.arange(steps) % 4


def under(piece: States) -> NDArray[np.bool_]:
    """(V, T) the cells to be sung: all but the soprano."""
    free = np.ones(piece.shape, bool)
    free[0] = False
    return free


def ours(network: Network, piece: States, seed: int, rule: bool = True) -> States:
    """As the shipped model harmonises at its defaults; `rule`: with its help against parallels."""
    random = np.random.default_rng(seed)
    return harmonised(
        network, piece, under(piece), beat_phase(piece.shape[1]), PASSES, 1.0, random, rule=rule
    )


def greedy(network: Network, piece: States, seed: int) -> States:
    """As DeepComposer edits, made greedy: a hundred passes, the surest cells first, and nothing is
    taken back."""
    state, free = np.where(under(piece), REST, piece).astype(np.uint8), under(piece)
    for left in range(GREEDY_PASSES, 0, -1):
        cells = Cells(state, np.where(free, HIDDEN, GIVEN).astype(np.uint8))
        believed = beliefs(network, cells, beat_phase(state.shape[1]))
        sure, choice = believed.max(2), believed.argmax(2)
        count = -(-int(free.sum()) // left)
        order = np.argsort(np.where(free, -sure, np.inf), axis=None, kind="stable")[:count]
        chosen = np.unravel_index(order[: int(free.sum())], free.shape)
        state[chosen], free[chosen] = choice[chosen], False
    return state


def random_notes(network: Network, piece: States, seed: int) -> States:
    """A random pitch of its range for each voice on each beat."""
    random = np.random.default_rng(seed)
    beats = -(-piece.shape[1] // 4)
    drawn = [
        random.integers(low - LOWEST + 1, min(high, HIGHEST) - LOWEST + 2, beats)
        for low, high in RANGES
    ]
    return np.where(under(piece), np.repeat(drawn, 4, 1)[:, : piece.shape[1]], piece).astype(
        np.uint8
    )


MAKERS: dict[str, Callable[[Network, States, int], States]] = {
    "Bach": lambda network, piece, seed: piece,
    "AR-CNN": ours,
    "AR-CNN, no rule": lambda network, piece, seed: ours(network, piece, seed, rule=False),
    "greedy editing": greedy,
    "random notes": random_notes,
}


def harmonised_by(network: Network, pieces: Sequence[States]) -> dict[str, list[States]]:
    """What each maker sings under the soprano of each piece, one seed a piece."""
    given = sopranos(pieces)
    return {
        name: [make(network, piece, seed) for seed, piece in enumerate(given)]
        for name, make in MAKERS.items()
    }


def harmony_table(made: dict[str, list[States]]) -> dict[str, Figures]:
    return {
        name: figures_of_voices([pitches_of(states) for states in pieces])
        for name, pieces in made.items()
    }


class Tune(NamedTuple):
    """A melody with its chords, not by Bach and not in any training data of this model."""

    name: str
    song: Song
    melody: int


def tunes(folder: Path, count: int = 50) -> list[Tune]:
    """Tunes of OpenEWLD (jazz, pop and rock lead sheets), valid and test split first."""
    with zipfile.ZipFile(folder / "openewld.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode())))
        names = [
            row["id"] for row in sorted(rows, key=lambda row: (row["split"] == "train", row["id"]))
        ][:count]
        songs = [(name, read_midi(archive.read(f"midi/{name}.mid"))) for name in names]
    return [Tune(name, song, melody_track(song)) for name, song in songs]


def edited(tune: Tune, seed: int) -> Result:
    return generate(
        Request("arcnn", tune.song, seed=seed, parameters={"melody_track": tune.melody})
    )


def melody_figures(song: Song, melody: int, key: Key | None) -> Figures:
    """Of a track: share of its notes in the scale of `key`, and consonance with the song's other
    tracks and within."""
    tune, others = beside(song, melody, [n for n in range(len(song.tracks)) if n != melody])
    return {
        "in the song's scale": share_in_key(tune.class_counts, key) if key else None,
        "consonance with the chords": harmony.consonance(tune, others),
        "consonance within": harmony.inner_consonance(tune),
        "notes": float(len(song.tracks[melody].notes)),
    }


def promise(tune: Tune, seed: int) -> tuple[bool, ...]:
    """Parses, other tracks kept, bounds kept, edits lead there, seeds differ, same seed same
    notes."""
    one, other, again = edited(tune, seed), edited(tune, seed + 1), edited(tune, seed)
    song, track = one.song, tune.melody
    lost, new = Counter(tune.song.tracks[track].notes), Counter(song.tracks[track].notes)
    edits = [edit_of(row) for row in one.recipe["edits"]]
    return (
        [t.notes for t in read_midi(write_midi(song)).tracks] == [t.notes for t in song.tracks],
        all(
            a == b
            for n, (a, b) in enumerate(zip(song.tracks, tune.song.tracks, strict=True))
            if n != track
        ),
        (new - lost).total() <= 100 and len(edits) <= 100,
        replayed(tune.song, edits).digest == song.digest,
        song.digest != other.song.digest,
        song.digest == again.song.digest,
    )


PROMISES = (
    "parses",
    "other_tracks_kept",
    "bounds_kept",
    "edits_replay",
    "seeds_differ",
    "same_seed_same_notes",
)


def tune_table(found: Sequence[Tune]) -> dict[str, Figures]:
    """Figures of the tunes before and after editing at the defaults; the key is that of the song as
    it came."""
    keys = [key_of(tune.song) for tune in found]
    before = [melody_figures(t.song, t.melody, key) for t, key in zip(found, keys, strict=True)]
    songs = [edited(tune, seed).song for seed, tune in enumerate(found)]
    after = [
        melody_figures(song, t.melody, key) for song, t, key in zip(songs, found, keys, strict=True)
    ]
    return {"tunes before": averaged(before), "tunes after": averaged(after)}


def copied(library: Library, pieces: Sequence[States]) -> Figures:
    """The longest passage, in chords, that each piece shares with the library."""
    lengths = np.array([library.longest(piece).length for piece in pieces])
    return {
        "pieces": float(len(pieces)),
        "longest copy, median": float(np.median(lengths)),
        "longest copy, 95 %": float(np.percentile(lengths, 95)),
        "longest copy, most": float(lengths.max()),
    }


def copy_table(network: Network, made: Sequence[States], folder: Path) -> dict[str, Figures]:
    """200 outputs beside held-out Bach: what they share with the train split. `made` are those of
    the test split."""
    train, valid, test = (
        sopranos(chorales_of(folder, split)) for split in ("train", "valid", "test")
    )
    more = [*valid, *test][: OUTPUTS - len(made)]
    outputs = [*made, *(ours(network, piece, 1000 + seed) for seed, piece in enumerate(more))]
    library = Library(train)
    return {
        "copies, AR-CNN": copied(library, outputs),
        "copies, held-out Bach": copied(library, [*valid, *test]),
    }


def evaluate(card: Card, folder: Path) -> dict[str, Any]:
    """The card's tables: `{"table", "protocol", "promises", "rows"}`."""
    network, found = load(card), tunes(folder)
    kept = [promise(tune, seed) for seed, tune in enumerate(found)]
    made = harmonised_by(network, chorales_of(folder, "test"))
    tables = {
        **harmony_table(made),
        **tune_table(found),
        **copy_table(network, made["AR-CNN"], folder),
    }
    counts = dict(zip(PROMISES, map(sum, zip(*kept, strict=True)), strict=True))
    return {
        "table": card.name,
        "protocol": PROTOCOL,
        "promises": {"melodies": len(found), **counts},
        "rows": [
            {"model": name, "split": "test", "figures": row, "source": "computed"}
            for name, row in tables.items()
        ],
    }
