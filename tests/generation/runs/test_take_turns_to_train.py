"""The machine that trains is shared: who has had least goes first, and a run gives way."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from generation.models import JobState, TrainingEvent, TrainingRun, TrainingSitting
from generation.services import training_run_leave, training_run_take, trainings_go_on
from generation.training_selectors import (
    hours_left,
    run_should_give_way,
    run_wait,
    runs_in_line,
    training_quota,
)
from tests.races import ROUNDS, crowd_of

pytestmark = pytest.mark.django_db


def asked(owner: Any, **values: Any) -> TrainingRun:
    values = {"created_at": timezone.now(), **values}  # finer than what a database's clock tells
    return TrainingRun.objects.create(owner=owner, technique="gan", genre="pop", **values)


def sat(run: TrainingRun, minutes: float, ago: float = 0) -> TrainingSitting:
    """A sitting of so many minutes that ended so many minutes ago."""
    end = timezone.now() - timedelta(minutes=ago)
    number = run.sittings.count() + 100
    began = end - timedelta(minutes=minutes)
    return TrainingSitting.objects.create(run=run, attempt=number, began_at=began, until_at=end)


def test_the_oldest_goes_first_where_nobody_has_had_any(alice: Any, bob: Any) -> None:
    first, second = asked(alice), asked(bob)
    assert runs_in_line() == [first, second]


def test_who_has_had_least_of_the_last_hour_goes_first(alice: Any, bob: Any, charlie: Any) -> None:
    runs = [asked(person) for person in (alice, bob, charlie)]
    sat(runs[0], 30)
    sat(runs[1], 10)
    sat(runs[2], 600, ago=90)  # a night of training is forgotten within the hour
    assert [run.owner for run in runs_in_line()] == [charlie, bob, alice]


def test_who_has_a_run_on_a_machine_goes_behind(alice: Any, bob: Any) -> None:
    asked(alice)
    assert training_run_take(worker="one")
    mine, theirs = asked(alice), asked(bob)
    sat(theirs, 20)
    assert runs_in_line() == [theirs, mine]


def test_one_persons_runs_go_by_age_also_after_giving_way(alice: Any) -> None:
    first, second = asked(alice), asked(alice)
    assert training_run_take(worker="one") == first
    training_run_leave(run=TrainingRun.objects.get(pk=first.pk))
    assert runs_in_line() == [first, second]


def test_a_run_gives_way_to_who_has_had_less_only(alice: Any, bob: Any) -> None:
    run = asked(alice)
    assert training_run_take(worker="one") == run
    run.refresh_from_db()
    asked(alice)
    assert not run_should_give_way(run=run)  # to a run of one's own: no
    other = asked(bob)
    sat(other, 20)
    assert not run_should_give_way(run=run)
    sat(run, 25)
    assert run_should_give_way(run=run)


def test_two_people_alternate(alice: Any, bob: Any) -> None:
    """Slices of five minutes, as the sittings tell."""
    asked(alice)
    asked(bob)
    order = []
    for _ in range(6):
        taken = training_run_take(worker="one")
        assert taken
        order.append(taken.owner.username)
        TrainingSitting.objects.filter(run=taken, attempt=taken.attempt).update(
            began_at=F("until_at") - timedelta(minutes=5)
        )
        assert run_should_give_way(run=taken)
        assert training_run_leave(run=taken, words="It gives way.")
    assert order == ["alice", "bob"] * 3
    assert TrainingEvent.objects.filter(code="gave_way").count() == 6
    assert set(TrainingRun.objects.values_list("fruitless", flat=True)) == {0}


def test_the_hours_of_a_day_end(alice: Any, bob: Any, settings: Any) -> None:
    settings.TRAIN_HOURS_A_DAY = 2
    mine, theirs = asked(alice), asked(bob)
    sat(mine, 130, ago=300)
    assert hours_left(owner_id=alice.pk) < 0 < hours_left(owner_id=bob.pk)
    assert runs_in_line() == [theirs]
    wait = run_wait(mine)
    assert wait and wait.place == 1  # behind all who have some left
    TrainingSitting.objects.update(until_at=Now() - timedelta(hours=25))
    assert mine in runs_in_line()


def test_a_place_in_the_line_is_told(alice: Any, bob: Any, charlie: Any) -> None:
    asked(alice)
    taken = training_run_take(worker="one")
    second, third = asked(bob), asked(charlie)
    assert taken and run_wait(taken) is None
    waits = [run_wait(second), run_wait(third)]
    assert [wait.place for wait in waits if wait] == [0, 1]
    assert waits[0] and waits[1] and 0 < waits[0].seconds <= 300 < waits[1].seconds <= 600


def test_a_free_machine_is_no_wait(alice: Any) -> None:
    wait = run_wait(asked(alice))
    assert wait and (wait.place, wait.seconds) == (0, 0.0)


def test_a_quota_says_what_is_left(alice: Any, bob: Any) -> None:
    asked(bob)
    run = asked(alice)
    asked(alice, state=JobState.PAUSED)
    sat(run, 60, ago=120)
    quota = training_quota(owner=alice)
    assert (quota.runs_now, quota.runs_left, quota.paused_now) == (1, 2, 1)
    assert quota.hours_left == pytest.approx(11, abs=0.01)
    assert quota.place == 2


def test_nobody_waits_nothing_is_taken(db: None) -> None:
    assert training_run_take(worker="one") is None
    trainings_go_on()


def test_what_died_is_taken_by_another_and_says_so(alice: Any) -> None:
    run = asked(alice)
    training_run_take(worker="dead")
    TrainingRun.objects.update(lease_until="2020-01-01T00:00Z")
    again = training_run_take(worker="next")
    assert again == run and again.attempt == 2
    last = run.events.last()
    assert last and last.code == "resumed" and "stop of the machine" in last.words


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_machines_that_look_at_once_take_runs_of_two_people(alice: Any, bob: Any) -> None:
    mine = [asked(alice), asked(alice)]
    theirs = asked(bob)
    with crowd_of(2) as crowd:
        for _ in range(ROUNDS):
            taken = crowd.at_once([partial(training_run_take, worker=name) for name in "ab"])
            assert {run.pk for run in taken} == {mine[0].pk, theirs.pk}
            TrainingSitting.objects.all().delete()
            TrainingRun.objects.update(state=JobState.QUEUED, fruitless=0)
