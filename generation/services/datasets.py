"""Own data sets: made of files that somebody brings, changed, deleted."""

import re
from collections.abc import Callable, Collection, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Now

from generation import dataset_quotas, dataset_selectors
from generation.dataset_files import Sent, drop_files, store_files
from generation.errors import JobError
from generation.models import Dataset, JobState, TrainingEvent, TrainingRun
from generation.services.holding import person_hold
from generation.services.work import work_queue
from generation.wording import clipped

LONGEST_TITLE = 80
VERSION = re.compile(r", version (\d+)$")
NO_RIGHTS = (
    "Say that you may train on these files: that you wrote them, or that they are in the public "
    "domain, or that whoever wrote them lets you. Nothing was stored."
)
DELETED = "Its owner deleted the data set “{}” that it learnt from. What was learnt stays."


def dataset_create(
    *, owner: AbstractBaseUser, title: str, files: Sequence[Sent], rights: bool
) -> Dataset:
    """A new data set of these files, queued to be read. Raises `JobError`."""
    if not files:
        raise JobError("no_files", "Choose the files first. Nothing was stored.", field="files")
    _refuse_without_rights(rights)
    title = _clean_title(title) or "My music"
    return _with_files(owner, files, True, lambda key: _new(owner, title, key, {}))


def dataset_change(
    *,
    dataset: Dataset,
    files: Sequence[Sent] = (),
    without: Collection[int] = (),
    rights: bool = False,
) -> Dataset:
    """More files, or fewer: the pieces with the numbers `without` go. What a run has learnt from
    stays as it is, so that its page stays true: then another version is made. Raises `JobError`."""
    if not files and not without:
        raise JobError("no_files", "Choose files to add, or pieces to remove. Nothing was changed.")
    if files:
        _refuse_without_rights(rights)
    used = TrainingRun.objects.filter(dataset=dataset).exists()
    return _with_files(dataset.owner, files, used, lambda key: _changed(dataset, key, without))


def dataset_rename(*, dataset: Dataset, title: str) -> None:
    if not (title := _clean_title(title)):
        raise JobError("no_title", "A data set needs a name. Nothing was changed.", field="title")
    Dataset.objects.filter(pk=dataset.pk).update(title=title)


def dataset_delete(*, dataset: Dataset) -> None:
    """Removes it with its pieces. Raises `JobError` while a run learns from it."""
    with transaction.atomic():
        # A run that is asked for at this moment waits for us, or we for it.
        held = Dataset.objects.select_for_update().filter(pk=dataset.pk).first()
        if held is None:
            return
        if run := dataset_selectors.runs_open(dataset=held).first():
            raise JobError("in_use", _in_use(run), 409)
        _let_go(held)


def datasets_erase(*, owner: AbstractBaseUser) -> set[str]:
    """Removes all data sets of a person; returns the digests of the songs in them."""
    pieces = dataset_selectors.pieces_with_music(owner=owner)
    digests = {digest for digest in pieces.values_list("song_id", flat=True) if digest}
    for dataset in Dataset.objects.filter(owner_id=owner.pk):
        with transaction.atomic():
            _let_go(dataset)
    return digests


def _let_go(dataset: Dataset) -> None:
    runs = TrainingRun.objects.filter(dataset=dataset)
    words = DELETED.format(dataset.title)
    TrainingEvent.objects.bulk_create(
        TrainingEvent(run=run, epoch=run.epochs_done, code="data_deleted", words=words)
        for run in runs
    )
    runs.update(dataset=None, version=F("version") + 1)
    _drop_on_commit(dataset.source)
    dataset.delete()


def _in_use(run: TrainingRun) -> str:
    name = f" “{run.title}”" if run.title else ""
    return (
        f"A run{name} learns from these files, so they stay until it has ended. Nothing was "
        "deleted. Let it end, or cancel it on its page, and delete them then."
    )


def _with_files(
    owner: AbstractBaseUser,
    files: Sequence[Sent],
    one_more: bool,
    write: Callable[[str], Dataset],
) -> Dataset:
    """Keeps the files, and writes the row that names them; neither without the other."""
    dataset_quotas.refuse_files(files)
    dataset_quotas.refuse_room(owner, files, one_more=one_more)  # again when it counts
    key = store_files(files) if files else ""
    try:
        with transaction.atomic():
            # Two uploads at once would each find room: the second waits here for the first.
            person_hold(key=owner.pk)
            dataset_quotas.refuse_room(owner, files, one_more=one_more)
            paid = dataset_quotas.pay(owner, files)
            dataset = write(key)
            dataset.findings |= {"bytes": sum(len(file.data) for file in files), "paid": paid}
            dataset.save(update_fields=["findings"])
            work_queue(work=dataset)
    except BaseException:
        drop_files(key)
        raise
    return dataset


def _new(owner: AbstractBaseUser, title: str, key: str, findings: dict[str, object]) -> Dataset:
    dataset = Dataset.objects.create(
        owner_id=owner.pk, title=title, source=key, rights_at=Now(), findings=findings
    )
    dataset.refresh_from_db()
    return dataset


def _changed(dataset: Dataset, key: str, without: Collection[int]) -> Dataset:
    held = Dataset.objects.select_for_update().filter(pk=dataset.pk).first()
    if held is None:
        raise JobError("gone", "This data set was deleted meanwhile. Nothing was stored.", 409)
    if held.state in dataset_selectors.READING:
        words = "These files are still being read. Wait until that is done; nothing was changed."
        raise JobError("busy", words, 409)
    if TrainingRun.objects.filter(dataset=held).exists():
        return _next_version(held, key, without)
    held.pieces.filter(number__in=without).delete()
    _drop_on_commit(held.source)
    held.source, held.state, held.attempt = key, JobState.QUEUED, 0
    held.cancel_requested, held.progress, held.stage = False, 0.0, ""
    held.error_code = held.error_message = ""
    held.finished_at, held.findings = None, {"after": _last_number(held)}
    held.save()
    moments = {"queued_at": Now()} | ({"rights_at": Now()} if key else {})
    Dataset.objects.filter(pk=held.pk).update(**moments)
    held.refresh_from_db()
    return held


def _next_version(dataset: Dataset, key: str, without: Collection[int]) -> Dataset:
    """Another data set with the same pieces, and the rights as they were said."""
    made = _new(dataset.owner, _next_title(dataset.title), key, {})
    if not key:
        Dataset.objects.filter(pk=made.pk).update(rights_at=dataset.rights_at)
    kept = dataset.pieces.exclude(number__in=without).order_by("number")
    for number, piece in enumerate(kept, start=1):
        piece.pk, piece.dataset, piece.number = None, made, number
        piece.save(force_insert=True)
    made.findings = {"after": _last_number(made)}
    made.refresh_from_db(fields=["rights_at"])
    return made


def _next_title(title: str) -> str:
    before = VERSION.search(title)
    number = int(before[1]) + 1 if before else 2
    end = f", version {number}"
    return f"{VERSION.sub('', title)[: LONGEST_TITLE - len(end)]}{end}"


def _last_number(dataset: Dataset) -> int:
    return dataset.pieces.aggregate(last=Max("number"))["last"] or 0


def _clean_title(title: str) -> str:
    return clipped(title, LONGEST_TITLE)


def _refuse_without_rights(rights: bool) -> None:
    if rights is not True:
        raise JobError("no_rights", NO_RIGHTS, field="rights")


def _drop_on_commit(key: str) -> None:
    if key:
        transaction.on_commit(lambda: drop_files(key), robust=True)
