"""Twenty accounts of a script against a running site, and a class of thirty beside it: the script
moves nothing and is named to staff, the class counts."""

import random
import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import requests
from django.conf import LazySettings
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.export import board_export
from chartbusters.leaderboard.models import Board
from chartbusters.leaderboard.services import boards_refresh
from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import tally_of
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.reading import votes_read
from tests.chartbusters.trust.voters import SMTP, person, votes_bulk
from tests.crowds import Caller, all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PUPPETS, PAIRS = 20, 10
CLASS, CLASS_PAIRS = 30, 5
PAGES = ["/", "/challenges/", "/challenges/tunes/", "/challenges/tunes/entries/"]
PAGES += ["/challenges/tunes/leaderboard/", "/challenges/tunes/vote/"]
PAGES += ["/api/v1/challenges/", "/api/v1/challenges/tunes/", "/api/v1/leaderboards/tunes/"]
# what differs from one look to the next, though nothing has happened: tokens, digests of time
PASSING = re.compile(
    r'<meta name="csrf-token"[^>]*>|data-now="[^"]+">[^<]*|<progress max="100" value="\d+"'
    r'|\d\d:\d\d(:\d\d)?(\.\d+)?|"now":\s*"[^"]*"'
)


@pytest.fixture(autouse=True)
def _as_it_is_run(settings: LazySettings, broker: str) -> None:
    """Behind a proxy, with limits, and with mail; only the listening is left out."""
    settings.LIMITS_ENABLED = settings.AXES_ENABLED = True
    settings.VOTING_REQUIRED_MS = 0
    settings.NUM_PROXIES = 1
    settings.MAIL_BACKEND = SMTP


class Taste:
    """How good the entries are to honest ears, the first one best."""

    def __init__(self, entries: list[Entry], seed: int, favourite: Entry | None = None) -> None:
        self.strength = dict(
            zip([one.pk for one in entries], np.linspace(1.5, -1.5, len(entries)), strict=True)
        )
        self.draw = random.Random(seed)
        self.favourite = favourite.pk if favourite else None

    def choose(self, ballot: Ballot) -> str:
        a, b = ballot.entry_a_id, ballot.entry_b_id
        if self.favourite in (a, b):
            return "a" if a == self.favourite else "b"
        lead = self.strength[a] - self.strength[b]
        return "a" if self.draw.random() < 1 / (1 + np.exp(-lead)) else "b"


def established(challenge: Challenge, entries: list[Entry], voters: int, votes: int) -> None:
    """People who have been here for long, each with an address at a large provider."""
    taste, draw = Taste(entries, 1), random.Random(2)
    pairs = list(combinations(entries, 2))
    said = []
    for number in range(voters):
        voter = person(f"old{number}", days=100 + number)
        for pair in draw.sample(pairs, votes):
            a, b = draw.sample(pair, 2)
            said.append((voter, (a, b), taste.choose(Ballot(entry_a=a, entry_b=b))))
    votes_bulk(challenge, said)


def standings() -> dict[Any, int]:
    """The board that is shown."""
    boards_refresh()
    run = Board.objects.get().run
    assert run is not None
    return dict(run.standings.values_list("entry", "position"))


def close(challenge: Challenge) -> None:
    """Voting ends now: whatever was done before was in time."""
    Challenge.objects.filter(pk=challenge.pk).update(voting_closes_at=Now())


def looked_at(site: str) -> dict[str, str]:
    """What anybody may read, without what changes by itself."""
    return {page: PASSING.sub("", requests.get(site + page, timeout=60).text) for page in PAGES}


def voting(caller: Caller, challenge: Challenge, pairs: int, taste: Taste) -> None:
    try:
        caller.vote(challenge.slug, pairs, taste.choose)
    finally:
        connection.close()


def test_bought_votes_move_nothing(
    live_server: Any, contest: Callable[..., Any], staff: Any, client_of: Any
) -> None:
    challenge, entries = contest("voting", 12)
    target = entries[6]
    established(challenge, entries, voters=40, votes=15)
    before, pages = standings(), looked_at(live_server.url)
    puppets = [
        Caller(live_server.url, f"puppet{number}", "vanity.example", f"203.0.{number % 4}.7")
        for number in range(PUPPETS)
    ]
    all_at_once(Caller.sign_up, puppets)
    all_at_once(Caller.confirm, puppets)
    all_at_once(
        lambda one: voting(one, challenge, PAIRS, Taste(entries, int(one.name[6:]), target)),
        puppets,
    )
    bought = Vote.objects.filter(ballot__voter__username__startswith="puppet")
    assert bought.count() > PUPPETS * PAIRS // 2
    boards_refresh()
    told = looked_at(live_server.url)
    close(challenge)
    assert abs(standings()[target.pk] - before[target.pk]) <= 1
    page = client_of(staff).get(f"/admin/trust/weighedchallenge/{challenge.pk}/change/")
    found = page.content.decode().split("What was found")[1].split("The board with and")[0]
    on_target = Q(ballot__entry_a=target) | Q(ballot__entry_b=target)
    buyers = set(bought.filter(on_target).values_list("ballot__voter__username", flat=True))
    assert len(buyers) > PUPPETS // 2 and buyers <= set(re.findall(r"puppet\d+", found))
    assert target.title in found
    for page, text in told.items():
        assert text == pages[page], page  # while voting ran, nobody learnt how it went


def test_a_class_counts(live_server: Any, contest: Callable[..., Any]) -> None:
    """Thirty who sign up within a minute from one address, at one domain, and vote on five pairs
    each as their ears say."""
    challenge, entries = contest("voting", 40)
    established(challenge, entries, voters=150, votes=12)
    before = ratings(challenge)
    pupils = [
        Caller(live_server.url, f"pupil{number}", "school.example", "198.51.100.9")
        for number in range(CLASS)
    ]
    assert all_at_once(Caller.sign_up, pupils) < 60
    all_at_once(Caller.confirm, pupils)
    all_at_once(
        lambda one: voting(one, challenge, CLASS_PAIRS, Taste(entries, int(one.name[5:]))), pupils
    )
    assert all(max(pupil.statuses) < 400 for pupil in pupils)
    assert Vote.objects.filter(ballot__voter__username__startswith="pupil").count() == 150
    close(challenge)
    standings()
    weights = np.array(board_export(challenge=challenge)["weights"])
    assert len(weights) == Vote.objects.count()
    # Of the last to come nobody's votes are lost. Chance sets those on one entry aside, until staff
    # have looked, in one honest class of a hundred and kind of group (WeighingConfig.false_alarms).
    assert (weights[-150:] > 0).mean() > 0.9
    as_class = np.abs(ratings(challenge, weights) - before).mean()
    as_old = np.abs(ratings(challenge) - before).mean()
    assert as_class >= as_old / 2 > 0  # points of a rating are what ranks move by


def ratings(challenge: Challenge, weights: Any = None) -> np.ndarray:
    """With these weights, or as if all votes were of people who have been here for long."""
    table, _, _ = votes_read(challenge=challenge)
    weights = np.ones(len(table.key)) if weights is None else weights
    return rate(tally_of(table, weights)).rating
