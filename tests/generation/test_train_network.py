"""Training as a job of the site: `generation.train` in a child, told to the database checkpoint by
checkpoint."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from generation import services
from generation.models import JobState, TrainingEpoch, TrainingRun
from generation.train import ACCIDENT
from generation.workers import training
from tests.conftest import REPOSITORY
from tests.generation.training_runs import PLAN, losses, wish, worked


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
