"""How much of our room and time one person's data sets may take; each bound stands here once."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from generation import dataset_selectors, ledger
from generation.callers import person_caller
from generation.dataset_files import Sent, too_many_bytes, too_many_files
from generation.durations import spoken
from generation.errors import JobError
from generation.models import MOST_BYTES, MOST_FILES, Dataset
from generation.music.archives import is_archive

BUDGET = "read"
SECONDS_A_FILE = 0.5  # guessed; what it really took is settled when they are read
BYTES_A_FILE = 10_000  # of an archive whose files nobody has counted yet
READING_AT_ONCE = 2  # data sets of one person


def refuse_files(files: Sequence[Sent]) -> None:
    """More than a data set takes. Raises `JobError`."""
    if len(files) > MOST_FILES:
        words = f"{too_many_files(len(files))} Nothing was stored."
        raise JobError("too_many_files", words, field="files")
    if sum(len(file.data) for file in files) > MOST_BYTES:
        raise JobError("too_large", f"{too_many_bytes()} Nothing was stored.", 413, "files")


def refuse_room(owner: AbstractBaseUser, files: Sequence[Sent], *, one_more: bool) -> None:
    """Where this person has had their share; `one_more` data set, or a change of one. Raises
    `JobError`."""
    mine = Dataset.objects.filter(owner_id=owner.pk)
    if mine.filter(state__in=dataset_selectors.READING).count() >= READING_AT_ONCE:
        words = (
            f"{READING_AT_ONCE} of your data sets are still being read. Nothing is lost; send "
            "these when one of them is done."
        )
        raise JobError("too_many_datasets", words, 429, retry_after=30)
    if one_more and mine.count() >= settings.DATASETS_EACH:
        words = (
            f"You have {settings.DATASETS_EACH} data sets, as many as we keep for one person. "
            "Nothing was stored; delete one that you no longer need."
        )
        raise JobError("too_many_datasets", words, 409)
    room = settings.DATASETS_MEGABYTES_EACH * 1_000_000 - dataset_selectors.bytes_kept(owner=owner)
    if sum(len(file.data) for file in files) > room:
        words = (
            f"Your data sets take nearly {settings.DATASETS_MEGABYTES_EACH} MB, as much as we "
            "keep for one person. Nothing was stored; delete one that you no longer need."
        )
        raise JobError("storage_full", words, 413)


def pay(owner: AbstractBaseUser, files: Sequence[Sent]) -> float:
    """Counts what reading these will take, in seconds; returns it. Raises `JobError`."""
    amount = sum(map(guess_seconds, files), 0.0)
    if not settings.LIMITS_ENABLED:
        return amount
    try:
        ledger.spend(
            budget=BUDGET,
            callers={"person": person_caller(owner.pk)},
            amount=amount,
            allowances=settings.BUDGETS[BUDGET],
        )
    except ledger.Overspent as error:
        wait = error.retry_after or 60
        words = (
            "We have read as many files for you as we do in a day. Nothing was stored; send "
            f"these in {spoken(wait)}."
        )
        raise JobError("budget_spent", words, 429, retry_after=wait) from error
    return amount


def settle(dataset: Dataset, seconds: float) -> None:
    """What reading them took, in place of what it was thought to take."""
    if settings.LIMITS_ENABLED:
        ledger.settle(
            budget=BUDGET,
            callers={"person": person_caller(dataset.owner_id)},
            difference=seconds - float(dataset.findings.get("paid", 0.0)),
            allowances=settings.BUDGETS[BUDGET],
        )


def guess_seconds(file: Sent) -> float:
    files = len(file.data) / BYTES_A_FILE if is_archive(*file) else 1.0
    return SECONDS_A_FILE * min(max(files, 1.0), MOST_FILES)
