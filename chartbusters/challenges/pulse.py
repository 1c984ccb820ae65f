"""How a challenge stands at this moment: what was, what is and comes, and how much came in."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from chartbusters.challenges.models import Phase

# Who counts votes stands above this room and adds itself when the site is loaded: days that are
# past, with the votes that came on them.
DAYS: list[Callable[..., Sequence[tuple[date, int]]]] = []

MOST_DAYS = 60  # that are drawn


class Stretch(NamedTuple):
    """A part of the way, from a moment on."""

    name: str
    begins_at: datetime | None
    state: str  # past, here or ahead
    percent: int  # of it that has passed


class Bar(NamedTuple):
    """The votes of a day as a bar; from the top, of a hundred."""

    day: date
    votes: int
    x: int
    y: int
    height: int


def pulse_of(*, challenge: Any) -> dict[str, Any]:
    """All that its page tells of the moment; `challenge` carries its phase and the database's
    moment."""
    votes, bars = bars_of(challenge=challenge)
    return {
        "moment": next_moment(challenge=challenge),
        "left": time_left(challenge=challenge),
        "stretches": stretches_of(challenge=challenge),
        "votes": votes,
        "bars": bars,
    }


def stretches_of(*, challenge: Any) -> list[Stretch]:
    """All of the way."""
    ends = [challenge.opens_at, challenge.entries_close_at, challenge.voting_closes_at]
    names = ["Announced", "Songs come in", "People vote", "The board is told"]
    phases = [Phase.UPCOMING, Phase.OPEN, Phase.VOTING, Phase.CLOSED]
    if challenge.told_at > challenge.voting_closes_at:
        ends.append(challenge.told_at)
        names.insert(3, "The result is held back")
        phases.insert(3, Phase.HELD)
    here = phases.index(challenge.phase)
    begins = [None, *ends]
    return [
        Stretch(name, begin, _state(at, here), _percent(begin, end, challenge.now))
        for at, (name, begin, end) in enumerate(zip(names, begins, [*ends, None], strict=True))
    ]


def _state(at: int, here: int) -> str:
    if at == here:
        return "here"
    return "past" if at < here else "ahead"


def _percent(begin: datetime | None, end: datetime | None, now: datetime) -> int:
    if begin is None or end is None:
        return 100 if (end or begin or now) <= now else 0
    share = (now - begin) / (end - begin)
    return round(100 * min(1.0, max(0.0, share)))


def next_moment(*, challenge: Any) -> tuple[str, datetime] | None:
    """What comes next, and when; nothing when all is over."""
    moments = {
        Phase.UPCOMING: ("Songs can be entered in", challenge.opens_at),
        Phase.OPEN: ("Entering closes in", challenge.entries_close_at),
        Phase.VOTING: ("Voting closes in", challenge.voting_closes_at),
        Phase.HELD: ("The result is told in", challenge.told_at),
    }
    return moments.get(challenge.phase)


def time_left(*, challenge: Any, units: int = 2) -> str:
    """Until the next moment, in words of one unit or two; nothing when all is over."""
    moment = next_moment(challenge=challenge)
    return in_words(moment[1] - challenge.now, units) if moment else ""


def in_words(length: timedelta, units: int = 2) -> str:
    """Rounded down to the unit: `2 days, 3 hours`."""
    minutes = max(0, int(length.total_seconds())) // 60
    counts = {"day": minutes // 1440, "hour": minutes // 60 % 24, "minute": minutes % 60}
    names = [name for name in counts if counts[name]]
    if not names:
        return "less than a minute"
    first = list(counts).index(names[0])
    shown = [name for name in list(counts)[first : first + units] if counts[name]]
    return ", ".join(f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in shown)


def bars_of(*, challenge: Any) -> tuple[int, list[Bar]]:
    """Votes of all days that are past, and the last of these days as bars."""
    days = list(chain.from_iterable(told(challenge=challenge) for told in DAYS))
    shown = days[-MOST_DAYS:]
    most = max((votes for _, votes in shown), default=0) or 1
    bars = [
        Bar(day, votes, 10 * at, 100 - round(96 * votes / most), round(96 * votes / most))
        for at, (day, votes) in enumerate(shown)
    ]
    return sum(votes for _, votes in days), bars
