"""Rows of a training run that has learnt, as a worker would have told them: no network is trained.

run = finished_run(alice)                      # twelve epochs of a GAN, done
run = finished_run(alice, technique="arcnn", genre="bach", epochs=5, state=JobState.RUNNING)
"""

import math
from typing import Any

import numpy as np
from django.db.models.functions import Now

from generation.models import (
    JobState,
    TrainingCurve,
    TrainingEpoch,
    TrainingEvent,
    TrainingRun,
    TrainingSample,
)
from generation.services import song_store
from generation.training_curves import extend_buckets
from tests.songs import song_made

STEPS = 200  # of an epoch
SAMPLES = 3  # takes of an epoch
REAL = {
    "empty bars": {"low": 0.0, "median": 0.03, "high": 0.1},
    "pitches used": {"low": 3.0, "median": 4.5, "high": 7.0},
    "in scale": {"low": 0.9, "median": 0.97, "high": 1.0},
}
PHASES = {  # of each technique, with the share of the epochs that each has
    "gan": (("likelihood", 0.5), ("adversarial", 0.5)),
    "arcnn": (("likelihood", 1.0),),
    "transformer": (("likelihood", 1.0),),
}


def finished_run(
    owner: Any,
    technique: str = "gan",
    genre: str = "pop",
    epochs: int = 12,
    *,
    samples: int = SAMPLES,
    **values: Any,
) -> TrainingRun:
    """A run of so many epochs after the untrained one, with events, curves and takes. `values` are
    columns of the run, such as `state`, `title` or `visibility`."""
    told = {"owner": owner, "technique": technique, "genre": genre, **_ended(epochs), **values}
    run = TrainingRun.objects.create(**told)
    run.refresh_from_db()
    phases = _phases(technique, epochs)
    for number in range(epochs + 1):
        _tell_epoch(run, number, phases, samples)
    for phase, first, last in phases:
        _draw_curves(run, phase, STEPS * (last - first + 1))
    _tell_events(run, epochs)
    return run


def _ended(epochs: int) -> dict[str, Any]:
    return {
        "title": "My first band",
        "recipe": "fast",
        "plan": {"epochs": epochs, "seed": 1},
        "state": JobState.DONE,
        "attempt": 1,
        "progress": 1.0,
        "stage": "Done",
        "seconds": 31.5 * epochs,
        "seconds_left": 0.0,
        "epochs_done": epochs,
        "epochs_all": epochs,
        "parameters_count": 123_456,
        "real": REAL,
        "version": 2 * epochs + 3,
        "started_at": Now(),
        "finished_at": Now(),
    }


def _phases(technique: str, epochs: int) -> list[tuple[str, int, int]]:
    """Each phase with its first and last epoch."""
    found, first = [], 1
    for name, share in PHASES[technique]:
        last = min(epochs, first - 1 + max(1, round(epochs * share)))
        if first <= last:
            found.append((name, first, last))
        first = last + 1
    return found


def _tell_epoch(
    run: TrainingRun, number: int, phases: list[tuple[str, int, int]], samples: int
) -> None:
    phase, first = next(
        ((name, first) for name, first, last in phases if first <= number <= last),
        (phases[0][0], 1) if phases else ("likelihood", 1),
    )
    songs = [
        song_store(song=song_made(bars=4, band=True, transpose=(number + each) % 12))
        for each in range(samples)
    ]
    epoch = TrainingEpoch.objects.create(
        run=run,
        number=number,
        phase=phase,
        at=STEPS * (number - first + 1) if number else 0,
        losses=_losses(run.technique, phase, number),
        figures={"distance": round(0.2 + 0.8 * math.exp(-number / 3), 4)},
        measures=_measures(number),
        best=number > 0,
        sample=songs[0] if songs else None,
    )
    TrainingSample.objects.bulk_create(
        [TrainingSample(epoch=epoch, number=each, song=song) for each, song in enumerate(songs)]
    )


def _losses(technique: str, phase: str, number: int) -> dict[str, dict[str, float]]:
    train = round(0.4 + 2.0 * math.exp(-number / 3), 4)
    valid = round(0.5 + 1.9 * math.exp(-number / 3), 4)
    if not number:
        return {"train": {}, "valid": {"nats": valid}}
    if technique == "gan" and phase == "adversarial":
        told = round(0.97 - 0.02 * number, 4)
        return {
            "train": {"nats": train, "critic": -1.2, "generator": 0.8, "told": told},
            "valid": {"nats": valid, "told": told},
        }
    return {"train": {"nats": train}, "valid": {"nats": valid}}


def _measures(number: int) -> dict[str, float | None]:
    far = math.exp(-number / 4)
    return {
        "empty bars": round(0.03 + 0.6 * far, 4),
        "pitches used": round(4.5 + 6 * far, 4),
        "in scale": round(0.97 - 0.4 * far, 4),
    }


def _draw_curves(run: TrainingRun, phase: str, steps: int) -> None:
    names = ("critic", "generator", "told") if phase == "adversarial" else ("nats",)
    for each, name in enumerate(names):
        at = np.arange(steps)
        values = 0.4 + 2 * np.exp(-at / (3 * STEPS)) + 0.1 * np.sin(at * 0.9 + each)
        buckets, stride, _ = extend_buckets(b"", 1, 0, values)
        TrainingCurve.objects.create(
            run=run, phase=phase, name=name, stride=stride, steps=steps, buckets=buckets
        )


def _tell_events(run: TrainingRun, epochs: int) -> None:
    told = [(0, "began", "The training began.")]
    if epochs >= 2:
        words = "resumed after a stop of the machine"
        told += [(1, "resumed", words), (2, "critic_wins", "the critic wins: it tells 97 %")]
    if run.state == JobState.DONE:
        told.append((epochs, "done", "The training has ended: the best epoch can be taken."))
    TrainingEvent.objects.bulk_create(
        [TrainingEvent(run=run, epoch=at, code=code, words=said) for at, code, said in told]
    )
