"""What the child is told: the wish in a file, the data, the model to begin with."""

import json
import shutil
import sys
from pathlib import Path

from generation.datasets.song_folder import write_songs
from generation.errors import JobError
from generation.models import Dataset, Split, TrainedModel, TrainingRun
from generation.trained_selectors import card_played, is_trained
from generation.training_data import find_data
from generation.whole import write_whole
from generation.workers.training_folder import RunFolder, telling_of_disks

PROGRAM = ("-m", "generation.train")
WISH, SONGS, START = "wish.json", "songs", "start"


def prepare(run: TrainingRun, folder: RunFolder) -> None:
    """Everything that the child reads beside its own checkpoints. Raises `JobError`."""
    with telling_of_disks():
        if run.dataset:
            export_songs(run.dataset, run.technique, folder.path / SONGS)
        wish = {
            "technique": run.technique,
            "genre": run.genre,
            "parameters": run.plan,
            "start": find_start(run, folder.path),
            "minutes": None,
        }
        write_whole(folder.path / WISH, json.dumps(wish).encode())


def build_command(run: TrainingRun, folder: RunFolder) -> list[str]:
    """What trains in the child."""
    data = folder.path / SONGS if run.dataset_id else choose_data(run)
    words = [f"--wish={folder.path / WISH}", f"--data={data}", f"--out={folder.path}"]
    return [sys.executable, *PROGRAM, run.technique, *words, "--with-parent"]


def choose_data(run: TrainingRun) -> Path:
    """The offered pack, or the operator's folder. Raises `JobError`."""
    path = find_data(run.pack, run.technique)
    if not path or not path.exists():
        message = (
            f"The music that this run learns from ({run.pack or 'the data pack'}) is not on this "
            "machine any more. Nothing is lost: resume the run when the operator has put it back."
        )
        raise JobError("no_training_data", message)
    return path


def find_start(run: TrainingRun, folder: Path) -> str:
    """The name of an installed model, or the path of a trained one's card with its weights beside
    it."""
    if not is_trained(run.start):
        return run.start
    card = card_played(technique=run.technique, model=run.start)
    place = folder / START
    place.mkdir(exist_ok=True)
    shutil.copyfile(card.weights, place / f"{START}.safetensors")
    own = TrainedModel.objects.get(name=run.start).card
    content = {**own, "name": START, "digest": card.digest}
    write_whole(place / f"{START}.json", json.dumps(content).encode())
    return str(place / f"{START}.json")


def export_songs(dataset: Dataset, technique: str, folder: Path) -> None:
    """The songs of a data set that this technique can learn from, once."""
    if (folder / Split.VALID).exists():
        return
    pieces = [
        piece
        for piece in dataset.pieces.filter(left_out="").select_related("song")
        if piece.song and technique in piece.techniques
    ]
    for split in (Split.TRAIN, Split.VALID):  # the last one says that all are there
        songs = [piece.song.song for piece in pieces if piece.split == split and piece.song]
        write_songs(folder, split, songs)
