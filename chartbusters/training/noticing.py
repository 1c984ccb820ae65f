"""What people are told of their training runs when they end, by the bell and by mail; and what
endpoints of the site are."""

from django.urls import reverse

from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record
from chartbusters.webhooks.kinds import KINDS
from chartbusters.webhooks.services import from_event
from generation.models import JobState, TrainingRun, Wish
from generation.services import ENDED
from generation.techniques import TECHNIQUES

LEARNED = Kind(
    "training_done", "a model of yours has learned", "Your model has learned: {label}", mailed=True
)
STOPPED = Kind(
    "training_failed",
    "a training of yours cannot go on",
    "Your training has stopped: {label}",
    mailed=True,
)
HOOK = "training.ended"


def connect() -> None:
    kinds_add(LEARNED, STOPPED)
    KINDS[HOOK] = "A training run ends; whose is not told"
    ENDED.append(run_ended)


def run_ended(run: TrainingRun) -> None:
    """In the transaction of the end. Whoever has ended it by hand knows already."""
    technique = TECHNIQUES.get(run.technique)
    music = f"{technique.title if technique else run.technique} on {run.genre}"
    address = reverse("training-run", args=[run.pk])
    data = {"run": str(run.pk), "state": run.state, "epochs": run.epochs_done}
    # Anew each time it ends: it may have been resumed since.
    key = f"{run.pk} {run.attempt}"
    from_event(kind=HOOK, key=key, label=music, address=address, subject="training", data=data)
    kind = kind_of(run)
    if kind is None:
        return
    event_record(
        kind=kind.name,
        key=key,
        label=run.title or music,
        address=address,
        audience=f"person:{run.owner_id}",
        data={"words": words_of(run)},
    )


def kind_of(run: TrainingRun) -> Kind | None:
    if run.state == JobState.DONE and run.wish != Wish.KEEP:
        return LEARNED
    return STOPPED if run.state == JobState.FAILED else None


def words_of(run: TrainingRun) -> str:
    if run.state == JobState.FAILED:
        return run.error_message
    best = run.epochs.filter(best=True).order_by("-number").first()
    told = f"Its best epoch is {best.number} of {run.epochs_done}. " if best else ""
    return f"{told}Hear what it plays now beside what it played at first, and use it in the studio."
