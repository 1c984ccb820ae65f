"""The nearest passages of a song in an index: fingerprints vote for pieces and for how the song is
laid on them, and what got votes is aligned note by note."""

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.originality.alignment import Passage, Placing, align_lines
from scoring.originality.grams import NOTES, Grams, make_grams
from scoring.originality.index import Segment
from scoring.originality.lines import Lines
from scoring.originality.surprise import weigh_notes

LEVELS = Path(__file__).with_name("levels.json")
GENERAL = "general"
COMMONEST = 2_000  # places of a gram above which it tells nothing
MOST_READ = 40_000  # places of grams that one look-up reads, the rarest grams first
PLACINGS = 32  # that are aligned
OF_PIECE = 4  # placings on one piece, so that a copy in many tracks leaves room for others
OCTAVE_STEPS = 8  # classes of tempo to a doubling
SPAN = 4 * 48  # on the grid: placings this near are one

Array = NDArray[Any]


class Hits(NamedTuple):
    """Places that have a gram of the song: in the song and in the index, in which piece, and how
    much that tells."""

    mine: Array
    other: Array
    pieces: Array
    weights: Array


class Nearest(NamedTuple):
    """A passage that a song shares with a piece of the index, the notes of both as places in their
    own line; and where on the grid its first and its last note begin, in both."""

    key: int
    passage: Passage
    placing: Placing
    line: int  # of the song
    other_line: int  # of the piece
    other_track: int
    span: tuple[int, int]
    other_span: tuple[int, int]


@lru_cache(maxsize=1)
def read_levels() -> dict[str, float]:
    """By genre the bits above which a passage is no chance; see docs/originality.md."""
    return dict(json.loads(LEVELS.read_text()))


def level_of(genre: str) -> float:
    """The level of a genre; of one that was not measured the highest of all."""
    levels = read_levels()
    return levels.get(genre, levels[GENERAL])


def find_nearest(segment: Segment, lines: Lines) -> list[Nearest]:
    """Of each piece that shares something the best passage, the strongest first."""
    hits = _read_hits(segment, lines)
    if not len(hits.mine):
        return []
    weights = weigh_notes(lines)
    best: dict[int, Nearest] = {}
    for piece, line, other, placing in _vote(segment, lines, hits):
        found = _align(segment, lines, weights, piece, line, other, placing)
        if piece not in best or found.passage.bits > best[piece].passage.bits:
            best[piece] = found
    return sorted(best.values(), key=lambda one: (-one.passage.bits, one.key))


def _read_hits(segment: Segment, lines: Lines) -> Hits:
    grams = _drop_repeated(make_grams(lines))
    first = np.searchsorted(segment.grams, grams.hashes, side="left")
    counts = np.searchsorted(segment.grams, grams.hashes, side="right") - first
    order = np.argsort(counts, kind="stable")
    order = order[(counts[order] > 0) & (counts[order] <= COMMONEST)]
    order = order[np.cumsum(counts[order]) <= MOST_READ]
    first, counts = first[order], counts[order]
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.repeat(first, counts) + steps
    rarity = np.log2(1 + len(segment.grams) / np.maximum(counts, 1))
    return Hits(
        np.repeat(grams.places[order], counts),
        np.asarray(segment.places[rows], np.int64),
        np.asarray(segment.owners[rows], np.int64),
        np.repeat(rarity, counts),
    )


def _drop_repeated(grams: Grams) -> Grams:
    """Each gram where it stands first."""
    hashes, first = np.unique(grams.hashes, return_index=True)
    return Grams(hashes, grams.places[first])


