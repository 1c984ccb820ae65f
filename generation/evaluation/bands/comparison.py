"""Bands of several makers beside real ones: told apart by group, distance, figures, endings,
copies.

What is compared are songs of a melody (track 0) and parts; those of one place in the lists of all
makers have the same melody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from generation.codecs.score import encode_score
from generation.evaluation.bands.copies import KnownBars, count_ratio, measure_copies
from generation.evaluation.bands.endings import measure_ending
from generation.evaluation.bands.figures import list_groups
from generation.evaluation.bands.makers import Maker, choose_rows, share_real
from generation.evaluation.copying import Lines, encode_intervals
from generation.evaluation.distance import measure_distance, measure_real_distance
from generation.evaluation.intervals import Ints, estimate_mean
from generation.evaluation.sections import Cell, make_section
from generation.evaluation.tables import Result, Say
from generation.evaluation.twosample import Rows, tell_apart, tell_real_apart
from generation.music.song import Song

REAL, AGAIN = "real", "real / real"


@dataclass(frozen=True)
class Training:
    """What may have been copied: the music that was learnt from."""

    bars: KnownBars
    lines: Lines

    @classmethod
    def of(cls, songs: Sequence[Song]) -> "Training":
        return cls(KnownBars.of(songs), Lines.of(map(encode_parts, songs)))


def encode_parts(song: Song) -> list[np.ndarray]:
    """The top lines of the parts of a song, without its melody."""
    return encode_intervals(encode_score(song, range(1, len(song.tracks))).notes)


def by_group(measure: Callable[..., Cell], *makers: Maker) -> dict[str, Cell]:
    """A measure of the figures of each group, of one maker or of two; None where there is nothing
    to compare."""
    found: dict[str, Cell] = {}
    for group, columns in list_groups(makers[0].names).items():
        rows = choose_rows(group, makers)
        there = all(len(each.songs) for each in rows)
        found[group] = measure(*take_columns(rows, columns)) if there else None
    return found


def take_columns(rows: Sequence[Rows], columns: Ints) -> list[Rows]:
    return [each.take(columns) for each in rows]


def compare_apart(makers: Mapping[str, Maker], say: Say) -> Result:
    """In what share of cases a classifier tells each maker's windows from real ones."""
    real, table = makers[REAL], {}
    for name, maker in makers.items():
        if maker is not real:
            table[name] = by_group(tell_apart, real, maker)
            say(f"Told apart: {name}")
    table[AGAIN] = by_group(tell_real_apart, share_real(real))
    return make_section("told apart", table, "two-sample accuracy; 0.5 is what guessing gives")


def compare_distances(makers: Mapping[str, Maker]) -> Result:
    real = makers[REAL]
    table = {
        name: by_group(measure_distance, real, maker)
        for name, maker in makers.items()
        if maker is not real
    }
    table[AGAIN] = by_group(measure_real_distance, share_real(real))
    return make_section("distance", table, "from real means, in deviations of real windows")


def compare_figures(makers: Mapping[str, Maker]) -> Result:
    """The mean of every figure."""
    return make_section("figures", {name: average_windows(maker) for name, maker in makers.items()})


def average_windows(maker: Maker) -> dict[str, Cell]:
    """Where parts may be absent, of a part's figures over the windows in which it plays, and in how
    many that is."""
    columns = zip(maker.names, maker.rows.figures.T, strict=True)
    means = {name: estimate_mean(values, maker.rows.songs) for name, values in columns}
    for part in maker.heard:
        plays = maker.mark_playing(part).astype(float)
        means[f"{part}: plays"] = estimate_mean(plays, maker.rows.songs)
    return means


def compare_endings(makers: Mapping[str, Maker]) -> Result:
    table = {
        name: average_rows(list(map(measure_ending, maker.songs)), maker.pieces)
        for name, maker in makers.items()
    }
    return make_section("endings", table, "whole songs, in the key of the melody")


def average_rows(
    rows: Sequence[Mapping[str, float | None]], songs: Ints | None = None
) -> dict[str, Cell]:
    """The mean of each figure; `songs` are those of the rows, one each if not told."""
    known = np.array([list(row.values()) for row in rows], dtype=float)
    numbers = np.arange(len(rows)) if songs is None else songs
    columns = zip(rows[0], known.T, strict=True)
    return {name: estimate_mean(values, numbers) for name, values in columns}


def compare_copies(makers: Mapping[str, Maker], training: Training | None) -> Result:
    """Guards: what copying and doubling would do to the figures above."""
    real = makers.get(REAL)
    table = {name: guard_copies(maker, real, training) for name, maker in makers.items()}
    note = "bars of four notes or more and passages of the training music, in any key"
    return make_section("guards", table, note)


def guard_copies(maker: Maker, real: Maker | None, training: Training | None) -> dict[str, Cell]:
    known = training.bars if training else None
    means = average_rows([measure_copies(band, known) for band in maker.bands], maker.rows.songs)
    if real:
        means["notes a real note"] = count_ratio(maker.bands, real.bands)
    if training:
        found = [training.lines.longest(encode_parts(song)) for song in maker.songs]
        means["longest passage, median"] = float(np.median(found))
        means["longest passage, most"] = float(max(found))
    return means


def remark_goals(apart: Result, ours: str, deaf: Sequence[str]) -> list[str]:
    """Which groups are no goal by themselves: bands that do not listen are as hard to tell
    there."""
    pairs = product(deaf, apart["makers"][ours])
    met = [f"{group} ({name})" for name, group in pairs if is_nearer(apart, name, ours, group)]
    if not met:
        return []
    return [f"No goal by itself, for it is met by music that does not listen: {', '.join(met)}."]


def is_nearer(apart: Result, one: str, other: str, group: str) -> bool:
    """Whether one maker is told from real music no more often than another."""
    first, second = (apart["makers"][name][group] for name in (one, other))
    return bool(first and second and first[0] <= second[0])
