"""Models entered at the same moment, takes begun by two workers at once, and organisers who seal
while others change: on a real PostgreSQL."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.modelcontests.models import ContestMelody, ContestTake, EnteredModel, ModelContest
from chartbusters.modelcontests.services import (
    contest_seal,
    contest_unseal,
    melody_remove,
    model_enter,
    model_withdraw,
    takes_go_on,
)
from generation.models import GenerationJob
from tests.contests import to_phase
from tests.databases import on_postgres
from tests.model_contests import contest_of_models, contest_row, played_through
from tests.races import ROUNDS, Figures, crowd_of, told
from tests.trained import trained_made

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]


def entering(challenge: Challenge, model: Any, person: Any) -> Any:
    return lambda: model_enter(challenge=challenge, model=model, person=person)


def test_the_same_weights_are_entered_once(
    staff: Any, alice: Any, bob: Any, figures: Figures
) -> None:
    """By two people who have learnt the same."""
    models = [(trained_made(person), person) for person in (alice, bob)]
    with crowd_of(2) as crowd:
        for number in range(ROUNDS):
            challenge = contest_of_models(staff, slug=f"same-{number}")
            said = told(crowd.at_once([entering(challenge, *one) for one in models]))
            assert said == {"done": 1, "already_entered": 1}
            assert EnteredModel.objects.filter(contest=challenge.pk).count() == 1
            figures.add(rounds=1)


def test_one_person_in_two_windows_has_one_model_in(
    staff: Any, alice: Any, figures: Figures
) -> None:
    models = [trained_made(alice, f"Band {n}", by=0.1 * n) for n in range(3)]
    with crowd_of(6) as crowd:
        for number in range(ROUNDS):
            challenge = contest_of_models(staff, slug=f"windows-{number}")
            said = told(crowd.at_once([entering(challenge, one, alice) for one in models * 2]))
            standing = EnteredModel.objects.filter(contest=challenge.pk, withdrawn_at=None)
            assert standing.count() == 1, said
            assert said["done"] >= 3
            figures.add(rounds=1)


def test_two_rounds_at_once_ask_for_each_take_once(
    staff: Any, alice: Any, figures: Figures
) -> None:
    model = trained_made(alice, by=0.1)
    with crowd_of(4) as crowd:
        for number in range(ROUNDS):
            challenge = contest_of_models(staff, slug=f"rounds-{number}", house=["arranger"])
            model_enter(challenge=challenge, model=model, person=alice)
            to_phase(challenge, "voting")
            crowd.at_once([takes_go_on] * 4)
            takes = ContestTake.objects.filter(entrant__contest=challenge.pk)
            asked = takes.filter(job__isnull=False)
            assert takes.count() == 6 and asked.count() == 3
            assert set(asked.values_list("tries", flat=True)) == {1}
            assert GenerationJob.objects.count() == 3 * (number + 1)
            played_through(challenge)
            # and once more when all is made
            crowd.at_once([takes_go_on] * 4)
            assert Entry.objects.filter(challenge=challenge).count() == 2
            figures.add(rounds=1)


def test_suites_become_entries_once(staff: Any, figures: Figures) -> None:
    """Four workers come to the end at the same moment."""
    with crowd_of(4) as crowd:
        for number in range(ROUNDS):
            challenge = contest_of_models(
                staff, slug=f"suites-{number}", house=["arranger", "shuffled"]
            )
            to_phase(challenge, "voting")
            for _ in range(4):
                crowd.at_once([takes_go_on] * 4)
            assert contest_row(challenge).suites_at is not None
            assert Entry.objects.filter(challenge=challenge).count() == 2
            figures.add(rounds=1)


def test_a_model_is_taken_out_or_plays(staff: Any, alice: Any, figures: Figures) -> None:
    """Withdrawn at the moment at which the takes begin."""
    model = trained_made(alice, by=0.1)
    with crowd_of(2) as crowd:
        for number in range(ROUNDS):
            challenge = contest_of_models(staff, slug=f"last-{number}")
            entered = model_enter(challenge=challenge, model=model, person=alice)
            to_phase(challenge, "voting")
            crowd.at_once([lambda one=entered: model_withdraw(entered=one, by=alice), takes_go_on])
            entered.refresh_from_db()
            takes = ContestTake.objects.filter(entrant=entered).count()
            assert (entered.withdrawn_at is None) == (takes == 3)
            ContestTake.objects.all().delete()
            ModelContest.objects.filter(pk=challenge.pk).update(suites_at="2026-11-30T00:00Z")
            figures.add(rounds=1)


def test_a_seal_is_of_what_stands(staff: Any, figures: Figures) -> None:
    """One organiser seals while another takes melodies out."""
    with crowd_of(3) as crowd:
        for number in range(ROUNDS):
            challenge = contest_of_models(staff, "upcoming", slug=f"seal-{number}")
            Challenge.objects.filter(pk=challenge.pk).update(published=False)
            challenge.refresh_from_db()
            contest_unseal(challenge=challenge, by=staff)
            crowd.at_once(
                [
                    lambda one=challenge: contest_seal(challenge=one, by=staff),
                    *[lambda one=challenge: melody_remove(challenge=one, by=staff, number=1)] * 2,
                ]
            )
            left = ContestMelody.objects.filter(contest=challenge.pk).count()
            assert bool(contest_row(challenge).seal) == (left == 3)
            figures.add(rounds=1)
