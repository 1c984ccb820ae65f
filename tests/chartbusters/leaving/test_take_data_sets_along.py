"""Files that somebody brought to train on: taken home by them, and gone when they leave."""

import io
import json
import zipfile
from typing import Any

import pytest

from chartbusters.leaving.archive import archive_write
from generation.models import Dataset, StoredSong, TrainingRun
from tests.chartbusters.leaving.erasing import erase
from tests.own_data import ready_dataset

pytestmark = pytest.mark.django_db


def test_the_archive_has_them_with_their_music(alice: Any, bob: Any) -> None:
    ready_dataset(alice, pieces=20)
    ready_dataset(bob, title="Not hers", pieces=21)
    file = io.BytesIO()
    archive_write(file, person=alice)
    with zipfile.ZipFile(file) as archive:
        (told,) = json.loads(archive.read("datasets.json"))
        assert told["title"] == "My songs"
        assert told["rights_at"]
        names = archive.namelist()
        assert all(f"music/{piece['song']}.mid" in names for piece in told["pieces"])


def test_they_go_with_their_owner(alice: Any, bob: Any) -> None:
    dataset = ready_dataset(alice, pieces=21)
    TrainingRun.objects.create(owner=alice, technique="gan", genre="own", dataset=dataset)
    theirs = ready_dataset(bob, pieces=20)
    alone = dataset.pieces.get(number=21).song_id
    shared = dataset.pieces.get(number=1).song_id
    erase(alice)
    assert list(Dataset.objects.all()) == [theirs]
    assert StoredSong.objects.filter(pk=shared).exists()  # bob brought the same song
    assert not StoredSong.objects.filter(pk=alone).exists()
