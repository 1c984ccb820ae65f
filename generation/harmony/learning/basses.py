"""How often each tone lies in the bass, counted; and how much rarer ones are lifted, so that the
likeliest basses are inverted as often as real ones."""

from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np

from generation.harmony.basses import TONES, Pair, choose_basses
from generation.harmony.evidence import Ints
from generation.harmony.learning.chains import Floats
from generation.harmony.symbols import NAMES, QUALITIES, Symbol

TRUST = 4.0  # counts that the share of a quality is worth, where a move is rare
LIFTS = np.arange(0.0, 2.0, 0.2)  # nats
ASKED = 100  # songs that are asked how often they are inverted


def tone_of(symbol: Symbol) -> int:
    return QUALITIES[symbol.quality].index((symbol.bass - symbol.root) % 12)


def count_basses(songs: Sequence[Sequence[Symbol]]) -> Floats:
    """(qualities, tones before, moves, tones) log chances."""
    counts = np.zeros((len(NAMES), TONES, 12, TONES))
    for song in songs:
        for before, after in pairwise(song):
            move = (after.root - before.root) % 12
            counts[NAMES.index(after.quality), tone_of(before), move, tone_of(after)] += 1
    shares = counts.sum((1, 2), keepdims=True) + 0.5
    shares /= shares.sum(3, keepdims=True)
    smooth = counts + TRUST * shares
    return np.asarray(np.log(smooth / smooth.sum(3, keepdims=True)))


def fit_basses(songs: Sequence[Sequence[Symbol]], unit: int) -> Ints:
    """The table in whole numbers, lifted."""
    chances = count_basses(songs)
    asked = songs[:ASKED]
    real = np.mean([tone_of(symbol) > 0 for symbol in chain.from_iterable(asked)])
    tables = [round_table(chances, lift, unit) for lift in LIFTS]
    found = [abs(share_inverted(table, asked) - real) for table in tables]
    return tables[int(np.argmin(found))]


def round_table(chances: Floats, lift: float, unit: int) -> Ints:
    lifted = chances + lift * (np.arange(TONES) > 0)
    return np.rint(lifted * unit).astype(np.int64)


def share_inverted(table: Ints, songs: Sequence[Sequence[Symbol]]) -> float:
    named = list(map(name_pairs, songs))
    lows = chain.from_iterable(choose_basses(table, pairs) for pairs in named)
    roots = [root for root, _ in chain.from_iterable(named)]
    return float(np.mean(np.array(list(lows)) != roots))


def name_pairs(song: Sequence[Symbol]) -> list[Pair]:
    return [(symbol.root, symbol.quality) for symbol in song]
