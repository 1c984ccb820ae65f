"""Tunes that are not by Bach, edited: does the AR-CNN keep its promises, and do the tunes gain?"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generation.datasets.archive import Row
from generation.datasets.openewld import lead_sheets
from generation.engine import Request, Result, generate
from generation.evaluation.accompaniment import Figures, average_songs, view_beside
from generation.music.melody import melody_track
from generation.music.metrics import harmony
from generation.music.metrics.tonality import share_in_key
from generation.music.midi import read_midi, write_midi
from generation.music.song import Song
from generation.music.theory import Key, estimate_song_key
from generation.take import read_edit, replayed
from generation.techniques.arcnn.parameters import MOST_EDITS, PARAMETERS

MOST_ADDED = next(each.default for each in PARAMETERS if each.name == "maximum_added")


class Tune(NamedTuple):
    """A melody with its chords, not by Bach and not in any training data of this model."""

    name: str
    song: Song
    melody: int


def load_tunes(folder: Path, split: str, count: int = 50) -> list[Tune]:
    """Tunes of OpenEWLD (jazz, pop and rock lead sheets), those of the split first, then of the
    training part: this model has learnt from neither."""

    def choose(rows: list[Row]) -> list[Row]:
        known = [row for row in rows if row["split"] in (split, "train")]
        return sorted(known, key=lambda row: (row["split"] == "train", row["id"]))[:count]

    songs = [(name, read_midi(file)) for name, file in lead_sheets(folder, choose)]
    return [Tune(name, song, melody_track(song)) for name, song in songs]


def edit_tune(tune: Tune, seed: int) -> Result:
    return generate(
        Request("arcnn", tune.song, seed=seed, parameters={"melody_track": tune.melody})
    )


def measure_melody(song: Song, melody: int, key: Key | None) -> Figures:
    """Of a track: share of its notes in the scale of `key`, and consonance with the song's other
    tracks and within."""
    tune, others = view_beside(song, melody, [n for n in range(len(song.tracks)) if n != melody])
    return {
        "in the song's scale": share_in_key(tune.class_counts, key) if key else None,
        "consonance with the chords": harmony.consonance(tune, others),
        "consonance within": harmony.inner_consonance(tune),
        "notes": float(len(song.tracks[melody].notes)),
    }


def check_edit_promises(tune: Tune, seed: int) -> tuple[bool, ...]:
    """Parses, other tracks kept, bounds kept, edits lead there, seeds differ, same seed same
    notes."""
    one, other, again = edit_tune(tune, seed), edit_tune(tune, seed + 1), edit_tune(tune, seed)
    song, track = one.song, tune.melody
    lost, new = Counter(tune.song.tracks[track].notes), Counter(song.tracks[track].notes)
    edits = [read_edit(row) for row in one.recipe["edits"]]
    return (
        [t.notes for t in read_midi(write_midi(song)).tracks] == [t.notes for t in song.tracks],
        all(
            a == b
            for n, (a, b) in enumerate(zip(song.tracks, tune.song.tracks, strict=True))
            if n != track
        ),
        (new - lost).total() <= MOST_ADDED and len(edits) <= MOST_EDITS,
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


def measure_tunes(found: Sequence[Tune]) -> dict[str, Figures]:
    """Figures of the tunes before and after editing at the defaults; the key is that of the song as
    it came."""
    keys = [estimate_song_key(tune.song) for tune in found]
    before = [measure_melody(t.song, t.melody, key) for t, key in zip(found, keys, strict=True)]
    songs = [edit_tune(tune, seed).song for seed, tune in enumerate(found)]
    after = [
        measure_melody(song, t.melody, key) for song, t, key in zip(songs, found, keys, strict=True)
    ]
    return {"tunes before": average_songs(before), "tunes after": average_songs(after)}
