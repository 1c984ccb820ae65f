"""What the page of a run is told: everything, or what is new since it asked last. The same for all
who may see the run, so an answer is made once and kept."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.timezone import now

from chartbusters.training.runs.cursors import Cursor, Held, read_cursor
from chartbusters.training.runs.rounding import list_figures
from chartbusters.training.runs.standing import Standing
from chartbusters.web.shelf import Shelf
from generation.milestones import list_kept
from generation.models import TrainingCurve, TrainingRun, TrainingSample
from generation.training_curves import read_buckets
from generation.training_selectors import run_resumable

# Apart from pages: who asks with ever other cursors pushes out nothing but answers of this kind.
ANSWERS = Shelf(settings.PAGES_KEPT_BYTES // 4)
TOLD_OF_EPOCHS = ("number", "phase", "at", "losses", "figures", "measures", "best")
Told = dict[str, Any]
Epochs = dict[int, Told]


def answer_kept(*, pk: UUID, since: str, standing: Standing) -> bytes | None:
    """The answer, where it need not be made."""
    word, told = standing.word, since.split("~")[0]
    if told in (word, str(standing.version)):
        return json.dumps({"version": standing.version}).encode()
    return ANSWERS.get(_key(pk, since, word))


def answer_make(*, pk: UUID, since: str, standing: Standing) -> bytes:
    """All that changed since the cursor `since`, as JSON. How the run stands was read before its
    rows: what comes meanwhile is told once more."""
    made = json.dumps(tell_run(pk, read_cursor(since), standing), separators=(",", ":")).encode()
    ANSWERS.put(_key(pk, since, standing.word), made)
    return made


def _key(pk: UUID, since: str, word: str) -> bytes:
    return f"training-run {pk} {since} {word}".encode()


def tell_run(pk: UUID, held: Cursor, standing: Standing) -> Told:
    run = TrainingRun.objects.get(pk=pk)
    fresh = _epochs_after(run, held.epoch)
    count = run.epochs.count()
    # After a fall back to an older checkpoint epochs may be gone: then all is told anew.
    whole = held.epochs + len(fresh) != count
    if whole:
        held, fresh = Cursor(), _epochs_after(run, 0)
    events = list(run.events.filter(pk__gt=held.event))
    curves = list(run.curves.order_by("pk"))
    cursor = Cursor(
        standing.word,
        max([held.epoch, *fresh]),
        count,
        max([held.event, *(event.pk for event in events)]),
        {curve.pk: Held(curve.stride, curve.steps) for curve in curves},
    )
    return {
        "version": standing.version,
        "next": cursor.write(),
        "whole": whole or held == Cursor(held.word),
        "run": tell_state(run, standing),
        "real": run.real,
        "epochs": list(fresh.values()),
        "events": [
            {
                "epoch": each.epoch,
                "code": each.code,
                "words": each.words,
                "at": each.created_at.isoformat(),
            }
            for each in events
        ],
        "curves": [told for curve in curves if (told := tell_curve(curve, held))],
    }


def tell_state(run: TrainingRun, standing: Standing) -> Told:
    return {
        "title": run.title,
        "technique": run.technique,
        "genre": run.genre,
        "state": run.state,
        "wish": "cancel" if run.cancel_requested else run.wish,
        "silent": standing.silent,
        "stage": run.stage,
        "progress": run.progress,
        "place": standing.place,
        "seconds": round(run.seconds),
        "seconds_left": run.seconds_left,
        "epochs_done": run.epochs_done,
        "epochs_all": run.epochs_all,
        "error": {"code": run.error_code, "message": run.error_message} if run.error_code else None,
        "visibility": run.visibility,
        "resumable": run_resumable(run),
        "kept": list_kept(settings.TRAINING_DIR / str(run.pk)),
        "told_at": now().isoformat(),
    }


def _epochs_after(run: TrainingRun, key: int) -> Epochs:
    """Those that came later, by their keys: rows as they are told, since a model of each costs
    several times as much."""
    fresh = run.epochs.filter(pk__gt=key)
    told: Epochs = {}
    for row in fresh.order_by("pk").values("pk", *TOLD_OF_EPOCHS):
        told[row.pop("pk")] = row | {"samples": []}
    samples = TrainingSample.objects.filter(epoch__in=fresh.values("pk"))
    for epoch, number in samples.order_by("epoch", "number").values_list("epoch", "number"):
        if epoch in told:  # one that was told meanwhile comes the next time
            told[epoch]["samples"].append(number)
    return told


def tell_curve(curve: TrainingCurve, held: Cursor) -> Told | None:
    """Its buckets from the first one that is not held as it is now; nothing when all are."""
    before = held.curves.get(curve.pk, Held(0, 0))
    if before == (curve.stride, curve.steps):
        return None
    first = before.steps // curve.stride if before.stride == curve.stride else 0
    rows = read_buckets(bytes(curve.buckets), curve.stride, curve.steps)[first:]
    least, mean, greatest = map(list_figures, rows.T)
    told = {"phase": curve.phase, "name": curve.name, "stride": curve.stride}
    told |= {"steps": curve.steps, "from": first, "mean": mean}
    if curve.stride > 1:
        told |= {"least": least, "greatest": greatest}
    return told
