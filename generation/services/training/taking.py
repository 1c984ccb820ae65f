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
from generation.milestones import FOLDER, list_kept, name_epoch
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
NOT_KEPT = "Of this run the weights of these epochs are kept: {}. Take one of them."
NOTHING = "The run has learnt nothing yet that could be taken. Wait for its first epoch."
GONE = "What this run had learnt is not on this machine any more, so no model can be made of it."


class Learnt(NamedTuple):
    """What a run had learnt by an epoch, ready to be published."""

    epoch: int
    card: dict[str, Any]
    weights: bytes


def training_model_take(
    *, run: TrainingRun, by: AbstractUser, epoch: int | None = None, title: str = ""
) -> TrainedModel:
    """A private model of the run's best epoch, or of another one that is kept, for its owner; the
    one that is there, where it was taken before. Raises `JobError` for epochs that are not."""
    require_control(run, by)
    best = read_best(run)
    learnt = best if epoch is None or epoch == best.epoch else read_epoch(run, epoch, best)
    refuse_too_many_models(run.owner)  # before anything is stored, and again when it counts
    named = name_taken(run, learnt, title, learnt is best)
    with transaction.atomic():
        model = trained_model_create(
            owner=run.owner,
            title=named,
            card=learnt.card,
            weights=learnt.weights,
            run=run,
            epoch=learnt.epoch,
        )
        if not model.examples.exists():
            _keep_examples(model, run)
            told = f"Epoch {learnt.epoch} was taken as the model {model.title}."
            event_record(run=run, code="taken", words=told)
    return model


def name_taken(run: TrainingRun, learnt: Learnt, title: str, best: bool) -> str:
    """What its owner calls it, or the run; of an epoch that is not the best, with its number."""
    named = clipped(line(title or run.title), 80) or f"{learnt.card['title']} of mine"
    if best or line(title):
        return named
    return f"{clipped(named, 65)}, epoch {learnt.epoch}"


def read_best(run: TrainingRun) -> Learnt:
    """What the child has kept. Raises `JobError` where there is nothing."""
    folder = settings.TRAINING_DIR / str(run.pk) / BEST
    for _ in range(LOOKS):
        if found := _read_whole(folder):
            return Learnt(found[0]["training"]["best"], *found)
        time.sleep(0.1)  # the child is just writing a better one
    learnt = run.epochs.exists()
    raise JobError("gone" if learnt else "nothing_learnt", GONE if learnt else NOTHING, 409)


def read_epoch(run: TrainingRun, epoch: int, best: Learnt) -> Learnt:
    """One on the way. Raises `JobError` where it was not kept."""
    folder = settings.TRAINING_DIR / str(run.pk)
    if found := _read_whole(folder / FOLDER / name_epoch(epoch)):
        return Learnt(epoch, *found)
    told = ", ".join(map(str, sorted({best.epoch, *list_kept(folder)})))
    raise JobError("epoch_not_kept", NOT_KEPT.format(told), field="epoch")


def _read_whole(folder: Path) -> tuple[dict[str, Any], bytes] | None:
    """Card and weights; None where they are not of one epoch, or not there."""
    try:
        place = folder.resolve(strict=True)
        card = json.loads((place / CARD).read_bytes())
        weights = next(place.glob("*.safetensors")).read_bytes()
    except (OSError, ValueError, StopIteration):
        return None
    whole = hashlib.sha256(weights).hexdigest() == card["digest"]
    return (card, weights) if whole else None


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
