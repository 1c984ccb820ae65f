"""Own files and data sets for tests: MIDI files that the test writes, and sets that were read."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.functions import Now

from generation.dataset_files import Sent
from generation.dataset_findings import describe_findings, judge_pieces
from generation.datasets.own import examine_songs
from generation.models import Dataset, JobState
from generation.music.midi import write_midi
from generation.music.song import Song
from generation.services import dataset_finish, piece_record, work_claim
from generation.techniques import song_judges
from generation.workers.datasets import lowest_pitch, read_dataset
from tests.generation.own_files import own_songs


def sent_files(songs: Iterable[tuple[str, Song]]) -> list[Sent]:
    return [Sent(name, write_midi(song)) for name, song in songs]


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return content.getvalue()


def read_by_worker(dataset: Dataset) -> Dataset:
    """As a worker does it, with a child for each file."""
    read_dataset(pk=str(dataset.pk), worker="a worker of the test")
    dataset.refresh_from_db()
    return dataset


def read_at_once(owner: Any, songs: Sequence[tuple[str, Song]], title: str = "My songs") -> Dataset:
    """A data set of these songs as a worker leaves it, without the children."""
    dataset = Dataset.objects.create(owner=owner, title=title, rights_at=Now())
    work_claim(model=Dataset, pk=str(dataset.pk), worker="a worker of the test")
    dataset.refresh_from_db()
    for number, (name, song) in enumerate(songs, start=1):
        piece_record(dataset=dataset, number=number, name=name, song=song)
    rows = list(dataset.pieces.all())
    findings = examine_songs(songs, song_judges())
    lowest = {place: lowest_pitch(song) for place, (_, song) in enumerate(songs)}
    judge_pieces(rows, findings, lowest)
    told = describe_findings(rows, rows, findings)
    dataset_finish(dataset=dataset, pieces=rows, findings=told, seconds=0.0)
    dataset.refresh_from_db()
    return dataset


def ready_dataset(owner: Any, title: str = "My songs", pieces: int = 22) -> Dataset:
    dataset = read_at_once(owner, own_songs(pieces), title)
    assert dataset.state == JobState.DONE, dataset.error_message
    return dataset
