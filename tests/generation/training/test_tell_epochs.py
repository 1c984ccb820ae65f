"""What a run tells epoch by epoch, with a trainee that only counts: numbers, every step's losses,
the best so far, measures beside those of real music."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generation.training.epochlog import EpochLog
from generation.training.loop import Limits, Phase, Run, open_run, train
from generation.training.ruler import Ruler
from generation.training.steprows import StepRows
from generation.training.trainee import Heard
from tests.generation.training.counters import Clock, Counter

TWO = (Phase("likelihood", 5, 2), Phase("adversarial", 2, 1))
REAL = [{"heard": value, "unknown": None} for value in (0.0, 1.0, 2.0, 3.0)]


class Learner(Counter):
    """Its losses on unseen music fall and rise again."""

    valid: Sequence[float] = (5.0, 4.0, 3.0, 3.5, 2.0, 2.0, 9.0, 9.5)

    def validate(self) -> dict[str, float]:
        return {"count": self.weight.item(), "loss": self.valid[int(self.weight.item())]}


def run_in(folder: Path, phases: tuple[Phase, ...] = TWO, **listening: Any) -> Run:
    counter = Learner(Clock(), phases)
    return open_run(counter, folder, Limits(untrained=True), **listening)


def timeless(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**line, "seconds": 0, "steps_per_second": 0} for line in lines]


def test_it_works(tmp_path: Path) -> None:
    told = list(train(run_in(tmp_path)))
    assert [(line["epoch"], line["epochs"], line["phase"], line["at"]) for line in told] == [
        (0, 5, "likelihood", 0),
        (1, 5, "likelihood", 2),
        (2, 5, "likelihood", 4),
        (3, 5, "likelihood", 5),
        (4, 5, "adversarial", 1),
        (5, 5, "adversarial", 2),
    ]
    assert [line["label"] for line in told[:2]] == ["likelihood-00000", "likelihood-00002"]
    assert told[0]["train"] == {} and told[1]["train"] == {"loss": 1.0}


def test_the_best_is_the_first_that_is_better_than_all_before(tmp_path: Path) -> None:
    told = list(train(run_in(tmp_path, (Phase("likelihood", 6, 1),))))
    assert [line["epoch"] for line in told if line["best"]] == [0, 1, 2, 4]


def test_nobody_knows_how_many_epochs_minutes_make(tmp_path: Path) -> None:
    run = open_run(Counter(Clock()), tmp_path, Limits(minutes=5))
    assert run.epochs is None


def test_every_step_has_its_row(tmp_path: Path) -> None:
    list(train(run_in(tmp_path)))
    rows = np.fromfile(tmp_path / "steps-likelihood.f32", "<f4").reshape(-1, 1)
    assert rows[:, 0].tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert json.loads((tmp_path / "steps-likelihood.json").read_text()) == {"names": ["loss"]}
    assert (tmp_path / "steps-adversarial.f32").stat().st_size == 2 * 4


@pytest.mark.parametrize(("count", "there"), [(2, 2), (3, 3), (5, 5)])
def test_rows_go_as_far_as_the_checkpoint(tmp_path: Path, count: int, there: int) -> None:
    """More are cut off; those that a disk has lost are no numbers."""
    rows = StepRows(tmp_path, "likelihood")
    rows.append(["a", "b"], np.arange(6, dtype=np.float32).reshape(3, 2))
    with rows.path.open("ab") as file:
        file.write(b"\0\0\0")  # half a row
    rows.cut(count)
    found = rows.read(0, count)
    assert len(found) == there and rows.path.stat().st_size == there * 8
    assert found[:2].tolist() == [[0, 1], [2, 3]]
    assert np.isnan(found[3:]).all()


def test_measures_are_held_against_real_music(tmp_path: Path) -> None:
    ruler = Ruler(REAL)
    ruler.write(tmp_path)
    line = list(train(run_in(tmp_path, ruler=ruler)))[-1]
    assert line["measures"] == {"heard": 1.0, "unknown": None}
    assert line["distance"]["value"] == pytest.approx(0.5 / np.std([0, 1, 2, 3]), abs=1e-4)
    told = json.loads((tmp_path / "real.json").read_text())
    assert told == {"heard": {"low": 0.3, "median": 1.5, "high": 2.7}}


def test_without_real_music_there_is_no_distance(tmp_path: Path) -> None:
    line = list(train(run_in(tmp_path)))[-1]
    assert line["measures"] == {"heard": 1.0, "unknown": None}
    assert line["distance"] is None
    Ruler().write(tmp_path)
    assert not (tmp_path / "real.json").exists()


def test_an_interval_tells_how_much_takes_differ() -> None:
    alike, unlike = [{"a": 2.0}] * 8, [{"a": 0.0}, {"a": 4.0}] * 4
    ruler = Ruler([{"a": value} for value in (0.0, 1.0, 2.0)])
    sure, unsure = (ruler.judge(takes)["distance"] for takes in (alike, unlike))
    assert sure["value"] == unsure["value"]
    assert sure["high"] - sure["low"] < unsure["high"] - unsure["low"]


def test_what_was_cut_off_is_told_again(tmp_path: Path) -> None:
    """Killed after the checkpoint and before its line: the line comes first, and is the same."""
    whole = list(train(run_in(tmp_path / "whole")))
    run = run_in(tmp_path / "cut")
    first = train(run)
    told = [next(first) for _ in range(3)]
    log = tmp_path / "cut" / "log.jsonl"
    log.write_text("".join(log.read_text().splitlines(True)[:-1]) + '{"phase": "lik')
    again = told[:-1] + list(train(run_in(tmp_path / "cut")))
    assert timeless(again) == timeless(whole)
    assert timeless(map(json.loads, log.read_text().splitlines())) == timeless(whole)


def test_lines_behind_the_checkpoint_are_dropped(tmp_path: Path) -> None:
    log = EpochLog(tmp_path)
    for at in (0, 2, 4):
        log.add({"phase": "likelihood", "at": at, "valid": {"loss": 1.0}})
    log.add({"event": "fell_back", "words": "It fell."})
    log.keep({"likelihood": 2})
    assert [line.get("at") for line in EpochLog(tmp_path).lines] == [0, 2, None]


class Refuser(Learner):
    def sample(self, folder: Path, label: str) -> Heard:
        raise AssertionError("it plays before it may")


def test_only_a_wish_plays_before_its_first_step(tmp_path: Path) -> None:
    run = open_run(Refuser(Clock(), TWO), tmp_path, Limits(silent=True))
    with pytest.raises(AssertionError):
        list(train(run))
    assert run.done == {"likelihood": 5, "adversarial": 0}  # the end of the first phase
