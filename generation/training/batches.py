"""Windows of pieces, varied so that the network learns music rather than these recordings of it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.keys import key_shift
from generation.codecs.lines import REST, Line, moved, transposed
from generation.codecs.meter import meter_features
from generation.training.pieces import Piece

DROPPED_BEAT = 0.12  # share of 4/4 windows played in 3/4: the last beat of every bar is left out
OTHER_KEY = 0.35  # share of windows moved away from the estimated key, as an estimate may be wrong
OTHER_OCTAVE = 0.2  # share of melodies moved by an octave, as people hum where they like


class Batch(NamedTuple):
    """Real music. B windows, V voices, T steps, D drums."""

    melody: NDArray[np.uint8]  # (B, T) states
    melody_change: NDArray[np.bool_]  # (B, T)
    state: NDArray[np.uint8]  # (B, V, T)
    change: NDArray[np.bool_]  # (B, V, T)
    drums: NDArray[np.bool_]  # (B, D, T)
    meter: NDArray[np.float32]  # (B, 10, T)
    inside: NDArray[np.bool_]  # (B, T)
    texture: NDArray[np.float32]  # (B, texture)


@dataclass(frozen=True)
class Corpus:
    """Pieces with their weights and key shifts; drums come from elsewhere, so any groove may meet any song."""

    pieces: tuple[Piece, ...]
    weights: NDArray[np.float64]
    shifts: tuple[int, ...]
    grooves: tuple[NDArray[np.bool_], ...] = ()
    rests: float = 0.1  # share of melodies given extra rests

    @property
    def voices(self) -> int:
        return len(self.pieces[0].voices)

    @property
    def drums(self) -> int:
        return self.grooves[0].shape[1] if self.grooves else 0


def corpus_of(pieces: list[Piece], shares: list[float], grooves: list[NDArray[np.bool_]], rests: float) -> Corpus:
    """`shares` weigh the pieces; within them longer pieces are drawn more often."""
    weights = np.array([piece.steps * share for piece, share in zip(pieces, shares, strict=True)])
    shifts = tuple(key_shift(piece.melody) for piece in pieces)
    return Corpus(tuple(pieces), weights / weights.sum(), shifts, tuple(grooves), rests)


def batch_of(corpus: Corpus, size: int, steps: int, random: Random) -> Batch:
    """`size` windows of `steps` steps, drawn and varied by `random`."""
    chosen = random.choice(len(corpus.pieces), size, p=corpus.weights)
    windows = [window_of(corpus, int(number), steps, random) for number in chosen]
    return Batch(*(np.stack(field) for field in zip(*windows, strict=True)))


def window_of(corpus: Corpus, number: int, steps: int, random: Random) -> tuple[NDArray, ...]:
    """One window as the fields of a `Batch`, without the first axis."""
    piece = corpus.pieces[number]
    start = int(random.choice(piece.starts[piece.starts < max(1, piece.steps - steps // 2)]))
    kept = steps_kept(piece, start, steps, random)
    inside = np.arange(steps) < len(kept)
    lines = [cut(line, kept, steps) for line in (piece.melody, *piece.voices)]
    shift = corpus.shifts[number] + (int(random.integers(-6, 6)) if random.random() < OTHER_KEY else 0)
    lines = [transposed(line, shift) for line in lines]
    if random.random() < OTHER_OCTAVE:
        lines[0] = transposed(lines[0], int(random.choice([-12, 12])))
    if random.random() < corpus.rests:
        lines[0] = with_rests(lines[0], random)
    drums = drums_of(corpus, kept - start, steps, random)
    position = padded(piece.bar_position[kept], steps, -1)
    length = padded(squeezed(piece.bar_length[kept], kept), steps, 16)
    state, change = np.stack([line.state for line in lines[1:]]), np.stack([line.change for line in lines[1:]])
    texture = texture_of(state, change, drums, inside)
    return (*lines[0], state, change, drums, meter_features(position, length, inside), inside, texture)


def steps_kept(piece: Piece, start: int, steps: int, random: Random) -> NDArray[np.int64]:
    """Which steps of the piece make the window: in a row, or without every fourth beat (a song in 3/4)."""
    if piece.bar_position[start] != 0 or random.random() >= DROPPED_BEAT:
        return np.arange(start, min(start + steps, piece.steps))
    longer = np.arange(start, min(start + steps * 4 // 3 + 16, piece.steps))
    return longer[piece.bar_position[longer] < 12][:steps]


def squeezed(length: NDArray[np.int16], kept: NDArray[np.int64]) -> NDArray[np.int16]:
    """Bar lengths after steps were left out."""
    dropped = len(kept) > 1 and kept[-1] - kept[0] + 1 > len(kept)
    return np.minimum(length, 12) if dropped else length


def padded(values: NDArray, steps: int, fill: int) -> NDArray:
    return np.concatenate([values, np.full(steps - len(values), fill, values.dtype)])


def cut(line: Line, kept: NDArray[np.int64], steps: int) -> Line:
    state = padded(line.state[kept], steps, REST)
    change = padded(line.change[kept], steps, 0)
    return Line(state, change | moved(state))


def with_rests(line: Line, random: Random) -> Line:
    """A melody with some notes left out or cut short."""
    state = line.state.copy()
    borders = np.flatnonzero(line.change)
    for start, stop in zip(borders, [*borders[1:], len(state)], strict=True):
        draw = random.random()
        if draw < 0.15:
            state[start:stop] = REST
        elif draw < 0.35:
            state[start + max(1, (stop - start) // 2) : stop] = REST
    return Line(state, (line.change & (state != REST)) | moved(state))


def drums_of(corpus: Corpus, steps_from_start: NDArray[np.int64], steps: int, random: Random) -> NDArray[np.bool_]:
    """A stretch of a random groove (D, T), beginning at a bar line, with the same steps left out as the song."""
    if not corpus.grooves:
        return np.zeros((0, steps), bool)
    groove = corpus.grooves[int(random.integers(len(corpus.grooves)))]
    start = 16 * int(random.integers(max(1, (len(groove) - steps) // 16 + 1)))
    taken = groove[(start + steps_from_start) % len(groove)]
    return np.concatenate([taken, np.zeros((steps - len(taken), corpus.drums), bool)]).T


def texture_of(
    state: NDArray[np.uint8], change: NDArray[np.bool_], drums: NDArray[np.bool_], inside: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Onset rate and sounding share of each voice, onset rate of each drum; the last number says they are given."""
    length = max(1, int(inside.sum()))
    onsets = (change & (state != REST)).sum(1) / length
    sounding = (state != REST).sum(1) / length
    return np.concatenate([onsets, sounding, drums.sum(1) / length, [1]]).astype(np.float32)
