"""Two windows of one person bring, change and delete data at the same moment."""

from typing import Any

import pytest
from django.conf import LazySettings

from generation.errors import JobError
from generation.models import Dataset, JobState, TrainingRun
from generation.services import dataset_change, dataset_create, dataset_delete
from tests.generation.own_files import own_song
from tests.own_data import ready_dataset, sent_files
from tests.races import crowd_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_uploads_do_not_both_take_the_last_place(alice: Any, settings: LazySettings) -> None:
    settings.DATASETS_EACH = 1
    files = sent_files([("1.mid", own_song(1))])

    def bring() -> Dataset:
        return dataset_create(owner=alice, title="", files=files, rights=True)

    with crowd_of(2) as crowd:
        made = crowd.at_once([bring, bring])
    assert sorted(type(each).__name__ for each in made) == ["Dataset", "JobError"]
    assert Dataset.objects.count() == 1


def test_one_of_two_changes_waits_for_the_other(alice: Any) -> None:
    dataset = ready_dataset(alice)

    def change(number: int) -> Dataset:
        return dataset_change(dataset=dataset, without=[number])

    with crowd_of(2) as crowd:
        made = crowd.at_once([lambda: change(1), lambda: change(2)])
    refused = [each for each in made if isinstance(each, JobError)]
    assert [each.code for each in refused] == ["busy"]
    assert dataset.pieces.count() == 21


def test_a_run_and_a_deletion_at_once_leave_no_run_without_data(alice: Any) -> None:
    dataset = ready_dataset(alice, pieces=20)

    def begin() -> TrainingRun:
        return TrainingRun.objects.create(
            owner=alice, technique="gan", genre="own", dataset=dataset, state=JobState.QUEUED
        )

    with crowd_of(2) as crowd:
        crowd.at_once([begin, lambda: dataset_delete(dataset=dataset)])
    kept = Dataset.objects.filter(pk=dataset.pk).exists()
    assert TrainingRun.objects.filter(dataset=dataset).count() == kept
    assert TrainingRun.objects.filter(dataset=None).count() == 0
