"""What people have wished for, trained by `python -m generation.train --wish`, as a worker runs it:
told, stopped, gone on with, damaged, and how long it will take."""

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generation.techniques import TECHNIQUES
from generation.train import DONE, NOT_UNDERSTOOD
from generation.training.pace import estimate_seconds
from tests.conftest import REPOSITORY
from tests.generation.test_train_alone import lines_in, program, ran
from tests.generation.trainees import chorales_in

SMALL: dict[str, Any] = {"epochs": 3, "batch": 2, "width": 32}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return chorales_in(tmp_path)


def words(data: Path, out: Path, parts: dict[str, Any] | None = None, **parameters: Any) -> list:  # type: ignore[type-arg]
    """The command of a wish."""
    out.mkdir(exist_ok=True)
    wish = {"technique": "arcnn", "genre": "bach", "parameters": {**SMALL, **parameters}}
    (out / "wish.json").write_text(json.dumps({**wish, "start": "", **(parts or {})}))
    return ["arcnn", "--wish", out / "wish.json", "--data", data, "--out", out]


def test_it_works(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = ran(*words(data, out))
    assert done.returncode == DONE, done.stderr
    told = lines_in(done.stdout)
    assert [(line["epoch"], line["epochs"], line["at"]) for line in told] == [
        (0, 3, 0),
        (1, 3, 3),
        (2, 3, 6),
        (3, 3, 9),
    ]
    assert all(line["measures"]["in scale"] is not None for line in told)
    assert all(line["distance"]["low"] <= line["distance"]["high"] for line in told)
    assert (out / "steps-likelihood.f32").stat().st_size == 9 * 4
    card = json.loads((out / "arcnn-bach.json").read_text())
    assert card["sizes"]["width"] == 32
    assert card["training"]["wish"]["parameters"]["epochs"] == 3
    assert [line["epoch"] for line in card["training"]["epochs"]] == [0, 1, 2, 3]
    best = [line["epoch"] for line in told if line["best"]][-1]
    assert card["training"]["best"] == best
    assert card == json.loads((out / "best/card.json").read_text())


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"epochs": 10**9}, "Epochs is a whole number from 1 to 2000."),
        ({"learning_rate": float("nan")}, "Learning rate is a number from"),
        ({"batch": 10**6}, "Batch is a whole number from 2 to 128."),
        ({"update_ratio": 5}, "has no 'update_ratio'"),
    ],
)
def test_it_refuses_in_words(
    data: Path, tmp_path: Path, parameters: dict[str, Any], said: str
) -> None:
    done = ran(*words(data, tmp_path / "run", **parameters))
    assert (done.returncode, said in done.stderr) == (NOT_UNDERSTOOD, True), done.stderr


def test_it_goes_on_from_what_another_run_has_made(data: Path, tmp_path: Path) -> None:
    """By the path of its card."""
    assert ran(*words(data, tmp_path / "one")).returncode == DONE
    start = tmp_path / "one/best/card.json"
    done = ran(*words(data, tmp_path / "two", {"start": str(start)}, width=64))
    assert done.returncode == DONE, done.stderr
    card = json.loads((tmp_path / "two/best/card.json").read_text())
    assert card["sizes"]["width"] == 32
    assert card["training"]["start"]["digest"] == json.loads(start.read_text())["digest"]
    before, after = (lines_in((tmp_path / each / "log.jsonl").read_text()) for each in OUTS)
    best = min(line["valid"]["loss"] for line in before)
    assert after[0]["valid"]["loss"] == pytest.approx(best, abs=2e-3)  # weights lie in halves


OUTS = ("one", "two")


def test_it_stops_when_asked_and_goes_on(data: Path, tmp_path: Path) -> None:
    whole = lines_in(ran(*words(data, tmp_path / "whole", epochs=6)).stdout)
    out = tmp_path / "run"
    with subprocess.Popen(
        program(*words(data, out, epochs=6)), cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        told = [json.loads(child.stdout.readline())]
        (out / "stop").touch()
        told += map(json.loads, child.stdout)
    assert child.returncode == DONE
    assert told[-1] == {"event": "stopped"} and len(told) < len(whole)
    told = told[:-1] + lines_in(ran(*words(data, out, epochs=6)).stdout)
    assert [line["valid"] for line in told] == [line["valid"] for line in whole]
    assert [line["train"] for line in told] == [line["train"] for line in whole]


def test_a_damaged_checkpoint_is_told(data: Path, tmp_path: Path) -> None:
    """Cut in half: the one before it serves, and no line comes twice."""
    whole = lines_in(ran(*words(data, tmp_path / "whole", epochs=6)).stdout)
    out = tmp_path / "run"
    with subprocess.Popen(
        program(*words(data, out, epochs=6)), cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        for _ in range(3):
            child.stdout.readline()
        child.kill()
    assert child.returncode == -signal.SIGKILL
    state = out / "state.safetensors"
    state.write_bytes(state.read_bytes()[: state.stat().st_size // 2])
    again = lines_in(ran(*words(data, out, epochs=6)).stdout)
    assert again[0]["event"] == "fell_back"
    assert "the newest checkpoint was damaged" in again[0]["words"].lower()
    kept = [line for line in lines_in((out / "log.jsonl").read_text()) if "phase" in line]
    assert [line["at"] for line in kept] == [line["at"] for line in whole]
    assert [line["valid"] for line in kept] == [line["valid"] for line in whole]


def test_it_tells_how_fast_it_would_go(data: Path, tmp_path: Path) -> None:
    """And keeps nothing."""
    out = tmp_path / "run"
    done = ran(*words(data, out)[:-2], "--pace")
    assert done.returncode == DONE, done.stderr
    (pace,) = lines_in(done.stdout)
    assert pace["steps"].keys() == {"likelihood"} and pace["parameters"]["width"] == 32
    assert [path.name for path in out.iterdir()] == ["wish.json"]
    arcnn = TECHNIQUES["arcnn"]
    short, long = (
        estimate_seconds(arcnn, "bach", {**SMALL, "epochs": epochs}, pace) for epochs in (3, 300)
    )
    assert 0 < short < long


@pytest.mark.parametrize("missing", ["--data", "--out"])
def test_it_asks_for_what_it_needs(data: Path, tmp_path: Path, missing: str) -> None:
    line = words(data, tmp_path / "run")
    at = line.index(missing)
    done = ran(*line[:at], *line[at + 2 :])
    assert (done.returncode, missing in done.stderr) == (NOT_UNDERSTOOD, True), done.stderr
