"""What is asked of own data sets: whose they are, what is in them, which runs learn from them."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Length

from generation.models import Dataset, DatasetPiece, JobState, Split, TrainingRun

STATES = ("reading", "ready", "refused")  # as pages and programs call them
READING = (JobState.QUEUED, JobState.RUNNING)
OPEN = (*READING, JobState.PAUSED)  # of runs: they may still learn


def datasets_of(*, owner: AbstractBaseUser) -> QuerySet[Dataset]:
    """All of a person, the newest first, with how many files they have and how many are used."""
    mine = Dataset.objects.filter(owner_id=owner.pk)
    return mine.annotate(
        files=Count("pieces"), used=Count("pieces", filter=~Q(pieces__split=""))
    ).order_by("-created_at", "pk")


def datasets_usable(*, user: AbstractBaseUser, technique: str = "") -> list[Dataset]:
    """Those that a run may learn from now; only those from which this technique can, if one is
    named."""
    ready = datasets_of(owner=user).filter(state=JobState.DONE)
    return [each for each in ready if not technique or can_teach(each, technique)]


def can_teach(dataset: Dataset, technique: str) -> bool:
    """Whether enough of a data set that was read can be used by a technique."""
    usable = dataset.findings.get("usable", {})
    return technique in usable and technique not in dataset.findings.get("refusals", {})


def dataset_find(*, pk: UUID, user: AbstractBaseUser) -> Dataset | None:
    """A data set, for its owner alone."""
    if user.pk is None:
        return None
    return datasets_of(owner=user).filter(pk=pk).first()


def dataset_stage(dataset: Dataset) -> str:
    """What pages and programs call its state: reading, ready or refused."""
    if dataset.state in READING:
        return "reading"
    return "ready" if dataset.state == JobState.DONE else "refused"


def piece_find(*, dataset: Dataset, number: int) -> DatasetPiece | None:
    """One file, with its music."""
    if number >= 2**31:
        return None
    return dataset.pieces.filter(number=number).select_related("song").first()


def pieces_of(*, dataset: Dataset) -> QuerySet[DatasetPiece]:
    """Every file in its order, without the music."""
    return dataset.pieces.order_by("number")


def pieces_with_music(*, owner: AbstractBaseUser) -> QuerySet[DatasetPiece]:
    """Of all data sets of a person."""
    return DatasetPiece.objects.filter(dataset__owner_id=owner.pk, song__isnull=False)


def pieces_taught(*, dataset: Dataset, technique: str, split: Split) -> list[DatasetPiece]:
    """What a technique learns from, or is judged by, with the music."""
    used = dataset.pieces.filter(split=split).select_related("song").order_by("number")
    return [piece for piece in used if technique in piece.techniques]


def runs_open(*, dataset: Dataset) -> QuerySet[TrainingRun]:
    """Runs that learn from a data set, or will."""
    return TrainingRun.objects.filter(dataset=dataset, state__in=OPEN).order_by("created_at", "pk")


def bytes_kept(*, owner: AbstractBaseUser) -> int:
    """What the data sets of a person take: their songs as rows keep them, and files not read
    yet."""
    songs = DatasetPiece.objects.filter(dataset__owner_id=owner.pk)
    kept = songs.aggregate(size=Coalesce(Sum(Length("song__packed")), 0))["size"]
    reading = Dataset.objects.filter(owner_id=owner.pk, state__in=READING)
    sent = sum(int(found.get("bytes", 0)) for found in reading.values_list("findings", flat=True))
    return int(kept) + sent


def datasets_told(*, person: AbstractBaseUser) -> list[dict[str, Any]]:
    """What somebody brought to train on, for their archive; the music stands under its digest."""
    columns = ("number", "name", "song", "split", "techniques", "left_out")
    rows = Dataset.objects.filter(owner_id=person.pk).order_by("created_at", "pk")
    return [
        {
            "id": dataset.pk,
            "title": dataset.title,
            "state": dataset.state,
            "rights_at": dataset.rights_at,
            "created_at": dataset.created_at,
            "findings": dataset.findings,
            "pieces": list(dataset.pieces.values(*columns)),
        }
        for dataset in rows
    ]
