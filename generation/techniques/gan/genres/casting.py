"""Who plays which role in a phrase, by rule: the tune, the bass, what is held, what answers, and
who comps."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from generation.codecs.monophonic import Cell
from generation.techniques.gan.genres.passages import Passage, leave_out_doubles

MIDDLE, TWO_OCTAVES = 60, 24  # heights are told from the middle C
ANSWER = 0.1  # so much more an answer to it must score
SAME_PLAYER = 0.3  # who had the tune in the phrase before
DOUBLED = 0.1  # each who plays the tune too
LOW_TUNE = 55  # no tune is made of what lies below
NO_TUNE = -10.0  # the score of chords, and of one pitch again and again


class Taste(NamedTuple):
    """What an ensemble's instruments, General MIDI programs, are for."""

    bass: Collection[int]
    leads: Collection[int]
    comping: Collection[int]  # they comp, and nobody else does while they play
    silent: Collection[int] = ()  # effects and timpani
    # what counts in a tune: two octaves of height, and how long nobody plays higher
    height: float = 1.0
    leading: float = 0.0
    tune: float = 1.0  # what a part must score to be a tune of its own
    pitches: int = 3  # of a tune at least
    bars: int = 4  # for which a player keeps a role
    # a part that plays mostly below it may be the bass where no bass instrument does
    bass_top: int = 50


class Cast(NamedTuple):
    """The notes of each role in one phrase; `lead` is the player of the tune, or -1."""

    melody: list[Cell]
    bass: list[Cell]
    comping: list[Cell]
    pad: list[Cell]
    counter: list[Cell]
    lead: int


def cast_phrase(passages: Sequence[Passage], taste: Taste, lead_before: int) -> Cast:
    """`lead_before`: who had the tune in the phrase before."""
    kept, doubled = leave_out_doubles([p for p in passages if p.program not in taste.silent])
    bass = choose_bass(kept, taste)
    others = [each for each in kept if each is not bass and each.program not in taste.bass]
    merits = {each: judge_tune(each, taste) + DOUBLED * doubled[each.player] for each in others}
    merits |= {p: merit + SAME_PLAYER for p, merit in merits.items() if p.player == lead_before}
    ranked = sorted(others, key=lambda each: -merits[each])
    tune = next((each for each in ranked[:1] if merits[each] >= taste.tune), None)
    answers = [each for each in ranked if each is not tune and each.moving]
    counter = next((each for each in answers if merits[each] >= taste.tune + ANSWER), None)
    rest = [each for each in others if each is not tune and each is not counter]
    melody, rest = (list(tune.cells), rest) if tune else take_top(rest)
    return Cast(
        melody,
        list(bass.cells) if bass else [],
        *share_chords(rest, taste),
        list(counter.cells) if counter else [],
        tune.player if tune else -1,
    )


def choose_bass(passages: Sequence[Passage], taste: Taste) -> Passage | None:
    """The busiest bass instrument; without one the lowest part, if it is low."""
    of_bass = [each for each in passages if each.program in taste.bass]
    if of_bass:
        return max(of_bass, key=lambda each: each.onsets)
    low = min(passages, key=lambda each: each.height, default=None)
    return low if low and low.height <= taste.bass_top and len(passages) > 1 else None


def judge_tune(passage: Passage, taste: Taste) -> float:
    """How like a tune it is: one voice, high, busy, in steps, not the same note again and again."""
    if not passage.alone or len({cell.pitch for cell in passage.cells}) < taste.pitches:
        return NO_TUNE
    height = taste.height * max(-1.0, min(1.0, (passage.height - MIDDLE) / TWO_OCTAVES))
    named = 0.5 * (passage.program in taste.leads)
    moving = 0.6 * passage.stepping - 0.8 * passage.repeating
    height += taste.leading * passage.leading
    return 0.5 + height + 0.5 * passage.busy + moving + named


def take_top(passages: Sequence[Passage]) -> tuple[list[Cell], list[Passage]]:
    """Where nobody has a tune, the highest voice of the highest part is one, if it is high: (it,
    what is left)."""
    highest = max(passages, key=lambda each: each.height, default=None)
    if highest is None or highest.height < LOW_TUNE:
        return [], list(passages)
    top, others = highest.split_top()
    left = [replace(highest, cells=tuple(others))] if others else []
    return top, [*(each for each in passages if each is not highest), *left]


def share_chords(passages: Sequence[Passage], taste: Taste) -> tuple[list[Cell], list[Cell]]:
    """(comping, pad): the top of the highest held part is the pad; the instruments that comp do so,
    without them whoever moves, and else the notes below the pad."""
    held = [each for each in passages if each.held and each.program not in taste.comping]
    moving = [each for each in passages if each not in held]
    comping = [each for each in moving if each.program in taste.comping] or moving
    pad = max(held, key=lambda each: each.height, default=None)
    top = pad.split_top()[0] if pad else []
    cells = chain.from_iterable(each.cells for each in comping or held)
    return [cell for cell in cells if cell not in set(top)], top
