"""Why a vote weighs what it does, beside what the tests found: staff, the part of the net it came
from, and people who have left. Bits above those of `weighing.Reason`, in the same column."""

from collections.abc import Iterator
from enum import IntFlag
from itertools import chain

from chartbusters.trust.weighing import WORDS, Reason


class Cause(IntFlag):
    """Stored: never give a bit another meaning."""

    NETWORK = 1 << 16
    QUARANTINED = 1 << 17
    RELEASED = 1 << 18
    VOIDED = 1 << 19
    LEFT = 1 << 20


SENTENCES = {
    Cause.NETWORK: "More accounts than a class came from one part of the net; together they weigh "
    "a share of all others.",
    Cause.QUARANTINED: "Staff have set the votes of this account aside.",
    Cause.RELEASED: "Staff have looked, and the votes of this account count wholly.",
    Cause.VOIDED: "Staff have voided the votes of this account.",
    Cause.LEFT: "The person has left; what is known of them is gone, so the weight is what it was.",
}


def legend() -> list[tuple[str, str]]:
    """Every bit in short, with its sentence."""
    said = chain(WORDS.items(), SENTENCES.items())
    return [(names_of(int(bit)), sentence) for bit, sentence in said]


def words_of(reasons: int) -> list[str]:
    """One sentence for each bit."""
    return [*_sentences(reasons)]


def names_of(reasons: int) -> str:
    """The bits in short, for the trail."""
    found = [bit for bit in (*Reason, *Cause) if reasons & bit]
    return ", ".join(str(bit.name).lower().replace("_", " ") for bit in found) or "nothing"


def _sentences(reasons: int) -> Iterator[str]:
    for reason, sentence in WORDS.items():
        if reasons & reason:
            yield sentence
    for cause, sentence in SENTENCES.items():
        if reasons & cause:
            yield sentence
