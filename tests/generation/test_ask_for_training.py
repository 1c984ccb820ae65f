"""Who may ask for training, for what, and how often."""

from pathlib import Path
from typing import Any

import pytest

from generation import services
from generation.errors import JobError
from generation.models import TrainingRun
from generation.requiring import TorchMissing
from tests.generation.training_runs import wish


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
