"""`python -m generation.train` as a program of its own: without Django, through kills, with plans
and exit statuses."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from generation.train import ACCIDENT, DONE, NO_DATA, NO_USE, NOT_UNDERSTOOD
from tests.conftest import REPOSITORY
from tests.generation.trainees import chorales_in

SMALL = "tests.generation.small_train"  # the same program, for a tiny network
PLAN = """
technique = "arcnn"
genre = "bach"
[training]
steps = 400
batch = 2
[gpu]
device = "cuda"
minutes = 10
[cpu]
epoch = 1
[dry]
device = "cpu"
minutes = 0.05
checkpoint_seconds = 0.5
silent = true
"""
# What stands in the way of an import of Django, or of what else no machine that trains has.
BARRED = """
import runpy, sys
class Bar:
    def find_spec(self, name, path=None, target=None):
        ours = {"django", "rest_framework", "celery", "symusic", "mido", "pretty_midi"}
        if name.split(".")[0] in ours:
            raise ImportError(f"{name} is barred")
sys.meta_path.insert(0, Bar())
module, sys.argv = sys.argv[1], sys.argv[1:]
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


def program(*words: object, module: str = SMALL) -> list[str]:
    return [sys.executable, "-c", BARRED, module, *map(str, words)]


def ran(*words: object, module: str = SMALL) -> subprocess.CompletedProcess[str]:
    line = program(*words, module=module)
    return subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def lines_in(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return chorales_in(tmp_path)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    return path


def test_it_works(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = ran("arcnn", "--data", data, "--out", out, "--genre", "bach", "--steps", 4, "--batch", 2)
    assert done.returncode == DONE, done.stderr
    assert [line["at"] for line in lines_in(done.stdout)] == [2, 4]
    assert lines_in((out / "log.jsonl").read_text()) == lines_in(done.stdout)
    card = json.loads((out / "arcnn-bach.json").read_text())
    assert card["training"]["steps"] == {"likelihood": 4}
    assert (out / "arcnn-bach.safetensors").is_file()


def test_it_survives_a_kill(data: Path, tmp_path: Path) -> None:
    """The second sitting goes on from the last checkpoint, and ends where a run without a kill
    ends."""
    words = ("arcnn", "--data", data, "--genre", "bach", "--batch", 2, "--out")
    whole = ran(*words, tmp_path / "whole", "--steps", 12)
    with subprocess.Popen(
        program(*words, tmp_path / "run", "--steps", 12), cwd=REPOSITORY, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        first = json.loads(child.stdout.readline())
        child.kill()
        before = [first, *map(json.loads, child.stdout)]  # what it still told on its way
    assert child.returncode == -signal.SIGKILL
    again = ran(*words, tmp_path / "run", "--steps", 12)
    expected = lines_in(whole.stdout)
    told = before + lines_in(again.stdout)
    assert lines_in(again.stdout), "it was killed too late to show anything"
    assert [line["valid"] for line in told] == [line["valid"] for line in expected]
    assert [line["at"] for line in told] == [line["at"] for line in expected]


def test_it_rehearses_a_plan(data: Path, plan: Path, tmp_path: Path) -> None:
    """On a processor, in the minutes of the rehearsal."""
    done = ran("arcnn", "--plan", plan, "--dry-run", "--data", data, "--out", tmp_path / "run")
    assert done.returncode == DONE, done.stderr
    told = lines_in(done.stdout)
    assert told[-1]["at"] < 400 and told[-1]["heard"]
    # one checkpoint or many: the minutes decide
    assert not any(line["heard"] for line in told[:-1])


def test_the_shell_has_the_last_word(data: Path, plan: Path, tmp_path: Path) -> None:
    words = (
        "arcnn",
        "--plan",
        plan,
        "--data",
        data,
        "--out",
        tmp_path / "run",
        "--steps",
        2,
        "--batch",
        1,
    )
    assert [line["at"] for line in lines_in(ran(*words).stdout)] == [1, 2]


def test_it_reads_a_pack_and_no_archives(data: Path, tmp_path: Path) -> None:
    """The file is all that it needs; nothing else is written beside the run."""
    ran("arcnn", "--data", data, "--out", tmp_path / "run", "--genre", "bach", "--steps", 2)
    assert not (tmp_path / "run" / "data.pack").exists()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--genre", "polka"), NOT_UNDERSTOOD, "trained on bach"),
        ((), NOT_UNDERSTOOD, "--genre"),
        (("--genre", "bach", "--cycles", 3), NOT_UNDERSTOOD, "no cycles"),
        (("--genre", "bach", "--dry-run"), NOT_UNDERSTOOD, "for a --plan"),
        (("--genre", "bach", "--device", "cuda"), NOT_UNDERSTOOD, "no GPU"),
        (("--genre", "bach", "--plan", "none.toml"), NO_DATA, "none.toml"),
        (("--genre", "bach", "--data", "none.pack"), NO_DATA, "cannot be used"),
        (("--genre", "bach", "--data", "README.md"), NO_DATA, "no packed data set"),
    ],
)
def test_it_rejects_with_a_reason(
    data: Path, tmp_path: Path, words: tuple[object, ...], status: int, told: str
) -> None:
    if "cuda" in words and torch.cuda.is_available():
        pytest.skip("there is a GPU here")
    done = ran("arcnn", "--data", data, "--out", tmp_path / "run", *words)
    assert (done.returncode, "Traceback" in done.stderr) == (status, False), done.stderr
    assert told in done.stderr


def test_it_rejects_the_pack_of_another_technique(data: Path, tmp_path: Path) -> None:
    done = ran(
        "gan",
        "--data",
        data,
        "--out",
        tmp_path / "run",
        "--genre",
        "bach",
        module="generation.train",
    )
    assert done.returncode == NO_DATA
    assert "is for arcnn" in done.stderr


def test_it_ends_where_losses_are_no_numbers(data: Path, plan: Path, tmp_path: Path) -> None:
    plan.write_text(PLAN.replace("batch = 2", "batch = 2\nrate = inf"))
    done = ran("arcnn", "--plan", plan, "--data", data, "--out", tmp_path / "run")
    assert (done.returncode, "lower the rates" in done.stderr) == (NO_USE, True), done.stderr


def test_it_ends_with_its_parent(data: Path, tmp_path: Path) -> None:
    words = (
        "arcnn",
        "--data",
        data,
        "--out",
        tmp_path / "run",
        "--genre",
        "bach",
        "--steps",
        10**6,
        "--with-parent",
    )
    with subprocess.Popen(
        program(*words), cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin and child.stdout and child.stdout.readline()
        child.stdin.close()
        assert child.wait(60) == ACCIDENT


def test_it_helps_without_torch() -> None:
    """Whoever asks what there is to choose waits for nothing."""
    code = "import sys; from generation import train; train.main(['--help'])"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "--dry-run" in done.stdout
    assert "| torch" not in done.stderr
