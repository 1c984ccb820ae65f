"""What an organiser sets beside times and rules: which values are possible, and how people read
them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings

from chartbusters.challenges.models import BoardShows, Challenge, Kind, Takes

WEIGHTS = {
    "weight_public": "the votes",
    "weight_jury": "the jury",
    "weight_metrics": "the metrics",
}
LONGEST_HELD = timedelta(days=60)  # that a result is held back after the end of voting
NOTHING_ASKED = "Nothing of the kind was said."
SHOWN = {
    BoardShows.HIDDEN: "Votes and ranks are told {end}; until then only how many "
    "votes came on each day that is past.",
    BoardShows.FROZEN: "The board is shown as it was at {hour}, and nothing new until it is told "
    "{end}.",
    BoardShows.LIVE: "The board is shown as it stands, also while voting runs.",
}


class Bounds(NamedTuple):
    """The lowest and the highest value of a setting, in words that name its unit."""

    low: int
    high: int
    words: str


BOUNDS = {
    "entries_each": Bounds(1, 20, "A person may have 1 to 20 entries in a challenge."),
    "turns_each": Bounds(1, 100, "A voter is given one entry 1 to 100 times at most."),
    "pairs_each": Bounds(
        0, 100_000, "A voter is given 1 to 100,000 pairs; 0 sets no number of pairs."
    ),
    "listening_ms": Bounds(
        1_000, 600_000, "Listening is 1 to 600 seconds of each side; empty takes the site's."
    ),
    "minimum_votes": Bounds(
        1, 1_000_000, "Ranks are shown from 1 to 1,000,000 votes on; empty takes the site's."
    ),
} | dict.fromkeys(WEIGHTS, Bounds(0, 100, "A weight is 0 to 100 percent."))
OPTIONAL = frozenset({"listening_ms", "minimum_votes"})  # empty: as the site has it


def terms_fault(challenge: Challenge) -> tuple[str, str] | None:
    """The setting that cannot be, and why; None when all can."""
    for name, bounds in BOUNDS.items():
        if not _fits(getattr(challenge, name), bounds, optional=name in OPTIONAL):
            return name, bounds.words
    if sum(getattr(challenge, name) for name in WEIGHTS) != 100:
        return "weight_public", "The weights of votes, jury and metrics together are 100 percent."
    return _board_fault(challenge) or _reveal_fault(challenge)


def _fits(value: Any, bounds: Bounds, *, optional: bool) -> bool:
    if value is None:
        return optional
    return type(value) is int and bounds.low <= value <= bounds.high


def _board_fault(challenge: Challenge) -> tuple[str, str] | None:
    if challenge.kind not in Kind.values:
        return "kind", f"A challenge compares one of {', '.join(Kind.values)}."
    if challenge.kind == Kind.MODELS and challenge.rules:
        return "rules", "Rules are for songs; a challenge of models has none."
    for name in ("entered_by", "voted_by"):
        if getattr(challenge, name) not in Takes.values:
            return name, f"A challenge is for one of {', '.join(Takes.values)}."
    if challenge.board_shows not in BoardShows.values:
        return "board_shows", f"A board is one of {', '.join(BoardShows.values)}."
    if challenge.board_shows != BoardShows.FROZEN:
        return None
    if challenge.freezes_at is None:
        return "freezes_at", "A frozen board needs the moment at which it freezes."
    if not challenge.opens_at <= challenge.freezes_at <= challenge.voting_closes_at:
        return "freezes_at", "A board freezes after the opening and before voting is over."
    return None


def _reveal_fault(challenge: Challenge) -> tuple[str, str] | None:
    if challenge.reveal_at is None:
        return None
    if challenge.board_shows == BoardShows.LIVE:
        fault = (
            "A board that is live tells the result while voting runs. Hide it or freeze it, or "
            "leave this moment empty."
        )
        return "reveal_at", fault
    held = challenge.reveal_at - challenge.voting_closes_at
    if not timedelta() <= held <= LONGEST_HELD:
        fault = f"The result is told when voting closes, or up to {LONGEST_HELD.days} days later."
        return "reveal_at", fault
    return None


def listening_ms(challenge: Any) -> int:
    """Asked for on each side before a vote."""
    return int(challenge.listening_ms or settings.VOTING_REQUIRED_MS)


def minimum_votes(challenge: Any) -> int:
    """Before the board shows ranks."""
    return votes_needed(challenge.minimum_votes)


def votes_needed(minimum: int | None) -> int:
    """The same of a challenge's `minimum_votes`, where only that was read."""
    return int(minimum or settings.LEADERBOARD_MINIMUM_VOTES)


