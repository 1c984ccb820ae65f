"""An open page is told what is new of a run, in answers that cost little."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.training.runs.answers import ANSWERS
from chartbusters.training.runs.front import standing_passed
from chartbusters.training.runs.passes import SECONDS
from chartbusters.training.runs.standing import forget_standings
from generation.models import JobState, TrainingCurve, TrainingEpoch, TrainingRun, Visibility
from generation.services.training.happenings import event_record
from generation.services.training.sharing import training_run_share
from generation.training_curves import extend_buckets
from tests.training_runs import finished_run

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Clients = Callable[..., Any]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_standings()
    ANSWERS.clear()


@pytest.fixture
def run(alice: Any) -> TrainingRun:
    return finished_run(alice, epochs=4, state=JobState.RUNNING, finished_at=None)


def address(run: TrainingRun) -> str:
    return f"/api/v1/training-runs/{run.pk}/live/"


def asked(client: Any, run: TrainingRun, **query: str) -> Any:
    forget_standings()  # what is known of a run for a second is known for no test
    answer = client.get(address(run), query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_it_tells_everything_at_first(run: TrainingRun, alice: Any, client_of: Clients) -> None:
    told = asked(client_of(alice), run)
    assert told["whole"]
    assert [each["number"] for each in told["epochs"]] == [0, 1, 2, 3, 4]
    assert told["epochs"][2]["losses"] == run.epochs.get(number=2).losses
    assert {each["name"] for each in told["curves"]} >= {"nats", "critic", "generator"}
    assert told["run"]["state"] == "running"
    assert told["real"] == run.real
    assert told["version"] == run.version


def test_it_says_in_a_word_that_nothing_is_new(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    told = asked(client_of(alice), run)
    again = asked(client_of(alice), run, since=told["next"])
    assert set(again) == {"version", "pass"}


def test_it_takes_a_bare_version(run: TrainingRun, alice: Any, client_of: Clients) -> None:
    assert set(asked(client_of(alice), run, since=str(run.version))) == {"version", "pass"}
    assert asked(client_of(alice), run, since=str(run.version - 1))["whole"]


def test_it_tells_only_what_is_new(run: TrainingRun, alice: Any, client_of: Clients) -> None:
    since = asked(client_of(alice), run)["next"]
    TrainingEpoch.objects.create(
        run=run, number=5, phase="adversarial", at=900, losses={}, figures={}
    )
    event_record(run=run, code="critic_wins", words="the critic wins: it tells 97 %")
    told = asked(client_of(alice), run, since=since)
    assert not told["whole"]
    assert [each["number"] for each in told["epochs"]] == [5]
    assert [each["code"] for each in told["events"]] == ["critic_wins"]
    assert told["curves"] == []


def test_it_tells_a_curve_from_the_bucket_that_has_grown(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    since = asked(client_of(alice), run)["next"]
    curve = extended(run.curves.get(name="critic"), [7.0, 8.0])
    told = asked(client_of(alice), run, since=since)
    (news,) = told["curves"]
    assert (news["name"], news["from"], news["steps"]) == ("critic", curve.steps - 2, curve.steps)
    assert news["mean"] == [7.0, 8.0]


def test_it_tells_a_curve_anew_when_its_buckets_are_others(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    since = asked(client_of(alice), run)["next"]
    curve = extended(run.curves.get(name="critic"), [1.0] * 5000)
    (news,) = asked(client_of(alice), run, since=since)["curves"]
    assert (news["from"], news["stride"]) == (0, curve.stride)
    assert len(news["mean"]) == len(news["least"]) == len(news["greatest"]) <= TrainingCurve.MOST


def test_it_tells_all_anew_when_epochs_are_gone(
    run: TrainingRun, alice: Any, client_of: Clients
) -> None:
    since = asked(client_of(alice), run)["next"]
    run.epochs.filter(number=4).delete()
    event_record(run=run, code="fell_back", words="It goes on from the checkpoint before.")
    told = asked(client_of(alice), run, since=since)
    assert told["whole"]
    assert [each["number"] for each in told["epochs"]] == [0, 1, 2, 3]


def test_it_tells_no_number_as_nothing(run: TrainingRun, alice: Any, client_of: Clients) -> None:
    extended(run.curves.get(name="critic"), [float("nan")])
    critic = next(
        each for each in asked(client_of(alice), run)["curves"] if each["name"] == "critic"
    )
    assert critic["mean"][-1] is None


def test_it_tells_the_place_in_the_line(alice: Any, bob: Any, client_of: Clients) -> None:
    first = finished_run(alice, epochs=0, state=JobState.QUEUED, attempt=0)
    second = finished_run(bob, epochs=0, state=JobState.QUEUED, attempt=0)
    assert asked(client_of(alice), first)["run"]["place"] == 0
    told = asked(client_of(bob), second)
    assert told["run"]["place"] == 1
    TrainingRun.objects.filter(pk=first.pk).delete()
    assert asked(client_of(bob), second, since=told["next"])["run"]["place"] == 0, (
        "no version has changed"
    )


@pytest.mark.parametrize("since", ["~~~~", "1~2~3~x~", "9" * 5000, "1~1~1~1~1:0:5", "é~1~1~1~"])
def test_it_bears_any_cursor(run: TrainingRun, alice: Any, client_of: Clients, since: str) -> None:
    assert asked(client_of(alice), run, since=since)["version"] == run.version


class TestPasses:
    """Whoever has a pass is not asked who it is again, until the run is shared in another way."""

    def test_it_spares_the_database(
        self,
        run: TrainingRun,
        alice: Any,
        client_of: Clients,
        visitor: Any,
        django_assert_num_queries: Any,
    ) -> None:
        told = asked(client_of(alice), run)
        query = {"since": told["next"], "pass": told["pass"]}
        with django_assert_num_queries(0):
            answer = visitor.get(address(run), query)
        assert answer.json() == {"version": run.version}

    def test_it_is_told_what_others_were_told(
        self,
        run: TrainingRun,
        alice: Any,
        client_of: Clients,
        visitor: Any,
        django_assert_num_queries: Any,
    ) -> None:
        told = asked(client_of(alice), run)
        with django_assert_num_queries(0):
            other = visitor.get(address(run), {"pass": told["pass"], "since": ""}).json()
        assert other == {name: value for name, value in told.items() if name != "pass"}

    def test_it_ends_when_the_run_is_shared_otherwise(
        self, run: TrainingRun, alice: Any, bob: Any, client_of: Clients
    ) -> None:
        training_run_share(run=run, by=alice, visibility=Visibility.LINK)
        told = client_of(bob).get(address(run), {"link": run.link_token}).json()
        training_run_share(run=run, by=alice, visibility=Visibility.PRIVATE)
        forget_standings()
        refused = client_of(bob).get(address(run), {"pass": told["pass"], "since": told["next"]})
        assert refused.status_code == 404

    def test_it_is_of_one_run(
        self, run: TrainingRun, alice: Any, bob: Any, client_of: Clients
    ) -> None:
        other = finished_run(bob, epochs=1)
        word = asked(client_of(alice), run)["pass"]
        assert client_of(alice).get(address(other), {"pass": word}).status_code == 404

    @pytest.mark.parametrize("word", ["", "x", "1-2-3", f"99999999999-{'0' * 16}-{'0' * 32}"])
    def test_it_cannot_be_made_up(self, run: TrainingRun, visitor: Any, word: str) -> None:
        assert visitor.get(address(run), {"pass": word}).status_code == 404

    def test_one_that_is_made_up_asks_nothing_of_the_database(
        self, run: TrainingRun, rf: Any, django_assert_num_queries: Any
    ) -> None:
        word = f"99999999999-{'0' * 16}-{'0' * 32}"
        with django_assert_num_queries(0):
            assert standing_passed(rf.get(address(run), {"pass": word}), str(run.pk)) is None

    def test_a_take_is_read_once_for_all_who_watch(
        self,
        run: TrainingRun,
        alice: Any,
        client_of: Clients,
        visitor: Any,
        django_assert_num_queries: Any,
    ) -> None:
        word = asked(client_of(alice), run)["pass"]
        take = f"/api/v1/training-runs/{run.pk}/epochs/1/samples/0/"
        first = client_of(alice).get(take, headers={"Training-Pass": word})
        with django_assert_num_queries(0):
            again = visitor.get(take, headers={"Training-Pass": word})
        assert again.json() == first.json()
        assert visitor.get(take).status_code == 404, "without the pass"

    def test_it_ends_after_ten_minutes(
        self, run: TrainingRun, alice: Any, client_of: Clients, visitor: Any, monkeypatch: Any
    ) -> None:
        word = asked(client_of(alice), run)["pass"]
        later = time.time() + SECONDS + 1
        monkeypatch.setattr("chartbusters.training.runs.passes.time.time", lambda: later)
        assert visitor.get(address(run), {"pass": word}).status_code == 404


def extended(curve: TrainingCurve, values: list[float]) -> TrainingCurve:
    kept = bytes(curve.buckets), curve.stride, curve.steps
    curve.buckets, curve.stride, curve.steps = extend_buckets(*kept, values)
    curve.save()
    event_record(run=curve.run, code="told", words="An epoch.")
    TrainingRun.objects.get(pk=curve.run_id)
    curve.run.events.all().delete()
    return curve
