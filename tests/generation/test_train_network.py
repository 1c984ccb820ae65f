"""Training as a job of the site: `generation.train` in a child, told to the database epoch by
epoch."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generation import services
from generation.models import JobState, TrainingCurve, TrainingEpoch, TrainingRun
from generation.training_curves import read_buckets
from generation.workers import training_wish
from tests.conftest import REPOSITORY
from tests.generation.training_runs import PLAN, losses, wish, worked


@pytest.mark.django_db(transaction=True)
class TestRun:
    def test_it_works(self, school: Path, staff: Any) -> None:
        run = worked(wish(staff))
        assert (run.state, run.error_message) == (JobState.DONE, "")
        assert (run.progress, run.attempt, run.fruitless) == (1.0, 1, 0)
        assert (run.epochs_done, run.epochs_all, run.seconds_left) == (2, 2, None)
        told = [(each.number, each.phase, each.at) for each in run.epochs.all()]
        assert told == [(0, "likelihood", 0), (1, "likelihood", 2), (2, "likelihood", 4)]
        assert all(each.losses["valid"]["loss"] > 0 for each in run.epochs.all())
        assert all(each.samples.count() == 2 for each in run.epochs.all())
        assert all(len(each.sample.song.tracks) == 4 for each in run.epochs.all())
        assert run.epochs.filter(best=True).exists()
        card = json.loads((school / str(run.pk) / "best" / "card.json").read_text())
        assert card["training"]["wish"]["parameters"]["epochs"] == 2

    def test_its_measures_stand_beside_those_of_real_music(self, school: Path, staff: Any) -> None:
        run = worked(wish(staff))
        last = run.epochs.last()
        assert last and run.real and run.real.keys() >= last.measures.keys() > set()
        assert all(each.keys() >= {"low", "median", "high"} for each in run.real.values())

    def test_its_curves_hold_every_step(self, school: Path, staff: Any) -> None:
        run = worked(wish(staff))
        curves = {each.name: each for each in TrainingCurve.objects.filter(run=run)}
        assert "loss" in curves
        for curve in curves.values():
            assert (curve.steps, curve.stride) == (4, 1)
            rows = read_buckets(bytes(curve.buckets), curve.stride, curve.steps)
            assert rows.shape == (4, 3)

    def test_its_story_is_told(self, school: Path, staff: Any) -> None:
        run = worked(wish(staff))
        codes = [event.code for event in run.events.all()]
        assert (codes[:2], codes[-1]) == (["asked", "began"], "done")
        assert run.version >= len(codes)

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
        assert "resumed" in [event.code for event in run.events.all()]

    def test_it_runs_once_when_called_twice(self, school: Path, staff: Any) -> None:
        run = worked(wish(staff))
        assert worked(run).attempt == 1
        assert TrainingEpoch.objects.count() == 3

    def test_it_tells_when_its_child_dies(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(training_wish, "PROGRAM", ("-c", "import os; os.kill(os.getpid(), 9)"))
        run = worked(wish(staff))
        assert (run.state, run.attempt) == (JobState.QUEUED, 1)

    def test_it_gives_up_where_nothing_is_learnt(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(training_wish, "PROGRAM", ("-c", "import os; os.kill(os.getpid(), 9)"))
        run = wish(staff)
        for _ in range(TrainingRun.ATTEMPTS):
            worked(run)
        assert (run.state, run.error_code, run.attempt) == (JobState.FAILED, "gave_up", 6)
        last = run.events.last()
        assert last and last.words == run.error_message

    def test_an_attempt_counts_only_where_nothing_was_learnt(
        self, school: Path, staff: Any
    ) -> None:
        run = wish(staff, plan={**PLAN, "epochs": 9})
        TrainingRun.objects.update(attempt=40, fruitless=5)
        assert worked(run).state == JobState.DONE

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

    def test_what_is_gone_may_come_back(self, school: Path, settings: Any, staff: Any) -> None:
        run = wish(staff)
        data = Path(settings.TRAINING_DATA)
        data.rename(data.with_name("away.pack"))
        assert worked(run).error_code == "no_training_data" and "Nothing is lost" in (
            run.error_message
        )
        data.with_name("away.pack").rename(data)
        services.training_run_resume(run=run, by=staff)
        assert worked(run).state == JobState.DONE

    def test_what_died_is_taken_up_again(self, school: Path, staff: Any) -> None:
        run = wish(staff)
        assert services.training_run_take(worker="dead") == run
        TrainingRun.objects.update(lease_until="2020-01-01T00:00Z")
        assert services.jobs_reap() == 1
        assert worked(run).state == JobState.DONE


@pytest.mark.django_db(transaction=True)
class TestWords:
    """What stops a run is said."""

    def test_a_full_disk(self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("generation.workers.training_folder.LEAST_FREE", 10**12)
        run = worked(wish(staff))
        assert (run.state, run.error_code) == (JobState.FAILED, "disk_full")
        assert "What it had learnt is kept" in run.error_message
        monkeypatch.setattr("generation.workers.training_folder.LEAST_FREE", 1)
        services.training_run_resume(run=run, by=staff)
        assert worked(run).state == JobState.DONE

    def test_a_disk_that_fills_while_it_learns(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        words = "The folder of the run cannot be used: x (No space left on device)."
        program = f"import sys; sys.stderr.write({words!r}); sys.exit(3)"
        monkeypatch.setattr(training_wish, "PROGRAM", ("-c", program))
        run = worked(wish(staff))
        assert (run.state, run.error_code) == (JobState.FAILED, "disk_full")
        assert "has made room" in run.error_message

    def test_a_folder_that_cannot_be_made(self, school: Path, staff: Any) -> None:
        school.write_text("a file where the folder should be")
        run = worked(wish(staff))
        assert (run.state, run.error_code) == (JobState.FAILED, "disk_full")

    def test_a_run_that_takes_too_much_room(self, school: Path, staff: Any, settings: Any) -> None:
        settings.TRAIN_RUN_MEGABYTES = 0
        run = worked(wish(staff))
        assert (run.state, run.error_code) == (JobState.FAILED, "too_large")
        assert run.epochs.filter(best=True).exists() and "can be taken" in run.error_message

    def test_no_torch(self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        hidden = (
            "import sys, runpy; sys.modules['torch'] = None; "
            "sys.argv = ['train', *sys.argv[1:]]; "
            "runpy.run_module('generation.train', run_name='__main__')"
        )
        monkeypatch.setattr(training_wish, "PROGRAM", ("-c", hidden))
        run = worked(wish(staff))
        assert (run.state, run.error_code) == (JobState.FAILED, "training_failed")
        assert "TORCH" in run.error_message

    def test_a_rate_that_runs_away(
        self, school: Path, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As no bound lets it be chosen, it is put into the row."""
        run = wish(staff, plan={**PLAN, "epochs": 6})
        monkeypatch.setattr(training_wish, "PROGRAM", ("-m", "tests.generation.runaway_wishes"))
        worked(run)
        assert (run.state, run.error_code, run.attempt) == (JobState.FAILED, "diverged", 1)
        assert "no numbers" in run.error_message


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
        monkeypatch.setattr(training_wish, "PROGRAM", ("-c", NAN % loss))
        worked(run)
        assert (run.state, run.error_code, run.attempt) == (JobState.FAILED, "diverged", 1)
        assert "After 2 steps" in run.error_message and not run.epochs.exists()

    def test_figures_that_are_not_known_are_kept(
        self, run: TrainingRun, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(training_wish, "PROGRAM", ("-c", NAN % 0.5))
        assert worked(run).state == JobState.DONE
        assert run.epochs.get().figures == {"key": None}
