"""Training as a job of the site: the shell's course, told to the database epoch by epoch."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from generation import learning, services
from generation.errors import JobError
from generation.models import JobState, StoredSong, TrainingEpoch, TrainingRun
from generation.music.midi import read_midi
from generation.training import arcnn, courses, editor
from generation.training.cards import install
from generation.training.export import serialized, tensors_of
from tests.generation.trainees import chorales
from tests.generation.untrained import ARCNN as SIZES

PLAN = {"steps": 4, "batch": 2}


def tiny_course(genre: str, data: Path, folder: Path, plan: arcnn.Plan) -> courses.Course:
    run = arcnn.open_run(plan, SIZES, chorales(), chorales(), folder)

    def publish(commit: str) -> None:
        install(folder, "tiny", serialized(tensors_of(run.average)), {"steps": run.step})

    return courses.Course(lambda: arcnn.train(run, editor.listener_for(run.valid)), publish)


@pytest.fixture
def school(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that may train, on scales; returns the folder of its runs."""
    settings.TRAINING_DATA, settings.TRAINING_DIR = str(tmp_path), tmp_path / "training"
    small = type("Small", (arcnn.Plan,), {"__init__": lambda self, **w: arcnn.Plan.__init__(self, epoch=2, **w)})
    monkeypatch.setitem(courses.OFFERS, "arcnn", courses.Offer(("bach",), small, tiny_course))
    return tmp_path / "training"


def wish(owner: Any, **values: Any) -> TrainingRun:
    return services.training_run_create(
        **{"owner": owner, "technique": "arcnn", "genre": "bach", "plan": PLAN, **values}
    )


def worked(run: TrainingRun) -> TrainingRun:
    learning.run(pk=str(run.pk), worker="w")
    run.refresh_from_db()
    return run


def losses(run: TrainingRun) -> list[Any]:
    return [epoch.losses for epoch in run.epochs.all()]


@pytest.mark.django_db(transaction=True)
class TestRun:
    def test_it_works(self, school: Path, staff: Any) -> None:
        run = worked(wish(staff))
        assert (run.state, run.progress, run.attempt, run.error_message) == (JobState.DONE, 1.0, 1, "")
        assert [(epoch.phase, epoch.at) for epoch in run.epochs.all()] == [("likelihood", 2), ("likelihood", 4)]
        assert all(epoch.losses["train"]["loss"] > 0 and epoch.figures for epoch in run.epochs.all())
        assert all(len(epoch.sample.song.tracks) == 4 for epoch in run.epochs.all())
        assert json.loads((school / str(run.pk) / "tiny.json").read_text())["steps"] == 4

    def test_it_goes_on_after_an_accident(self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = worked(wish(staff))
        record = services.training_epoch_record

        def fall(**values: Any) -> None:
            raise MemoryError

        run = wish(staff)
        monkeypatch.setattr(services, "training_epoch_record", fall)
        assert worked(run).state == JobState.QUEUED
        assert not run.epochs.exists()
        monkeypatch.setattr(services, "training_epoch_record", record)
        assert worked(run).state == JobState.DONE
        assert run.attempt == 2
        assert losses(run) == losses(whole)

    def test_it_runs_once_when_called_twice(self, school: Path, staff: Any) -> None:
        run = worked(wish(staff))
        assert worked(run).attempt == 1
        assert TrainingEpoch.objects.count() == 2

    def test_it_stops_when_asked(self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        run = wish(staff)

        def lines() -> Iterator[dict[str, Any]]:
            services.job_cancel(pk=str(run.pk), model=TrainingRun)
            while True:  # the heartbeat sees the wish within half a second
                yield {"phase": "likelihood", "at": 2, "of": 4, "train": {}, "valid": {}, "heard": {}}

        course = courses.Course(lines, lambda commit: None)
        monkeypatch.setattr(courses, "course_for", lambda *words: course)
        assert worked(run).state == JobState.CANCELLED
        assert TrainingEpoch.objects.count() <= 1

    def test_it_fails_plainly_without_data(self, settings: Any, tmp_path: Path, staff: Any) -> None:
        settings.TRAINING_DATA, settings.TRAINING_DIR = str(tmp_path), tmp_path / "training"
        run = worked(wish(staff))
        assert (run.state, run.error_code) == (JobState.FAILED, "no_training_data")
        assert "jsb_chorales.zip" in run.error_message

    def test_what_died_is_taken_up_again(self, school: Path, staff: Any) -> None:
        run = wish(staff)
        assert services.work_claim(model=TrainingRun, pk=str(run.pk), worker="dead")
        TrainingRun.objects.update(lease_until="2020-01-01T00:00Z")
        assert services.jobs_reap() == 1
        assert worked(run).state == JobState.DONE


@pytest.mark.django_db
class TestWish:
    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"technique": "transformer"}, "not_trainable"),
            ({"genre": "pop"}, "not_trainable"),
            ({"plan": {"steps": 0}}, "bad_plan"),
            ({"plan": {"steps": "many"}}, "bad_plan"),
            ({"plan": {"device": 1}}, "bad_plan"),
            ({"plan": {"steps": True}}, "bad_plan"),
        ],
    )
    def test_it_rejects(self, school: Path, staff: Any, values: dict[str, Any], code: str) -> None:
        with pytest.raises(JobError) as refused:
            wish(staff, **values)
        assert refused.value.code == code

    def test_it_requires_training_data(self, settings: Any, staff: Any) -> None:
        settings.TRAINING_DATA = ""
        with pytest.raises(JobError, match="TRAINING_DATA"):
            wish(staff)

    def test_one_at_a_time(self, school: Path, staff: Any) -> None:
        first = wish(staff)
        with pytest.raises(JobError, match="already"):
            wish(staff)
        services.job_cancel(pk=str(first.pk), model=TrainingRun)
        assert wish(staff)


