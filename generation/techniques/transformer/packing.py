"""From works to `PackedScores` and back, and to the arrays of a pack and back."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import SLOTS, Score
from generation.techniques.transformer.context import NO_PROGRAM
from generation.techniques.transformer.packed_scores import PackedScores
from generation.techniques.transformer.works import Work
from generation.training.packs import Arrays, compute_offsets, smallest_type


def pack_works(corpora: Sequence[Sequence[Work]], shares: Sequence[float]) -> PackedScores:
    """The works of each corpus, and its share of all windows."""
    works = list(chain.from_iterable(corpora))
    scores = [work.score for work in works]
    notes = np.concatenate([score.notes for score in scores])
    meters = np.concatenate([np.array(score.meters, np.int32).reshape(-1, 3) for score in scores])
    tempi = np.concatenate([np.array(score.tempi, np.int32).reshape(-1, 2) for score in scores])
    return PackedScores(
        compute_offsets([len(score.notes) for score in scores]),
        np.array([work.genre for work in works], np.uint8),
        np.repeat(np.arange(len(corpora), dtype=np.uint8), [len(corpus) for corpus in corpora]),
        np.array(shares, float),
        np.array([pad_programs(score) for score in scores], np.uint8),
        notes[:, 0].astype(np.int32),
        notes[:, 1].astype(np.uint8),
        notes[:, 2].astype(np.int16),
        notes[:, 3].astype(np.int16),
        notes[:, 4].astype(np.uint8),
        compute_offsets([len(score.meters) for score in scores]),
        meters,
        compute_offsets([len(score.tempi) for score in scores]),
        tempi,
    )


def pad_programs(score: Score) -> list[int]:
    return [*score.programs, *[NO_PROGRAM] * (SLOTS + 1 - len(score.programs))]


def unpack_work(scores: PackedScores, number: int) -> Work:
    """One work, unpacked."""
    notes = slice(*scores.offsets[number : number + 2])
    meters, tempi = (
        slice(*scores.meter_offsets[number : number + 2]),
        slice(*scores.tempo_offsets[number : number + 2]),
    )
    columns = (scores.onset, scores.slot, scores.pitch, scores.length, scores.level)
    programs = scores.programs[number, : int((scores.programs[number] != NO_PROGRAM).sum())]
    score = Score(
        np.stack([column[notes] for column in columns], 1).astype(np.int32),
        tuple(programs.tolist()),
        tuple(map(tuple, scores.meters[meters].tolist())),
        tuple(map(tuple, scores.tempi[tempi].tolist())),
    )
    return Work(f"work {number}", int(scores.genre[number]), score)


SEQUENCES = ("offsets", "meter_offsets", "tempo_offsets")
TYPES: Mapping[str, type[np.integer]] = {
    **dict.fromkeys(("genre", "corpus", "programs", "slot", "level"), np.uint8),
    **dict.fromkeys(("pitch", "length"), np.int16),
}


def to_arrays(scores: PackedScores) -> Arrays:
    """As they are stored: lengths for offsets, differences for onsets, each column in the smallest
    type."""
    since = np.diff(scores.onset, prepend=0)
    since[scores.offsets[:-1]] = scores.onset[scores.offsets[:-1]]
    columns = {
        **{name: np.diff(getattr(scores, name)) for name in SEQUENCES},
        "since": since,
        **{
            name: getattr(scores, name)
            for name in ("genre", "corpus", "programs", "slot", "pitch", "length", "level")
        },
        **{f"meters/{n}": column for n, column in enumerate(scores.meters.T)},
        **{f"tempi/{n}": column for n, column in enumerate(scores.tempi.T)},
    }
    found: Arrays = {name: smallest_type(column) for name, column in columns.items()}
    return {**found, "corpus_shares": scores.corpus_shares}


def from_arrays(arrays: Arrays) -> PackedScores:
    """The inverse of `to_arrays`."""
    offsets = {name: compute_offsets(arrays[name].tolist()) for name in SEQUENCES}
    since = arrays["since"].astype(np.int64).cumsum()
    first = offsets["offsets"][:-1]
    before = np.repeat(since[first] - arrays["since"][first], np.diff(offsets["offsets"]))
    found = {name: arrays[name].astype(kind) for name, kind in TYPES.items()}
    return PackedScores(
        **offsets,
        **found,
        meters=stack_columns(arrays, "meters", 3),
        tempi=stack_columns(arrays, "tempi", 2),
        onset=(since - before).astype(np.int32),
        corpus_shares=arrays["corpus_shares"],
    )


def stack_columns(arrays: Arrays, name: str, count: int) -> NDArray[np.int32]:
    return np.stack([arrays[f"{name}/{n}"] for n in range(count)], 1).astype(np.int32)
