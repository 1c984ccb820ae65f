"""Who may ask for training, for what, and how often."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generation.errors import JobError
from generation.models import Dataset, JobState, TrainingRun
from generation.requiring import TorchMissing
from generation.services import training_run_create, training_run_pause
from generation.services.training import asking
from generation.techniques import TECHNIQUES
from tests.generation.training_runs import wish
from tests.races import ROUNDS, crowd_of


@pytest.mark.django_db
class TestWish:
    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"technique": "transformer", "genre": "polka"}, "not_trainable"),
            ({"technique": "lstm"}, "not_trainable"),
            ({"genre": "pop"}, "not_trainable"),
            ({"plan": {"epochs": 0}}, "bad_plan"),
            ({"plan": {"epochs": 10**9}}, "bad_plan"),
            ({"plan": {"epochs": 10**400}}, "bad_plan"),
            ({"plan": {"epochs": "many"}}, "bad_plan"),
            ({"plan": {"epochs": True}}, "bad_plan"),
            ({"plan": {"learning_rate": float("nan")}}, "bad_plan"),
            ({"plan": {"learning_rate": float("inf")}}, "bad_plan"),
            ({"plan": {"batch": 10**6}}, "bad_plan"),
            ({"plan": {"batch": 128, "width": 256}}, "bad_plan"),  # too much memory
            ({"plan": {"batch": 3}}, "bad_plan"),  # in steps of two
            ({"plan": {"device": 1}}, "bad_plan"),
            ({"plan": {"update_ratio": 5}}, "bad_plan"),  # the AR-CNN has no critic
            ({"plan": ["epochs"]}, "bad_plan"),
            ({"recipe": "instant"}, "unknown_recipe"),
            ({"start": "gan-pop"}, "unknown_model"),  # of another technique
            ({"pack": "no-such-pack"}, "unknown_pack"),
        ],
    )
    def test_it_rejects(self, school: Path, staff: Any, values: dict[str, Any], code: str) -> None:
        with pytest.raises(JobError) as refused:
            wish(staff, **values)
        assert refused.value.code == code

    def test_it_requires_training_data(self, settings: Any, staff: Any) -> None:
        settings.TRAINING_DATA = ""
        with pytest.raises(JobError, match="TRAINING_DATA"):
            wish(staff)

    def test_it_requires_torch(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def missing() -> None:
            raise TorchMissing("make run TORCH=yes")

        monkeypatch.setattr(asking, "require_torch", missing)
        with pytest.raises(JobError, match="TORCH=yes"):
            wish(staff)

    def test_a_second_one_waits(self, school: Path, staff: Any) -> None:
        wish(staff)
        assert wish(staff).state == "queued"

    def test_a_recipe_says_what_nobody_has_chosen(self, school: Path, staff: Any) -> None:
        run = wish(staff, recipe="good", plan={"width": 64})
        recipe = TECHNIQUES["arcnn"].recipes["good"]
        assert (run.plan["epochs"], run.plan["width"]) == (recipe["epochs"], 64)
        assert run.plan.keys() == {each.name for each in TECHNIQUES["arcnn"].training_parameters}

    def test_going_on_from_a_model_learns_more_carefully(self, school: Path, staff: Any) -> None:
        usual, begun = wish(staff, plan={}), wish(staff, plan={}, start="arcnn-bach")
        assert begun.plan["learning_rate"] < usual.plan["learning_rate"]

    def test_it_rejects_the_fourth_at_once(self, school: Path, staff: Any, alice: Any) -> None:
        for _ in range(3):
            wish(staff)
        with pytest.raises(JobError, match="Nothing is lost") as refused:
            wish(staff)
        assert refused.value.status == 429
        assert wish(alice)  # whose own they are counted

    def test_paused_ones_are_counted_too(self, school: Path, staff: Any, settings: Any) -> None:
        settings.TRAIN_PAUSED_EACH = 2
        for _ in range(2):
            training_run_pause(run=wish(staff), by=staff)
        with pytest.raises(JobError, match="paused runs"):
            wish(staff)

    def test_it_requires_ones_own_data_set_that_is_ready(
        self, school: Path, alice: Any, bob: Any
    ) -> None:
        data = Dataset.objects.create(owner=alice, title="Mine", rights_at="2026-11-30T00:00Z")
        asked = {"technique": "arcnn", "genre": "own", "plan": {}, "dataset": data}
        with pytest.raises(JobError, match="no such data set"):
            training_run_create(owner=bob, **asked)
        with pytest.raises(JobError, match="not read yet"):
            training_run_create(owner=alice, **asked)
        data.state = JobState.DONE
        data.save()
        assert training_run_create(owner=alice, **asked).dataset == data

    def test_own_files_and_a_pack_are_two_things(self, school: Path, alice: Any) -> None:
        data = Dataset.objects.create(owner=alice, title="Mine", rights_at="2026-11-30T00:00Z")
        with pytest.raises(JobError, match="one thing"):
            wish(alice, genre="own", dataset=data, pack="arranged")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_wishes_at_once_are_counted_as_two(school: Path, staff: Any, settings: Any) -> None:
    settings.TRAIN_RUNS_EACH = 1
    with crowd_of(2) as crowd:
        for _ in range(ROUNDS):
            made = crowd.at_once([partial(wish, staff)] * 2)
            assert sorted(isinstance(each, JobError) for each in made) == [False, True]
            TrainingRun.objects.all().delete()
