"""What a worker finds in the files of a data set, written down piece by piece."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from generation import dataset_quotas
from generation.dataset_files import drop_files, old_files
from generation.models import Dataset, DatasetPiece, JobState
from generation.music.song import Song
from generation.services.songs import song_prepare, song_store
from generation.services.work import work_end, work_held

UNSEEN = "not looked at yet"  # until all of them are compared
LONGEST_REASON = 200


def piece_record(
    *, dataset: Dataset, number: int, name: str, song: Song | None, left_out: str = ""
) -> bool:
    """Writes what came of a file, once; False when the attempt is no longer ours."""
    if song:
        song_prepare(song=song)
    with transaction.atomic():
        if not work_held(work=dataset).select_for_update(no_key=True).exists():
            return False
        values = {
            "name": name,
            "song": song_store(song=song) if song else None,
            "left_out": left_out[:LONGEST_REASON] or UNSEEN,
        }
        DatasetPiece.objects.get_or_create(dataset=dataset, number=number, defaults=values)
    return True


def dataset_finish(
    *, dataset: Dataset, pieces: Sequence[DatasetPiece], findings: Mapping[str, Any], seconds: float
) -> bool:
    """Ends the reading: ready, or refused where too little can be used. The pieces come with what
    was found of them. False when the attempt is no longer ours."""
    refusal = findings["refusal"]
    state = JobState.FAILED if refusal else JobState.DONE
    told = {"error_code": "too_few", "error_message": refusal} if refusal else {}
    with transaction.atomic():
        if not work_held(work=dataset).select_for_update(no_key=True).exists():
            return False
        columns = ["split", "techniques", "left_out"]
        DatasetPiece.objects.bulk_update(pieces, columns, batch_size=100)
        done = {"state": state, "progress": 1.0, "stage": "Done", "source": "", **told}
        work_end(work=dataset, **done, findings=dict(findings))
        dataset_quotas.settle(dataset, seconds)
        if key := dataset.source:
            transaction.on_commit(lambda: drop_files(key), robust=True)
    return True


def dataset_refuse(*, dataset: Dataset, code: str, message: str) -> bool:
    """Ends the reading without a look at the files: they are too many, or no archive."""
    with transaction.atomic():
        ended = work_end(
            work=dataset, state=JobState.FAILED, error_code=code, error_message=message, source=""
        )
        if ended and (key := dataset.source):
            transaction.on_commit(lambda: drop_files(key), robust=True)
    return ended


def dataset_files_sweep() -> int:
    """Removes files that no data set waits for: whoever was killed between a file and its row has
    left them; returns how many."""
    swept = 0
    for key in old_files():
        # Asked after its age: a row that came to name it meanwhile keeps it.
        if not Dataset.objects.filter(source=key).exists():
            drop_files(key)
            swept += 1
    return swept
