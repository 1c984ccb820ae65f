"""What a run has learnt becomes a model of its owner, with what it played to hear before and
after."""

import hashlib
import json
import time
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction

from generation.errors import JobError
from generation.models import TrainedModel, TrainedModelExample, TrainingRun
from generation.music.song import Song, Track
from generation.services.songs import song_store
from generation.services.trained import refuse_too_many_models, trained_model_create
from generation.services.training.controlling import require_control
from generation.services.training.happenings import event_record
from generation.techniques import TECHNIQUES
from generation.wording import clipped, line

BEST, CARD = "best", "card.json"
LOOKS = 5  # at a folder that the child may be replacing
OPENING_BARS = 8  # that are carried on by who needs no melody
NOTHING = "The run has learnt nothing yet that could be taken. Wait for its first epoch."
GONE = "What this run had learnt is not on this machine any more, so no model can be made of it."


class Best(NamedTuple):
    """The best network of a run, ready to be published."""

    epoch: int
    card: dict[str, Any]
    weights: bytes


def training_model_take(
    *, run: TrainingRun, by: AbstractUser, epoch: int | None = None, title: str = ""
) -> TrainedModel:
    """A private model of the run's best epoch, for its owner; the one that is there, where it was
    taken before. Raises `JobError`: of other epochs no weights are kept."""
    require_control(run, by)
    best = read_best(run)
    if epoch not in (None, best.epoch):
        message = (
            f"Of this run the weights of epoch {best.epoch} are kept, the best by validation, and "
            "of no other. Take that one."
        )
        raise JobError("epoch_not_kept", message, field="epoch")
    refuse_too_many_models(run.owner)  # before anything is stored, and again when it counts
    named = clipped(line(title or run.title), 80) or f"{best.card['title']} of mine"
    with transaction.atomic():
        model = trained_model_create(
            owner=run.owner,
            title=named,
            card=best.card,
            weights=best.weights,
            run=run,
            epoch=best.epoch,
        )
        if not model.examples.exists():
            _keep_examples(model, run)
            told = f"Epoch {best.epoch} was taken as the model {model.title}."
            event_record(run=run, code="taken", words=told)
    return model


def read_best(run: TrainingRun) -> Best:
    """What the child has kept. Raises `JobError` where there is nothing."""
    folder = settings.TRAINING_DIR / str(run.pk) / BEST
    for _ in range(LOOKS):
        if found := _read_whole(folder):
            return found
        time.sleep(0.1)  # the child is just writing a better one
    learnt = run.epochs.exists()
    raise JobError("gone" if learnt else "nothing_learnt", GONE if learnt else NOTHING, 409)


def _read_whole(folder: Path) -> Best | None:
    """None where card and weights are not of one epoch, or not there."""
    try:
        place = folder.resolve(strict=True)
        card = json.loads((place / CARD).read_bytes())
        weights = next(place.glob("*.safetensors")).read_bytes()
    except (OSError, ValueError, StopIteration):
        return None
    whole = hashlib.sha256(weights).hexdigest() == card["digest"]
    return Best(card["training"]["best"], card, weights) if whole else None


def _keep_examples(model: TrainedModel, run: TrainingRun) -> None:
    epoch = run.epochs.filter(number=model.epoch).first()
    for sample in epoch.samples.select_related("song") if epoch else ():
        after = sample.song.song
        before = song_store(song=find_given(after, model.technique))
        TrainedModelExample.objects.get_or_create(
            model=model, number=sample.number, defaults={"before": before, "after": sample.song}
        )


def find_given(song: Song, technique: str) -> Song:
    """What a network was given of what it played: the melody, or the opening that it carried on."""
    if TECHNIQUES[technique].needs_melody:
        return song.with_tracks(song.tracks[:1])
    notes = chain.from_iterable(track.notes for track in song.tracks)
    onsets = [note.onset for note in notes]
    bar, first = song.meters[0].bar_ticks, min(onsets, default=0)
    half = (first + max(onsets, default=0)) // 2
    stop = min(first // bar * bar + OPENING_BARS * bar, max(first + 1, half))
    cut = [_cut(track, stop) for track in song.tracks]
    return song.with_tracks(track for track in cut if track.notes)


def _cut(track: Track, stop: int) -> Track:
    return replace(track, notes=tuple(note for note in track.notes if note.onset < stop))
