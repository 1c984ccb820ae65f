"""A worker's side of a data set: each file read in the limited child, then all of them compared.

Every file is a row as soon as it is read, so a worker that dies loses none, and a page shows them
while they come.
"""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, repeat

from generation import services
from generation.dataset_files import Found, found_files
from generation.dataset_findings import describe_findings, judge_pieces
from generation.datasets.own import examine_songs
from generation.engine import Cancelled
from generation.models import Dataset, DatasetPiece
from generation.music.song import Song
from generation.music.upload import UploadError, read_upload
from generation.techniques import song_judges
from generation.workers.attempts import attempt
from generation.workers.jobs import Heartbeat

READING = 0.7  # of the time; the rest is comparing
TRIES = 4  # of a file, while the machine is too busy for a child
PATIENCE = 2.0  # seconds between two of them


def read_dataset(*, pk: str, worker: str) -> None:
    """One attempt; it goes on where the last one was. May be called twice: one call gets it."""
    if not services.work_claim(model=Dataset, pk=pk, worker=worker):
        return
    dataset = Dataset.objects.get(pk=pk)
    attempt(dataset, partial(_read_or_refuse, dataset), {})


def _read_or_refuse(dataset: Dataset, heartbeat: Heartbeat) -> None:
    try:
        _read(dataset, heartbeat)
    except UploadError as error:
        services.dataset_refuse(dataset=dataset, code=error.code, message=error.message)


def _read(dataset: Dataset, heartbeat: Heartbeat) -> None:
    began = time.monotonic()
    trouble = ""
    try:
        _read_files(dataset, heartbeat)
    except UploadError as error:
        # Too many at once: what was there before stays as it was, and the page says so.
        if error.code == "busy" or not dataset.pieces.exists():
            raise
        trouble = error.sentence
    pieces = list(dataset.pieces.order_by("number"))
    read = StoredSongs([piece for piece in pieces if piece.song_id], heartbeat)
    findings = examine_songs(read, song_judges())
    judge_pieces(read.pieces, findings, read.lowest)
    told = describe_findings(pieces, read.pieces, findings, trouble)
    services.dataset_finish(
        dataset=dataset, pieces=read.pieces, findings=told, seconds=time.monotonic() - began
    )


def _read_files(dataset: Dataset, heartbeat: Heartbeat) -> None:
    heartbeat.progress(0.0, "Opening the files")
    after = int(dataset.findings.get("after", 0))
    files = found_files(dataset.source, before=after) if dataset.source else []
    known = set(dataset.pieces.values_list("number", flat=True))
    for number, file in enumerate(files, start=after + 1):
        heartbeat.progress(
            READING * (number - after) / len(files), f"Reading {number - after} of {len(files)}"
        )
        if number in known:
            continue
        song, left_out = read_file(file)
        kept = services.piece_record(
            dataset=dataset, number=number, name=file.name, song=song, left_out=left_out
        )
        if heartbeat.stopped.is_set() or not kept:
            raise Cancelled


def read_file(file: Found) -> tuple[Song | None, str]:
    """The music in a file, or why there is none."""
    if file.left_out:
        return None, file.left_out
    for pause in (*repeat(PATIENCE, TRIES - 1), 0.0):
        try:
            return read_upload(file.data).song, ""
        except UploadError as error:
            if error.code != "busy":
                return None, error.sentence
        time.sleep(pause)
    return None, "The machine was too busy to read this file. Add it once more."


class StoredSongs(Sequence[tuple[str, Song]]):
    """Names and songs of pieces, each song fetched when it is asked for and kept by nobody: all of
    them at once might be millions of notes. How low each one reaches is remembered."""

    def __init__(self, pieces: list[DatasetPiece], heartbeat: Heartbeat) -> None:
        self.pieces, self.heartbeat = pieces, heartbeat
        self.lowest: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.pieces)

    def __iter__(self) -> Iterator[tuple[str, Song]]:
        for place in range(len(self)):
            yield self[place]

    def __getitem__(self, place: int) -> tuple[str, Song]:  # type: ignore[override]
        if self.heartbeat.stopped.is_set():
            raise Cancelled
        done = place / len(self.pieces)
        told = f"Comparing {place + 1} of {len(self.pieces)}"
        self.heartbeat.progress(READING + (1 - READING) * done, told)
        piece = self.pieces[place]
        song = DatasetPiece.objects.select_related("song").get(pk=piece.pk).song
        found = song.song if song else Song(())
        self.lowest[place] = lowest_pitch(found)
        return piece.name, found


def lowest_pitch(song: Song) -> int:
    pitched = (track.notes for track in song.tracks if not track.drums)
    return min((note.pitch for note in chain.from_iterable(pitched)), default=0)
