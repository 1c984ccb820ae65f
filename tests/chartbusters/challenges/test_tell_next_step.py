"""What somebody can do next is told at one place, true in every phase, for visitors too."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from chartbusters.challenges.pulse import bars_of, in_words, stretches_of
from chartbusters.voting.models import VotesOfDay
from chartbusters.voting.services import vote_cast
from tests.contests import to_phase

PAGE = "/challenges/tunes/"


def steps(browser: Any, address: str = PAGE) -> list[tuple[str, str, str]]:
    """Words, label and address of each."""
    page = browser.get(address).content.decode()
    shown = page.partition('class="next-steps"')[2].partition("</ul>")[0]
    found = []
    for item in re.findall(r"<li>(.*?)</li>", shown, re.DOTALL):
        words = re.sub(r"<[^>]+>", "", item.partition("</span>")[0])
        button = re.search(r'href="([^"]+)">([^<]+)<', item)
        found.append((words, *((button[2], button[1]) if button else ("", ""))))
    return found


@pytest.mark.parametrize(
    ("phase", "label", "address"),
    [
        ("upcoming", "Make one in the studio", "/studio/"),
        ("open", "Enter", f"{PAGE}submit/"),
        ("voting", "Vote", f"{PAGE}vote/"),
        ("closed", "See the board", f"{PAGE}leaderboard/"),
    ],
)
def test_visitors_are_told_in_every_phase(
    phase: str, label: str, address: str, visitor: Any, challenge_in: Any
) -> None:
    challenge_in(phase)
    ((_, *button),) = steps(visitor)
    assert button == [label, address]


@pytest.mark.parametrize(
    ("phase", "tab"), [("open", "submit"), ("voting", "vote"), ("closed", "leaderboard")]
)
def test_no_button_leads_to_the_page_one_is_on(
    phase: str, tab: str, client_of: Any, charlie: Any, challenge_in: Any, visitor: Any
) -> None:
    challenge_in(phase)
    browser = client_of(charlie) if tab == "submit" else visitor
    page = f"{PAGE}{tab}/"
    assert page not in [address for _, _, address in steps(browser, page)]
    # where there is nothing to wait for either, there is no empty bar
    assert bool(steps(browser, page)) == (phase != "closed")


def test_makers_are_told_that_they_are_in(client_of: Any, contest: Any) -> None:
    _, (entry, *_) = contest("open")
    (words, label, address), (_, other, _) = steps(client_of(entry.maker))
    assert words == "You are in with “Secret title 0”."
    assert (label, address) == ("Your receipt", entry.get_absolute_url())
    assert other == "Replace your entry"


def test_voters_are_told_how_much_is_left(
    client_of: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 3)
    assert steps(client_of(bob))[0][0].startswith("Up to 3 pairs of nameless songs")
    for left in (2, 1, 0):
        vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")
        (words, label, _), *_ = steps(client_of(bob))
        assert label == ("Vote" if left else "Your votes")
        assert f"up to {left} more" in words or not left


def test_the_page_counts_days_that_are_past_and_nothing_of_today(
    visitor: Any, contest: Any, bob: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting")
    vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")
    assert "<figure" not in visitor.get(PAGE).content.decode()
    VotesOfDay.objects.create(challenge=challenge, day=datetime(2026, 1, 2), votes=40)
    VotesOfDay.objects.create(challenge=challenge, day=datetime(2026, 1, 3), votes=2)
    total, bars = bars_of(challenge=challenge)
    assert total == 42 and [bar.height for bar in bars] == [96, 5]
    assert "Votes by day: 2 Jan 40, 3 Jan 2" in visitor.get(PAGE).content.decode()


def test_one_stretch_of_the_way_is_where_it_stands(challenge_in: Any) -> None:
    for at, phase in enumerate(("upcoming", "open", "voting", "closed")):
        challenge = to_phase(challenge_in(phase, slug=phase), phase)
        way = stretches_of(challenge=challenge)
        assert [one.state for one in way] == ["past"] * at + ["here"] + ["ahead"] * (3 - at)
        assert [one.percent for one in way[:at]] == [100] * at
        assert [one.percent for one in way[at + 1 :]] == [0] * (3 - at)


def test_half_way_is_half(challenge_in: Any) -> None:
    now = datetime(2026, 1, 1)
    day = timedelta(days=1)
    ends = {"opens_at": now - day, "entries_close_at": now + day, "voting_closes_at": now + 2 * day}
    told = {"reveal_at": None, "told_at": now + 2 * day}
    challenge = SimpleNamespace(phase="open", now=now, **ends, **told)
    assert stretches_of(challenge=challenge)[1].percent == 50


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=2, hours=3, minutes=9), "2 days, 3 hours"),
        (timedelta(days=1, minutes=9), "1 day"),
        (timedelta(hours=1, minutes=1), "1 hour, 1 minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=-5), "less than a minute"),
    ],
)
def test_time_is_told_in_two_units(length: timedelta, words: str) -> None:
    assert in_words(length) == words