def _kind(challenge: Any) -> str:
    """What is compared; nothing where it is songs."""
    if challenge.kind != Kind.MODELS:
        return ""
    return "Models are entered, not songs: each plays the same hidden melodies, once entries close."


def _entries(challenge: Any) -> str:
    return (
        "One entry each; you may replace or withdraw it until entries close."
        if challenge.entries_each == 1
        else f"Up to {challenge.entries_each} entries each; you may replace or withdraw each of "
        "them until entries close."
    )


def _people(challenge: Any) -> str:
    """Who takes part; nothing where everybody may do all."""
    enter, vote = (one == Takes.MEMBERS for one in (challenge.entered_by, challenge.voted_by))
    if not (enter or vote):
        return ""
    doing = "enter and vote" if enter and vote else "enter" if enter else "vote"
    asking = "; others may ask to be one" if challenge.may_ask else ""
    return (
        f"Members may {doing}: whoever has the class code, or is on the organisers' list{asking}."
    )


def _authors(challenge: Any) -> str:
    if not challenge.authors_count:
        return ""
    return "An entry counts for its co-authors too: they have it instead of one of their own."


def _pairs(challenge: Any) -> str:
    most = f"{challenge.pairs_each} pairs at most" if challenge.pairs_each else "pair after pair"
    return f"A voter is given {most}, and one entry {_times(challenge.turns_each)} at most."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _listening(challenge: Any) -> str:
    seconds = f"{listening_ms(challenge) / 1000:g}"
    return f"A vote asks for {seconds} second{'' if seconds == '1' else 's'} of each side."


def _minimum(challenge: Any) -> str:
    return f"Ranks are shown from {minimum_votes(challenge):,} votes on."


def _board(challenge: Any) -> str:
    frozen = challenge.board_shows == BoardShows.FROZEN and challenge.freezes_at
    hour = _at(challenge.freezes_at) if frozen else ""
    held = challenge.reveal_at
    end = f"on {_at(held)}, and not when voting closes" if held else "when voting is over"
    return SHOWN[BoardShows(challenge.board_shows)].format(hour=hour, end=end)


def _at(moment: datetime) -> str:
    return f"{moment:%-d %b %Y %H:%M:%S} UTC"


def _weights(challenge: Any) -> str:
    counts = {words: getattr(challenge, name) for name, words in WEIGHTS.items()}
    if counts == {"the votes": 100, "the jury": 0, "the metrics": 0}:
        return "The votes alone make the final board."
    parts = ", ".join(f"{count} % {words}" for words, count in counts.items() if count)
    return f"The final board is made of {parts}."


SENTENCES: list[Callable[[Any], str]] = [
    _kind,
    _people,
    _entries,
    _authors,
    _board,
    _pairs,
    _listening,
    _minimum,
    _weights,
]


def terms_in_words(challenge: Any) -> list[str]:
    """All settings, one sentence each, for whoever enters or votes."""
    return [said for words in SENTENCES if (said := words(challenge))]


def terms_changed(before: Challenge, after: Challenge) -> list[str]:
    """What was changed of them, each as it was and as it is."""
    told = [(words(before), words(after)) for words in SENTENCES]
    return [
        f"Before: {was or NOTHING_ASKED} Now: {now or NOTHING_ASKED}"
        for was, now in told
        if was != now
    ]
