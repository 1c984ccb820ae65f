"""A run learns from somebody's own files: their songs, as far as the technique can use them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from generation.codecs.chorale import decode_states
from generation.models import Dataset, DatasetPiece, JobState
from generation.services import song_store
from generation.techniques.arcnn.samples import make_choir
from tests.generation.choir import piece
from tests.generation.training_runs import wish, worked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def files(alice: Any) -> Dataset:
    """Four that the AR-CNN can learn from, one that it cannot, one that was left out."""
    data = Dataset.objects.create(
        owner=alice, title="Mine", rights_at=timezone.now(), state=JobState.DONE
    )
    for number in range(1, 7):
        song = make_choir(decode_states(piece(96, number % 3)))
        DatasetPiece.objects.create(
            dataset=data,
            number=number,
            name=f"{number}.mid",
            song=song_store(song=song.with_title(str(number))),
            split="valid" if number == 4 else "train",
            techniques=[] if number == 5 else ["arcnn"],
            left_out="only drums" if number == 6 else "",
        )
    return data


def test_it_works(school: Path, files: Dataset, alice: Any) -> None:
    run = worked(wish(alice, genre="own", dataset=files))
    assert (run.state, run.error_message) == (JobState.DONE, "")
    songs = school / str(run.pk) / "songs"
    written = {split: len(list((songs / split).glob("*.json"))) for split in ("train", "valid")}
    assert written == {"train": 3, "valid": 1}
    card = json.loads((school / str(run.pk) / "best" / "card.json").read_text())
    assert card["genre"] == "own" and card["data"]