def _vote(segment: Segment, lines: Lines, hits: Hits) -> list[tuple[int, int, int, Placing]]:
    """The placings that got most: piece, line of the song, line of the index, and how the one is
    laid on the other."""
    scale = _spans(segment.onsets, hits.other) / np.maximum(_spans(lines.onsets, hits.mine), 1)
    scale = np.maximum(scale, 1 / 64)
    offset = segment.onsets[hits.other] - scale * lines.onsets[hits.mine]
    moved = (segment.pitches[hits.other].astype(np.int64) - lines.pitches[hits.mine]) % 12
    votes = _number_votes(hits.pieces, moved, scale, offset)
    order = np.argsort(votes, kind="stable")
    starts = np.flatnonzero(np.diff(votes[order], prepend=-1))
    ends = np.append(starts[1:], len(order))
    got = np.add.reduceat(hits.weights[order], starts)
    found = []
    for group in _choose(got, hits.pieces[order[starts]]):
        rows = order[starts[group] : ends[group]]
        tempo = _whole_ratio(float(np.median(scale[rows])))
        shift = segment.onsets[hits.other[rows]] - tempo * lines.onsets[hits.mine[rows]]
        placing = Placing(tempo, float(np.median(shift)), int(moved[rows[0]]))
        line, other = _commonest_lines(segment, lines, hits, rows)
        found.append((int(hits.pieces[rows[0]]), line, other, placing))
    return found


def _number_votes(pieces: Array, moved: Array, scale: Array, offset: Array) -> Array:
    """One number for each placing on each piece: 2^6 tempi, 2^4 keys, 2^18 places in time."""
    tempo = np.rint(OCTAVE_STEPS * np.log2(scale)).astype(np.int64) & 63
    place = np.rint(offset / SPAN).astype(np.int64) & 0x3FFFF
    return np.asarray(((pieces << 6 | tempo) << 4 | moved) << 18 | place)


def _choose(got: Array, pieces: Array) -> list[int]:
    """The groups that got most, and of each piece some only."""
    chosen: list[int] = []
    of_piece: Counter[int] = Counter()
    for group in np.argsort(-got, kind="stable")[: OF_PIECE * PLACINGS]:
        piece = int(pieces[group])
        of_piece[piece] += 1
        if of_piece[piece] <= OF_PIECE:
            chosen.append(int(group))
    return chosen[:PLACINGS]


def _commonest_lines(segment: Segment, lines: Lines, hits: Hits, rows: Array) -> tuple[int, int]:
    """In which two lines most of these hits are."""
    mine = np.searchsorted(lines.ends, hits.mine[rows], side="right")
    pairs = Counter(zip(mine.tolist(), segment.line_at(hits.other[rows]).tolist(), strict=True))
    return pairs.most_common(1)[0][0]


def _whole_ratio(scale: float) -> float:
    """A tempo that is all but twice, half or the same is meant so."""
    near = 2.0 ** round(float(np.log2(scale)))
    return near if abs(scale / near - 1) < 0.02 else scale


def _spans(onsets: Array, places: Array) -> Array:
    return np.asarray(onsets[places + NOTES - 1].astype(float) - onsets[places])


def _align(
    segment: Segment,
    lines: Lines,
    weights: Array,
    piece: int,
    line: int,
    other: int,
    placing: Placing,
) -> Nearest:
    mine = slice(int(lines.starts[line]), int(lines.ends[line]))
    theirs = slice(*segment.bounds(other))
    passage = align_lines(
        (lines.onsets[mine].astype(float), lines.pitches[mine].astype(int), weights[mine]),
        (segment.onsets[theirs].astype(float), segment.pitches[theirs].astype(int)),
        placing,
    )
    key, track = int(segment.keys[piece]), int(segment.tracks[other])
    first = int(segment.lines[piece - 1]) if piece else 0
    span = _span(lines.onsets[mine], passage.first, passage.last)
    other_span = _span(segment.onsets[theirs], passage.other_first, passage.other_last)
    return Nearest(key, passage, placing, line, other - first, track, span, other_span)


def _span(onsets: Array, first: int, last: int) -> tuple[int, int]:
    return int(onsets[first]), int(onsets[last])
