"""Training runs for tests: asked for, worked through, and what they lost."""

from typing import Any

from generation import services
from generation.models import TrainingRun
from generation.workers import training

PLAN = {"steps": 4, "batch": 2}


def wish(owner: Any, **values: Any) -> TrainingRun:
    return services.training_run_create(
        **{"owner": owner, "technique": "arcnn", "genre": "bach", "plan": PLAN, **values}
    )


def worked(run: TrainingRun) -> TrainingRun:
    training.run_training(pk=str(run.pk), worker="w")
    run.refresh_from_db()
    return run


def losses(run: TrainingRun) -> list[Any]:
    return [epoch.losses for epoch in run.epochs.all()]
