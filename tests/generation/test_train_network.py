"""Training as a job of the site: `generation.train` in a child, told to the database checkpoint by
checkpoint."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from generation import services
from generation.errors import JobError
from generation.models import JobState, StoredSong, TrainingEpoch, TrainingRun
from generation.music.midi import read_midi
from generation.requiring import TorchMissing
from generation.train import ACCIDENT
from generation.workers import training
from tests.conftest import REPOSITORY
from tests.generation.trainees import chorales_in

PLAN = {"steps": 4, "batch": 2}


@pytest.fixture
def school(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that may train, on scales; returns the folder of its runs."""
    settings.TRAINING_DATA, settings.TRAINING_DIR = (
        str(chorales_in(tmp_path)),
        tmp_path / "training",
    )
    monkeypatch.setattr(training, "PROGRAM", ("-m", "tests.generation.small_train"))
    return tmp_path / "training"


def wish(owner: Any, **values: Any) -> TrainingRun:
    return services.training_run_create(
        **{"owner": owner, "technique": "arcnn", "genre": "bach", "plan": PLAN, **values}
    )


def worked(run: TrainingRun) -> TrainingRun:
    training.run_training(pk=str(run.pk), worker="w")
    run.refresh_from_db()
    return run


def losses(run: TrainingRun) -> list[Any]:
    return [epoch.losses for epoch in run.epochs.all()]


@pytest.mark.django_db(transaction=True)
class TestRun:
    def test_it_works(self, school: Path, staff: Any) -> None:
        run = worked(wish(staff))
        assert (run.state, run.progress, run.attempt, run.error_message) == (
            JobState.DONE,
            1.0,
            1,
            "",
        )
        assert [(epoch.phase, epoch.at) for epoch in run.epochs.all()] == [
            ("likelihood", 2),
            ("likelihood", 4),
        ]
        assert all(
            epoch.losses["train"]["loss"] > 0 and epoch.figures for epoch in run.epochs.all()
        )
        assert all(len(epoch.sample.song.tracks) == 4 for epoch in run.epochs.all())
        assert json.loads((school / str(run.pk) / "arcnn-bach.json").read_text())["training"][
            "steps"
        ] == {"likelihood": 4}

    def test_it_goes_on_after_an_accident(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
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

    def test_it_stops_when_asked(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run, record = wish(staff, plan={**PLAN, "steps": 1_000_000}), services.training_epoch_record

        def ask(**values: Any) -> None:
            record(**values)
            services.job_cancel(pk=str(run.pk), model=TrainingRun)

        monkeypatch.setattr(services, "training_epoch_record", ask)
        assert worked(run).state == JobState.CANCELLED
        assert run.epochs.exists()

    def test_its_child_ends_with_it(self, school: Path, staff: Any) -> None:
        """Even where the worker is killed: the child's input closes."""
        run = wish(staff, plan={**PLAN, "steps": 1_000_000})
        folder = training.find_folder(run)
        folder.mkdir(parents=True)
        lines = training.read_child(
            training.build_command(run, folder), folder / "errors.txt", threading.Event()
        )
        assert next(lines)["at"] == 2
        child = lines.gi_frame.f_locals["child"]
        child.stdin.close()
        assert child.wait(60) == ACCIDENT

    def test_it_tells_when_its_child_dies(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(training, "PROGRAM", ("-c", "import os; os.kill(os.getpid(), 9)"))
        run = worked(wish(staff))
        assert (run.state, run.attempt) == (JobState.QUEUED, 1)

    def test_no_worker_learns_of_torch(self, school: Path, staff: Any) -> None:
        words = "import generation.workers.training, generation.tasks"
        told = "import sys; sys.exit('torch' in sys.modules)"
        program = f"import django; django.setup(); {words}; {told}"
        assert (
            subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=False).returncode
            == 0
        )

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


NAN = """
import json
losses = {"train": {"loss": %s}, "valid": {"loss": 1.5}}
line = {"phase": "likelihood", "at": 2, "of": 4, **losses, "heard": {"key": None}}
print(json.dumps(line), flush=True)
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestDivergence:
    @pytest.fixture
    def run(self, school: Path, staff: Any) -> TrainingRun:
        return TrainingRun.objects.create(owner=staff, technique="arcnn", genre="bach", plan=PLAN)

    @pytest.mark.parametrize("loss", ["float('nan')", "float('inf')"])
    def test_losses_that_are_no_numbers_end_it_at_once(
        self, run: TrainingRun, monkeypatch: pytest.MonkeyPatch, loss: str
    ) -> None:
        monkeypatch.setattr(training, "PROGRAM", ("-c", NAN % loss))
        worked(run)
        assert (run.state, run.error_code, run.attempt) == (JobState.FAILED, "diverged", 1)
        assert "After 2 steps" in run.error_message and not run.epochs.exists()

    def test_figures_that_are_not_known_are_kept(
        self, run: TrainingRun, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(training, "PROGRAM", ("-c", NAN % 0.5))
        assert worked(run).state == JobState.DONE
        assert run.epochs.get().figures == {"key": None}


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
            ({"plan": {"cycles": 5}}, "bad_plan"),  # the AR-CNN has none
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

    def test_it_requires_torch(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def missing() -> None:
            raise TorchMissing("make run TORCH=yes")

        monkeypatch.setattr(services.training, "require_torch", missing)
        with pytest.raises(JobError, match="TORCH=yes"):
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
            reverse("admin:generation_trainingrun_changelist"),
            {"action": "cancel", "_selected_action": [run.pk]},
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
        shown = client.get(
            reverse("admin:generation_trainingrun_change", args=[run.pk])
        ).content.decode()
        assert TrainingEpoch.objects.count() == 1 and "likelihood" in shown
        link = reverse("admin:generation_storedsong_midi", args=[StoredSong.objects.get().pk])
        assert link in shown
        assert read_midi(client.get(link).content).tracks[0].notes == sample_song().tracks[0].notes

    def test_it_tells_what_is_wrong(self, school: Path, client: Client, admin_user: Any) -> None:
        client.force_login(admin_user)
        answer = client.post(
            reverse("admin:generation_trainingrun_add"), {**self.ADD, "genre": "polka"}
        )
        assert answer.status_code == 200
        assert "cannot be trained here" in answer.content.decode()
        assert not TrainingRun.objects.exists()

    def test_it_requires_an_organiser(self, school: Path, client: Client, alice: Any) -> None:
        for person in (None, alice):
            if person:
                client.force_login(person)
            assert (
                client.post(reverse("admin:generation_trainingrun_add"), self.ADD).status_code
                == 302
            )
        assert not TrainingRun.objects.exists()
