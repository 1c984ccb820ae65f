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
TIMES = 3  # as many of them as early ones
LATE = range(TICKS_PER_QUARTER * 5 // 8, TICKS_PER_QUARTER * 13 // 16)  # between beats: not half
EARLY = range(1, TICKS_PER_QUARTER * 3 // 8)  # where runs of sixteenths have notes as well


class Trait(NamedTuple):
    """`about` says by what it is told."""

    name: str
    about: str
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
    """Whether many of the notes off the beat come late, as triplets and dotted eighths do, and few
    come early: the last of four sixteenths is no swing."""
    places = [note.onset % TICKS_PER_QUARTER for note in tune.notes]
    off = [place for place in places if place]
    late = sum(place in LATE for place in off)
    early = sum(place in EARLY for place in off)
    uneven = late >= UNEVEN * len(off) and late >= TIMES * early
    return not in_compound(tune) and late >= FEWEST and uneven


def is_sparse(tune: Tune) -> bool:
    return len(tune.notes) * 4 * TICKS_PER_QUARTER <= SPARSE * tune.given.end


def is_fast(tune: Tune) -> bool:
    return len(tune.notes) >= FAST * tune.given.seconds


TRAITS = (
    Trait("in three", "3/4 or 3/8", in_three),
    Trait("in compound time", "6/8, 9/8 or 12/8", in_compound),
    Trait("minor", "all that is known of it fits a minor key best", in_minor),
    Trait("pick-up", "it begins in the second half of a bar", has_pickup),
    Trait("swing", "notes between the beats come late, swung or dotted", swings),
    Trait("sparse", f"at most {SPARSE} notes in four quarters", is_sparse),
    Trait("fast", f"at least {FAST:g} notes a second", is_fast),
)


def list_traits(tune: Tune) -> list[str]:
    return [trait.name for trait in TRAITS if trait.holds(tune)]


def choose_tunes(tunes: Sequence[Tune], count: int, seed: int) -> list[Tune]:
    """One tune of each kind, as far as there are some, then any; those of corpora that come first
    are taken first, and guests where the genre has no tune of a kind, or too few. Guests come
    last."""
    order = sorted(mix(tunes, seed), key=lambda tune: tune.guest)
    chosen: dict[str, Tune] = {}
    for trait in TRAITS:
        if not any(trait.holds(tune) for tune in chosen.values()):
            fresh = (tune for tune in order if trait.holds(tune))
            chosen |= {tune.name: tune for tune in [next(fresh, None)] if tune}
    rest = [tune for tune in order if tune.name not in chosen]
    return sorted([*chosen.values(), *rest][:count], key=lambda tune: tune.guest)


def mix(tunes: Sequence[Tune], seed: int) -> list[Tune]:
    """In an order that the seed draws, corpus by corpus; guests move none of the others."""
    order = [tune for tune in tunes if not tune.guest]
    guests = [tune for tune in tunes if tune.guest]
    random.Random(seed).shuffle(order)
    random.Random(seed).shuffle(guests)
    return sorted([*order, *guests], key=lambda tune: rank_corpus(tunes, tune))


def rank_corpus(tunes: Sequence[Tune], tune: Tune) -> int:
    corpora = list(dict.fromkeys(each.name.split("/")[0] for each in tunes))
    return corpora.index(tune.name.split("/")[0])
