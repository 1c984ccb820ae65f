"""How long a run would take: guessed first, measured once, corrected by what is learnt."""

from pathlib import Path
from typing import Any

import pytest

from generation.errors import JobError
from generation.models import TrainingPace
from generation.services import pace_measured, training_run_estimate
from generation.services.training.pacing import guess_epoch, pace_learn
from generation.techniques import TECHNIQUES
from generation.training_selectors import PaceSource, pace_source
from tests.generation.training_runs import wish
from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("technique", list(TECHNIQUES))
def test_longer_recipes_take_longer(technique: str) -> None:
    times = [
        training_run_estimate(technique=technique, recipe=recipe, plan={})
        for recipe in ("fast", "good", "overnight")
    ]
    assert 0 < times[0] < times[1] < times[2]
    assert pace_source(technique=technique) == PaceSource.ELSEWHERE


def test_every_choice_counts() -> None:
    def seconds(**plan: Any) -> float:
        return training_run_estimate(technique="gan", plan=plan)

    assert seconds(epochs=8) < seconds(epochs=16) < seconds(epochs=16, width=96)


@pytest.mark.parametrize(
    ("technique", "recipe", "plan"),
    [("lstm", "", {}), ("gan", "instant", {}), ("gan", "", {"epochs": 10**9})],
)
def test_what_cannot_be_asked_for_is_not_guessed(
    technique: str, recipe: str, plan: dict[str, Any]
) -> None:
    with pytest.raises(JobError):
        training_run_estimate(technique=technique, recipe=recipe, plan=plan)


def test_a_measured_machine_is_known() -> None:
    before = training_run_estimate(technique="arcnn", plan={})
    slow = {"opening": 1.0, "steps": {"likelihood": 9.0}, "closing": 1.0}
    pace_measured(
        technique="arcnn", measured={**slow, "parameters": {"width": 96, "batch": 16, "epochs": 24}}
    )
    assert pace_source(technique="arcnn") == PaceSource.STEPS
    assert training_run_estimate(technique="arcnn", plan={}) > 5 * before


def test_real_epochs_correct_the_guess(alice: Any) -> None:
    run = finished_run(alice, technique="arcnn", genre="bach", plan={"epochs": 24})
    guess = guess_epoch(run)
    before = training_run_estimate(technique="arcnn", plan={})
    assert guess
    for _ in range(3):
        pace_learn(run=run, seconds=3 * guess)
    after = training_run_estimate(technique="arcnn", plan={})
    assert after == pytest.approx(3 * before, rel=0.15)
    assert pace_source(technique="arcnn") == PaceSource.EPOCHS


@pytest.mark.parametrize("times", [0, 1000])
def test_a_clock_that_jumped_is_not_learnt_from(alice: Any, times: float) -> None:
    run = finished_run(alice, technique="arcnn", genre="bach", plan={"epochs": 24})
    pace_learn(run=run, seconds=times * (guess_epoch(run) or 1))
    assert not TrainingPace.objects.exists()


def test_runs_of_before_have_no_guess(alice: Any) -> None:
    run = finished_run(alice, technique="arcnn", genre="bach", plan={"steps": 24})
    assert guess_epoch(run) is None
    pace_learn(run=run, seconds=10)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_machine_is_measured_by_its_worker(school: Path, staff: Any) -> None:
    from generation.techniques import trainable
    from generation.workers.training_pace import measure, measure_missing

    pace = measure(trainable()["arcnn"])
    assert pace and pace["steps"]["likelihood"] > 0 and pace["parameters"]["epochs"]
    wish(staff)  # somebody waits: nothing is measured meanwhile
    measure_missing()
    assert not TrainingPace.objects.exists()
