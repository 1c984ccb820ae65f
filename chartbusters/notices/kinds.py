"""The kinds of events: how each is told, and whether it comes by mail. Rooms above add theirs when
the site starts."""

from typing import NamedTuple

from chartbusters.notices.models import Event


class Kind(NamedTuple):
    """`sentence` has the event's label in `{label}`; `switch` is what one turns on and off.
    `mailed` is what holds for who has said nothing; None where another room sends the mail."""

    name: str
    switch: str
    sentence: str
    mailed: bool | None


KINDS: dict[str, Kind] = {}


def kinds_add(*kinds: Kind) -> None:
    KINDS.update({kind.name: kind for kind in kinds})


def kinds_mailed() -> list[Kind]:
    """Those that a person can turn on and off."""
    return [kind for kind in KINDS.values() if kind.mailed is not None]


def told(event: Event) -> str:
    """An event in one sentence. One of a kind that is no more is told by its subject."""
    kind = KINDS.get(event.kind)
    return kind.sentence.format(label=event.label) if kind else event.label
