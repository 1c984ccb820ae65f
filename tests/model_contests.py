"""Challenges of models, as far as a test wants them: melodies chosen, sealed, models entered,
played."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Kind
from chartbusters.compositions.services import composition_create
from chartbusters.modelcontests import selectors
from chartbusters.modelcontests.models import ContestTake, ModelContest
from chartbusters.modelcontests.services import (
    contest_seal,
    contest_set,
    melody_add,
    takes_go_on,
)
from generation.workers import jobs
from tests.contests import challenge_made, to_phase
from tests.songs import song_made

ROUNDS = 200  # after which a contest that has not ended never will


def melodies_made(challenge: Challenge, by: Any, count: int = 3, bars: int = 4) -> None:
    """Hidden melodies, each another one: the organiser's own songs, with bands."""
    for number in range(count):
        song = song_made(bars=bars, band=True, title=f"Hidden {number}", transpose=number)
        made = composition_create(owner=by, song=song, title=f"Hidden {number}")
        melody_add(challenge=challenge, by=by, composition=made)


def contest_of_models(
    by: Any, phase: str = "open", *, slug: str = "models", house: Any = (), **fields: Any
) -> Challenge:
    """A public challenge of models in this phase, its melodies sealed."""
    terms = {"genre": "pop", "published": False, "kind": Kind.MODELS}
    challenge = challenge_made("upcoming", slug=slug, **terms | fields)
    melodies_made(challenge, by)
    contest_set(challenge=challenge, by=by, techniques=[], most_megabytes=0, house=list(house))
    contest_seal(challenge=challenge, by=by)
    Challenge.objects.filter(pk=challenge.pk).update(published=True)
    return to_phase(challenge, phase)


def contest_row(challenge: Challenge) -> ModelContest:
    return ModelContest.objects.select_related("challenge").get(pk=challenge.pk)


def played_through(challenge: Challenge) -> ModelContest:
    """All rounds of the site, with the jobs played here, until the suites are in."""
    for _ in range(ROUNDS):
        takes_go_on()
        contest = contest_row(challenge)
        if contest.suites_at:
            return contest
        jobs.run(worker="one")
    said = set(ContestTake.objects.exclude(words="").values_list("words", flat=True))
    raise AssertionError(f"not ended: {selectors.making_of(contest=contest)} {said}")


@pytest.fixture
def model_contest(db: None) -> Callable[..., Challenge]:
    """`model_contest(staff, "open", house=["arranger"])`"""
    return contest_of_models
