"""A run is asked for: what may be trained, on what, by whom, and how much of it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from generation.catalogue import ParameterError, UnknownModel
from generation.errors import JobError
from generation.messages import send_on_commit
from generation.models import Dataset, JobState, TrainingRun
from generation.requiring import TorchMissing, require_torch
from generation.services.holding import person_hold
from generation.services.training.happenings import event_record
from generation.techniques import TECHNIQUES, Technique, trainable
from generation.techniques.record import OWN
from generation.trained_selectors import card_find
from generation.training.choosing import complete
from generation.training.memory import refuse_memory
from generation.training_data import find_data, find_pack
from generation.training_selectors import GOING
from generation.wording import clipped, line

TITLE = 80  # letters
NO_DATA = "This site has no training data. The operator names its folder in TRAINING_DATA."
UNKNOWN = "There is no such pack on this machine for this technique. Choose another one."
NO_DATASET = "There is no such data set of yours."


def training_run_create(
    *,
    owner: AbstractBaseUser,
    technique: str,
    genre: str,
    plan: dict[str, Any],
    pack: str = "",
    dataset: Dataset | None = None,
    recipe: str = "",
    start: str = "",
    title: str = "",
) -> TrainingRun:
    """A new run, queued on commit. Raises `JobError`."""
    _refuse_without_torch()
    genre = genre or _find_genre(technique, pack, dataset)
    values = examine_plan(_find_technique(technique, genre), recipe, plan, start)
    _refuse_start(technique, start, owner)
    with transaction.atomic():
        person_hold(key=owner.pk)
        dataset = dataset and _hold_dataset(dataset)
        _refuse_data(owner, technique, genre, pack, dataset)
        refuse_too_many(owner)
        run = TrainingRun.objects.create(
            owner_id=owner.pk,
            technique=technique,
            genre=genre,
            plan=values,
            pack=pack,
            dataset=dataset,
            recipe=recipe,
            start=start,
            title=clipped(line(title), TITLE),
        )
        event_record(run=run, code="asked", words="Asked for; it waits for its turn.")
        send_on_commit(TrainingRun.TASK, str(run.pk))
    return run


def _find_technique(name: str, genre: str) -> Technique:
    known = TECHNIQUES.get(name)
    if not known or genre not in known.genres:
        trained = trainable().values()
        offers = "; ".join(f"{each.name} on {', '.join(each.genres)}" for each in trained)
        raise JobError("not_trainable", f"That cannot be trained here. What can be: {offers}.")
    return known


def _find_genre(technique: str, pack: str, dataset: Dataset | None) -> str:
    """The kind of music where nobody has named one: that of what is learnt from."""
    if dataset:
        return OWN
    music = find_pack(pack, technique) if pack else None
    known = TECHNIQUES.get(technique)
    return music.genre if music else next(iter(known.genres if known else ()), "")


def _refuse_without_torch() -> None:
    try:
        require_torch()
    except TorchMissing as error:
        raise JobError("no_torch", str(error)) from error


def _refuse_data(
    owner: AbstractBaseUser, technique: str, genre: str, pack: str, dataset: Dataset | None
) -> None:
    if pack and dataset:
        raise JobError("one_source", "A run learns from one thing: a pack, or files of yours.")
    if dataset:
        _refuse_dataset(owner, dataset, genre)
    elif pack:
        music = find_pack(pack, technique)
        if music is None:
            raise JobError("unknown_pack", UNKNOWN, field="pack")
        if music.genre != genre:
            message = f"This pack is learnt as music of the kind {music.genre!r}."
            raise JobError("not_trainable", message, field="genre")
    elif genre == OWN:
        raise JobError("no_dataset", "Choose one of your data sets to learn from.", field="dataset")
    elif not find_data("", technique):
        raise JobError("no_training_data", NO_DATA)


def _hold_dataset(dataset: Dataset) -> Dataset:
    """Whoever changes its files at this moment waits, or has been. Raises `JobError`."""
    held = Dataset.objects.select_for_update(no_key=True).filter(pk=dataset.pk).first()
    if held is None:
        raise JobError("unknown_dataset", NO_DATASET, 404, "dataset")
    return held


def _refuse_dataset(owner: AbstractBaseUser, dataset: Dataset, genre: str) -> None:
    if genre != OWN:
        message = f"Own files are learnt as music of the kind {OWN!r}."
        raise JobError("not_trainable", message, field="genre")
    if dataset.owner_id != owner.pk:
        raise JobError("unknown_dataset", NO_DATASET, 404, "dataset")
    if dataset.state != JobState.DONE:
        message = "These files are not read yet, or too few of them can be used; see their page."
        raise JobError("dataset_not_ready", message, 409, "dataset")


def _refuse_start(technique: str, start: str, owner: AbstractBaseUser) -> None:
    if not start:
        return
    try:
        card_find(technique=technique, model=start, user=owner)
    except UnknownModel as error:
        raise JobError("unknown_model", str(error), field="start") from error


def examine_plan(
    technique: Technique, recipe: str, plan: dict[str, Any], start: str = ""
) -> dict[str, Any]:
    """Every choice of a run by its true name: what is given, the rest as the recipe has it. Raises
    `JobError` for what is beyond the bounds."""
    if recipe and recipe not in technique.recipes:
        known = ", ".join(technique.recipes)
        raise JobError("unknown_recipe", f"There is no such recipe; there are {known}.")
    if not isinstance(plan, dict):
        raise JobError("bad_plan", "A plan is an object of names and numbers.", field="plan")
    given = {**technique.recipes.get(recipe, {}), **plan}
    try:
        values = complete(technique, given, start)
        refuse_memory(technique, values, settings.TRAIN_MEMORY_MEGABYTES, start)
    except ParameterError as error:
        raise JobError("bad_plan", error.message, field="plan") from error
    return values


def refuse_too_many(owner: AbstractBaseUser, paused: bool = True) -> None:
    """Raises `JobError` where this person has as many runs as one may have; their row is locked."""
    mine = TrainingRun.objects.filter(owner_id=owner.pk)
    going = mine.filter(state__in=GOING).count()
    if going >= settings.TRAIN_RUNS_EACH:
        message = (
            f"You already have {going} runs that wait or learn. Nothing is lost: wait for one, "
            "or pause or cancel one first."
        )
        raise JobError("too_many_runs", message, 429)
    if paused and mine.filter(state=JobState.PAUSED).count() >= settings.TRAIN_PAUSED_EACH:
        message = (
            f"You have {settings.TRAIN_PAUSED_EACH} paused runs, whose checkpoints take room. "
            "Nothing is lost: end one of them first, with what it has learnt or without."
        )
        raise JobError("too_many_paused", message, 429)
