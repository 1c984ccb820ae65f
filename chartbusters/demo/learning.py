"""A run that the demo shows: what was written while a network learned from the small pack of our
own arranger, told to the database as a worker tells it, and the model that came of it.

`run/` is the folder of that run as `python -m generation.train` left it, without its checkpoints;
docs/training.md says how to make it again.
"""

import json
import shutil
from pathlib import Path

from django.conf import settings
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from generation.models import JobState, TrainedModel, TrainingRun
from generation.services import (
    trained_model_publish,
    trained_model_update,
    training_model_take,
    training_run_finish,
)
from generation.techniques import TECHNIQUES
from generation.training.choosing import complete
from generation.workers.training_folder import RunFolder
from generation.workers.training_telling import tell_epoch

FOLDER = Path(__file__).parent / "run"
TITLE = "A small band learns"
MODEL = (
    "Evening class",
    "Learnt in minutes from tunes that our own arranger set: bass, chords and drums by rule.",
)


def show_learning(*, owner: User, organiser: User) -> TrainedModel | None:
    """The run and its model, published; None where they are there already."""
    if TrainingRun.objects.filter(owner=owner, title=TITLE).exists():
        return None
    run = run_tell(owner)
    model = training_model_take(run=run, by=owner, title=MODEL[0])
    trained_model_update(model=model, by=owner, description=MODEL[1])
    return trained_model_publish(model=model, by=organiser)


def run_tell(owner: User) -> TrainingRun:
    """The run as a worker would have told it."""
    wish = json.loads((FOLDER / "wish.json").read_text())
    run = TrainingRun.objects.create(
        owner=owner,
        title=TITLE,
        technique=wish["technique"],
        genre=wish["genre"],
        pack="arranged",
        recipe="fast",
        plan=complete(TECHNIQUES[wish["technique"]], wish["parameters"]),
        state=JobState.RUNNING,
        attempt=1,
        started_at=Now(),
    )
    place = settings.TRAINING_DIR / str(run.pk)
    shutil.copytree(FOLDER, place, dirs_exist_ok=True)
    folder = RunFolder(place)
    for line in folder.read_log():
        tell_epoch(run, folder, line, elsewhere=True)
    training_run_finish(run=run)
    run.refresh_from_db()
    return run
