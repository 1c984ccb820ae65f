"""A data set that was read: more files, fewer, another version, deleted; and what it may take."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage

from generation.dataset_files import Sent
from generation.dataset_selectors import bytes_kept, datasets_of
from generation.errors import JobError
from generation.models import Dataset, JobState, TrainingRun
from generation.services import (
    dataset_change,
    dataset_create,
    dataset_delete,
    dataset_rename,
    datasets_erase,
)
from tests.generation.own_files import own_song
from tests.own_data import read_at_once, read_by_worker, ready_dataset, sent_files

pytestmark = pytest.mark.django_db(transaction=True)


def run_on(dataset: Dataset, state: str = JobState.DONE) -> TrainingRun:
    return TrainingRun.objects.create(
        owner=dataset.owner,
        title="Chorales",
        technique="gan",
        genre="own",
        dataset=dataset,
        state=state,
    )


def more(*numbers: int) -> list[Sent]:
    return sent_files((f"more {number}.mid", own_song(number)) for number in numbers)


def test_files_are_added_to_one_that_nobody_has_used(alice: Any) -> None:
    dataset = ready_dataset(alice)
    changed = dataset_change(dataset=dataset, files=more(101, 102), rights=True)
    assert changed.pk == dataset.pk
    assert changed.state == JobState.QUEUED
    read_by_worker(changed)
    assert changed.state == JobState.DONE
    assert changed.findings["usable"]["gan"] == 24
    assert changed.pieces.filter(name="more 102.mid", left_out="").exists()


def test_five_changes_of_mind(alice: Any) -> None:
    dataset = ready_dataset(alice)
    for number in range(5):
        read_by_worker(dataset_change(dataset=dataset, files=more(200 + number), rights=True))
        last = dataset.pieces.latest("number").number
        read_by_worker(dataset_change(dataset=dataset, without=[last]))
    dataset.refresh_from_db()
    assert dataset.state == JobState.DONE
    assert dataset.pieces.count() == 22


def test_one_that_has_too_little_becomes_ready_with_more(alice: Any) -> None:
    dataset = read_at_once(alice, [(f"{n}.mid", own_song(n)) for n in range(18)])
    assert dataset.state == JobState.FAILED
    read_by_worker(dataset_change(dataset=dataset, files=more(101, 102), rights=True))
    dataset.refresh_from_db()
    assert (dataset.state, dataset.error_message) == (JobState.DONE, "")


def test_a_run_keeps_what_it_learnt_from(alice: Any) -> None:
    dataset = ready_dataset(alice)
    run = run_on(dataset)
    changed = dataset_change(dataset=dataset, without=[1])
    again = dataset_change(dataset=run.dataset or dataset, without=[2])
    assert changed.pk != dataset.pk
    assert changed.title == again.title == "My songs, version 2"
    assert read_by_worker(changed).pieces.count() == 21
    assert dataset.pieces.count() == 22


def test_too_many_more_leave_it_as_it_was(alice: Any) -> None:
    dataset = ready_dataset(alice)
    dataset_change(dataset=dataset, files=[Sent(f"{n}.mid", b"") for n in range(490)], rights=True)
    read_by_worker(dataset)
    assert dataset.state == JobState.DONE
    assert "512 files; a data set takes 500" in dataset.findings["trouble"]
    assert dataset.pieces.count() == 22


def test_it_rejects_a_change_while_it_is_read(alice: Any) -> None:
    dataset = dataset_create(owner=alice, title="", files=more(1), rights=True)
    with pytest.raises(JobError, match="still being read"):
        dataset_change(dataset=dataset, without=[1])
    with pytest.raises(JobError, match="Choose files to add"):
        dataset_change(dataset=dataset)
    with pytest.raises(JobError, match="you wrote them"):
        dataset_change(dataset=dataset, files=more(1))


def test_a_rename_cleans_and_requires_a_name(alice: Any) -> None:
    dataset = ready_dataset(alice, pieces=20)
    dataset_rename(dataset=dataset, title="  Waltzes\u202e \n of mine ")
    dataset.refresh_from_db()
    assert dataset.title == "Waltzes of mine"
    with pytest.raises(JobError, match="needs a name"):
        dataset_rename(dataset=dataset, title=" \u200b ")


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.PAUSED])
def test_it_is_not_deleted_while_a_run_learns_from_it(alice: Any, state: str) -> None:
    dataset = ready_dataset(alice, pieces=20)
    run_on(dataset, state)
    with pytest.raises(JobError, match="“Chorales” learns from these files"):
        dataset_delete(dataset=dataset)
    assert Dataset.objects.filter(pk=dataset.pk).exists()


def test_a_run_that_has_ended_says_that_its_data_are_gone(alice: Any) -> None:
    dataset = ready_dataset(alice, pieces=20)
    run = run_on(dataset)
    dataset_delete(dataset=dataset)
    run.refresh_from_db()
    assert run.dataset is None
    assert run.version == 1
    assert "My songs" in run.events.get(code="data_deleted").words


def test_files_that_wait_go_with_it(alice: Any) -> None:
    dataset = dataset_create(owner=alice, title="", files=more(1), rights=True)
    assert default_storage.exists(dataset.source)
    dataset_delete(dataset=dataset)
    assert not default_storage.exists(dataset.source)
    dataset_delete(dataset=dataset)  # twice is once


def test_one_that_is_deleted_while_it_is_read_stays_deleted(alice: Any) -> None:
    dataset = dataset_create(owner=alice, title="", files=more(1, 2), rights=True)
    pk = dataset.pk
    dataset_delete(dataset=dataset)
    dataset.pk = pk
    from generation.workers.datasets import read_dataset

    read_dataset(pk=str(pk), worker="late")
    assert not Dataset.objects.exists()


def test_all_of_a_person_go_with_them(alice: Any, bob: Any) -> None:
    run = run_on(ready_dataset(alice, pieces=20), JobState.RUNNING)
    ready_dataset(bob, pieces=20)
    digests = datasets_erase(owner=alice)
    assert len(digests) == 20
    assert not datasets_of(owner=alice).exists()
    assert datasets_of(owner=bob).count() == 1
    run.refresh_from_db()
    assert run.dataset is None


def test_a_person_has_their_share(alice: Any, bob: Any, settings: LazySettings) -> None:
    settings.DATASETS_EACH = 1
    ready_dataset(alice, pieces=20)
    with pytest.raises(JobError, match="You have 1 data sets"):
        dataset_create(owner=alice, title="", files=more(1), rights=True)
    dataset_create(owner=bob, title="", files=more(1), rights=True)


def test_a_person_has_so_much_room(alice: Any, settings: LazySettings) -> None:
    ready_dataset(alice, pieces=20)
    assert bytes_kept(owner=alice) > 2_000
    settings.DATASETS_MEGABYTES_EACH = 0
    with pytest.raises(JobError, match="as much as we keep"):
        dataset_create(owner=alice, title="", files=more(1), rights=True)
    assert not default_storage.exists("datasets") or default_storage.listdir("datasets")[1] == []


def test_two_are_read_at_once_and_no_more(alice: Any) -> None:
    for number in range(2):
        dataset_create(owner=alice, title=str(number), files=more(number), rights=True)
    with pytest.raises(JobError, match="still being read"):
        dataset_create(owner=alice, title="", files=more(1), rights=True)


def test_a_day_has_so_many_seconds(alice: Any, settings: LazySettings) -> None:
    from chartbusters.web.rates import Rate

    settings.LIMITS_ENABLED = True
    settings.BUDGETS = {**settings.BUDGETS, "read": [Rate(1, 86_400, "person")]}
    read_by_worker(dataset_create(owner=alice, title="", files=more(1, 2), rights=True))
    with pytest.raises(JobError, match="as many files for you as we do in a day"):
        dataset_create(owner=alice, title="", files=more(1, 2, 3), rights=True)
