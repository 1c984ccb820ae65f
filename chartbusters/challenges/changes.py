"""What was changed in a challenge, in words, one sentence a change: what people count on once it
has opened."""

from datetime import datetime

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.prizes import prizes_in_words
from chartbusters.challenges.rules import rules_in_words
from chartbusters.challenges.terms import terms_changed

TIMES = {
    "opens_at": "Opening",
    "entries_close_at": "The end of entries",
    "voting_closes_at": "The end of voting",
}


def changes_between(before: Challenge, after: Challenge) -> list[str]:
    moved = [
        _moved(label, getattr(before, name), getattr(after, name)) for name, label in TIMES.items()
    ]
    sentences = [
        *moved,
        _rules(before, after),
        _genre(before, after),
        _prizes(before, after),
        _conditions(before, after),
        *terms_changed(before, after),
    ]
    return [sentence for sentence in sentences if sentence]


def _moved(label: str, before: datetime, after: datetime) -> str:
    """To the second, for so the form shows times: what is below it goes when somebody saves the
    form as it is."""
    return (
        ""
        if _at(before) == _at(after)
        else f"{label} was moved from {_at(before)} to {_at(after)}."
    )


def _at(moment: datetime) -> str:
    return f"{moment:%-d %b %Y %H:%M:%S} UTC"


def _rules(before: Challenge, after: Challenge) -> str:
    if before.rules == after.rules:
        return ""
    was, now = ("; ".join(rules_in_words(one.rules)) or "none" for one in (before, after))
    return f"The rules were changed. Before: {was}. Now: {now}. Who was in stays in."


def _conditions(before: Challenge, after: Challenge) -> str:
    if before.conditions == after.conditions:
        return ""
    return (
        "The conditions to be accepted were changed. Entries that are in keep which ones their "
        "makers have accepted."
    )


def _genre(before: Challenge, after: Challenge) -> str:
    if before.genre == after.genre:
        return ""
    return (
        f"Entries from now on are measured beside {after.genre}, no longer beside {before.genre}."
    )


def _prizes(before: Challenge, after: Challenge) -> str:
    if before.prizes == after.prizes:
        return ""
    was, now = (prizes_in_words(one.prizes) or "none" for one in (before, after))
    return f"The prizes were changed. Before: {was}. Now: {now}."
