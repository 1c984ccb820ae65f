"""Training runs for tests: asked for, worked through, and what they lost."""

from typing import Any

from generation import services
from generation.models import TrainingRun
from generation.workers import training

PLAN = {"epochs": 2, "batch": 2}


def wish(owner: Any, **values: Any) -> TrainingRun:
    return services.training_run_create(
        **{"owner": owner, "technique": "arcnn", "genre": "bach", "plan": PLAN, **values}
    )


def worked(run: TrainingRun) -> TrainingRun:
    """After one sitting of it, where nobody else waits."""
    training.train_next(worker="w")
    run.refresh_from_db()
    return run


def losses(run: TrainingRun) -> list[Any]:
    return [epoch.losses for epoch in run.epochs.all()]
