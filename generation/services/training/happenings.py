"""What happens to a run is told once, in words, and makes its page's version one higher."""

from django.db.models import F

from generation.models import TrainingEvent, TrainingRun

WORDS = 300


def event_record(*, run: TrainingRun, code: str, words: str, epoch: int | None = None) -> None:
    """Adds a line to the run's story. Belongs into the transaction that does what it tells."""
    at = run.epochs_done if epoch is None else epoch
    TrainingEvent.objects.create(run=run, epoch=at, code=code[:30], words=words[:WORDS])
    run_touch(run=run)


def run_touch(*, run: TrainingRun) -> None:
    """Something of the run has changed that its page shows."""
    TrainingRun.objects.filter(pk=run.pk).update(version=F("version") + 1)
