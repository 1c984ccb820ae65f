"""A run that is asked to stop ends at the next step with a checkpoint, and goes on as if it had not
been asked."""

import json
from pathlib import Path

import numpy as np
import pytest

from generation.training.loop import Phase, Run, open_run, train
from tests.generation.training.counters import Clock, Counter

PHASES = (Phase("likelihood", 8, 4), Phase("adversarial", 3, 2))


class Obedient(Counter):
    """Somebody asks it to stop while it takes a step."""

    asked: tuple[str, int] | None = None
    folder: Path

    def step(self, phase: str, step: int, progress: float) -> dict:  # type: ignore[type-arg]
        if self.asked == (phase, step):
            (self.folder / "stop").touch()
        return super().step(phase, step, progress)


def run_in(folder: Path, asked: tuple[str, int] | None = None) -> Run:
    counter = Obedient(Clock(), PHASES)
    counter.asked, counter.folder = asked, folder
    return open_run(counter, folder)


@pytest.mark.parametrize("asked", [("likelihood", 1), ("likelihood", 3), ("adversarial", 0)])
def test_it_works(tmp_path: Path, asked: tuple[str, int]) -> None:
    run = run_in(tmp_path, asked)
    told = list(train(run))
    assert told[-1] == {"event": "stopped"} and run.stopped
    assert run.done[asked[0]] == asked[1] + 1
    assert not (tmp_path / "stop").exists()


@pytest.mark.parametrize("asked", [("likelihood", 1), ("likelihood", 3), ("adversarial", 0)])
def test_it_goes_on_as_if_nobody_had_asked(tmp_path: Path, asked: tuple[str, int]) -> None:
    whole = list(train(run_in(tmp_path / "whole")))
    first = list(train(run_in(tmp_path / "parts", asked)))
    second = list(train(run_in(tmp_path / "parts")))
    epochs = [line for line in first + second if "phase" in line]
    assert [line["at"] for line in epochs] == [line["at"] for line in whole]
    assert [line["train"] for line in epochs] == [line["train"] for line in whole]
    assert [line["valid"] for line in epochs] == [line["valid"] for line in whole]
    for phase in PHASES:
        name = f"steps-{phase.name}.f32"
        rows = [np.fromfile(tmp_path / each / name, "<f4") for each in ("whole", "parts")]
        assert rows[0].tolist() == rows[1].tolist()


def test_who_is_asked_before_it_begins_takes_one_step(tmp_path: Path) -> None:
    (tmp_path / "stop").touch()
    assert list(train(run_in(tmp_path))) == [{"event": "stopped"}]
    assert run_in(tmp_path).done["likelihood"] == 1


def test_the_word_is_not_kept_in_the_log(tmp_path: Path) -> None:
    list(train(run_in(tmp_path, ("likelihood", 5))))
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["at"] for line in lines] == [4]
