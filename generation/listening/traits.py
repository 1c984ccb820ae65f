"""What kinds of melodies a listening test must hold, and how they are chosen: by rule, in an order
that a seed draws."""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from generation.listening.tunes import Tune
from generation.music.song import TICKS_PER_QUARTER
from generation.music.theory import estimate_song_key

SPARSE = 3  # notes begun in four quarters, at most
FAST = 3.5  # notes begun in a second, at least
UNEVEN, FEWEST = 1 / 3, 6  # share, and number, of the notes off the beat that swing
LATE = range(TICKS_PER_QUARTER * 5 // 8, TICKS_PER_QUARTER * 13 // 16)  # between beats: not half


class Trait(NamedTuple):
    name: str
    holds: Callable[[Tune], bool]


def in_three(tune: Tune) -> bool:
    return tune.given.meters[0].numerator == 3


def in_compound(tune: Tune) -> bool:
    meter = tune.given.meters[0]
    return meter.numerator > 3 and meter.numerator % 3 == 0 and meter.denominator >= 8


def in_minor(tune: Tune) -> bool:
    """By all that is known of it: chords tell more of a key than a melody does."""
    key = estimate_song_key(tune.real or tune.sheet or tune.given)
    return key is not None and key.mode == "minor"


def has_pickup(tune: Tune) -> bool:
    """Whether it begins in the second half of a bar."""
    return tune.notes[0].onset >= tune.given.meters[0].bar_ticks / 2


def swings(tune: Tune) -> bool:
    """Whether many of the notes off the beat come late, as triplets and dotted eighths do."""
    places = [note.onset % TICKS_PER_QUARTER for note in tune.notes]
    off = [place for place in places if place]
    late = sum(place in LATE for place in off)
    return not in_compound(tune) and late >= FEWEST and late >= UNEVEN * len(off)


def is_sparse(tune: Tune) -> bool:
    return len(tune.notes) * 4 * TICKS_PER_QUARTER <= SPARSE * tune.given.end


def is_fast(tune: Tune) -> bool:
    return len(tune.notes) >= FAST * tune.given.seconds


TRAITS = (
    Trait("in three", in_three),
    Trait("in compound time", in_compound),
    Trait("minor", in_minor),
    Trait("pick-up", has_pickup),
    Trait("swing", swings),
    Trait("sparse", is_sparse),
    Trait("fast", is_fast),
)


def list_traits(tune: Tune) -> list[str]:
    return [trait.name for trait in TRAITS if trait.holds(tune)]


def choose_tunes(tunes: Sequence[Tune], count: int, seed: int) -> list[Tune]:
    """One tune of each kind, as far as there are some, then any; those of corpora that come first
    are taken first."""
    order = list(tunes)
    random.Random(seed).shuffle(order)
    order.sort(key=lambda tune: rank_corpus(tunes, tune))
    chosen: dict[str, Tune] = {}
    for trait in TRAITS:
        if not any(trait.holds(tune) for tune in chosen.values()):
            fresh = (tune for tune in order if trait.holds(tune))
            chosen |= {tune.name: tune for tune in [next(fresh, None)] if tune}
    rest = [tune for tune in order if tune.name not in chosen]
    return [*chosen.values(), *rest][:count]


def rank_corpus(tunes: Sequence[Tune], tune: Tune) -> int:
    corpora = list(dict.fromkeys(each.name.split("/")[0] for each in tunes))
    return corpora.index(tune.name.split("/")[0])