@pytest.mark.django_db
class TestAdmin:
    ADD = {"technique": "arcnn", "genre": "bach", "plan": '{"steps": 4}'}

    def test_it_works(self, school: Path, client: Client, admin_user: Any) -> None:
        client.force_login(admin_user)
        assert client.get(reverse("admin:generation_trainingrun_add")).status_code == 200
        answer = client.post(reverse("admin:generation_trainingrun_add"), self.ADD)
        assert answer.status_code == 302, answer.content.decode()
        run = TrainingRun.objects.get()
        assert (run.owner, run.plan, run.state) == (admin_user, {"steps": 4}, JobState.QUEUED)
        client.post(
            reverse("admin:generation_trainingrun_changelist"), {"action": "cancel", "_selected_action": [run.pk]}
        )
        run.refresh_from_db()
        assert run.state == JobState.CANCELLED

    def test_it_shows_epochs_and_lets_them_be_heard(
        self, school: Path, client: Client, admin_user: Any, sample_song: Callable[..., Any]
    ) -> None:
        client.force_login(admin_user)
        run = wish(admin_user)
        line = {"phase": "likelihood", "at": 250, "train": {"loss": 1.25}, "valid": {}, "heard": {}}
        services.training_epoch_record(run=run, line=line, sample=sample_song())
        services.training_epoch_record(run=run, line=line, sample=sample_song())
        shown = client.get(reverse("admin:generation_trainingrun_change", args=[run.pk])).content.decode()
        assert TrainingEpoch.objects.count() == 1 and "likelihood" in shown
        link = reverse("admin:generation_storedsong_midi", args=[StoredSong.objects.get().pk])
        assert link in shown
        assert read_midi(client.get(link).content).tracks[0].notes == sample_song().tracks[0].notes

    def test_it_tells_what_is_wrong(self, school: Path, client: Client, admin_user: Any) -> None:
        client.force_login(admin_user)
        answer = client.post(reverse("admin:generation_trainingrun_add"), {**self.ADD, "genre": "polka"})
        assert answer.status_code == 200
        assert "cannot be trained here" in answer.content.decode()
        assert not TrainingRun.objects.exists()

    def test_it_requires_an_organiser(self, school: Path, client: Client, alice: Any) -> None:
        for person in (None, alice):
            if person:
                client.force_login(person)
            assert client.post(reverse("admin:generation_trainingrun_add"), self.ADD).status_code == 302
        assert not TrainingRun.objects.exists()
