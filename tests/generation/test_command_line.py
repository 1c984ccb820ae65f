"""The commands that outside programs may rely on: output and exit status."""

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import ManagementUtility

from generation.music.midi import read_midi, write_midi
from tests.conftest import REPOSITORY
from tests.generation.tunes import ode


def manage(*words: str | Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "manage.py", *map(str, words)]
    return subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True, check=False)


class Refused(NamedTuple):
    returncode: object
    stderr: str


def refused(*words: str | Path) -> Refused:
    """The same command within this process, which costs no start; it must end by itself."""
    line = ["manage.py", *map(str, words)]
    with contextlib.redirect_stderr(io.StringIO()) as said, pytest.raises(SystemExit) as ended:
        ManagementUtility(line).fetch_command(line[1]).run_from_argv(line)
    return Refused(ended.value.code, said.getvalue())


@pytest.fixture
def melody(tmp_path: Path) -> Path:
    path = tmp_path / "ode.mid"
    path.write_bytes(write_midi(ode()))
    return path


def test_it_works(melody: Path, tmp_path: Path) -> None:
    done = manage(
        "generate",
        melody,
        tmp_path / "out.mid",
        "--technique",
        "gan",
        "--seed",
        3,
        "--param",
        "refine=0",
    )
    assert (done.returncode, done.stderr) == (0, "")
    recipe = json.loads(done.stdout)
    assert recipe["seed"] == 3
    assert recipe["parameters"]["refine"] == 0
    made = read_midi((tmp_path / "out.mid").read_bytes())
    assert made.tracks[0].notes == ode().tracks[0].notes
    assert len(made.tracks) == 4


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--technique", "gan", "--param", "refine=99"], 1, "whole number from 0 to 8"),
        (["--technique", "gan", "--model", "gan-polka"], 1, "gan-polka"),
        (["--technique", "gan", "--param", "refine"], 2, "KEY=VALUE"),
        ([], 2, "--technique"),
    ],
)
def test_it_rejects_with_a_reason(
    melody: Path, tmp_path: Path, words: list[str], status: int, said: str
) -> None:
    done = refused("generate", melody, tmp_path / "out.mid", *words)
    assert done.returncode == status
    assert said in done.stderr
    assert not (tmp_path / "out.mid").exists()


def test_it_rejects_what_is_no_midi(tmp_path: Path) -> None:
    (tmp_path / "in.mid").write_bytes(b"MThd, or so they say")
    done = manage("generate", tmp_path / "in.mid", tmp_path / "out.mid", "--technique", "gan")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_it_lists_the_models() -> None:
    listed = json.loads(manage("models", "--json").stdout)
    assert {card["name"] for card in listed} >= {"gan-bach", "gan-pop"}
    assert "gan-bach" in manage("models").stdout


def test_it_rejects_an_unknown_model_to_evaluate() -> None:
    assert refused("evaluate", "gan-polka").returncode == 2


@pytest.mark.torch
def test_it_rejects_training_without_data(tmp_path: Path) -> None:
    done = refused("train", "gan", "--data", tmp_path, "--out", tmp_path / "run", "--genre", "bach")
    assert done.returncode == 1
    assert "jsb_chorales.zip" in done.stderr
    polka = refused("train", "gan", "--data", tmp_path, "--out", tmp_path, "--genre", "polka")
    assert polka.returncode == 2


@pytest.mark.torch
@pytest.mark.parametrize(
    ("technique", "genre", "words", "told"),
    [
        ("gan", "bach", ["--processes", "2"], "no processes"),
        ("arcnn", "bach", ["--processes", "2"], "no processes"),
        ("gan", "bach", ["--peak", "0.5"], "no peak"),
        ("arcnn", "bach", ["--cycles", "3"], "no cycles"),
        ("transformer", "any", ["--processes", "2", "--device", "cuda"], "processor"),
        ("transformer", "any", ["--plan", "README.md"], "is no plan"),
    ],
)
def test_it_rejects_what_a_technique_does_not_take(
    tmp_path: Path, technique: str, genre: str, words: list[str], told: str
) -> None:
    done = refused(
        "train", technique, "--data", tmp_path, "--out", tmp_path / "run", "--genre", genre, *words
    )
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


def test_it_packs_nothing_without_data(tmp_path: Path) -> None:
    done = refused("data", "build", "arcnn", "--data", tmp_path, "--out", tmp_path / "arcnn.pack")
    assert (done.returncode, "jsb_chorales.zip" in done.stderr) == (1, True)
    assert not list(tmp_path.iterdir())


def test_it_packs_what_trains(shared_data: Path, tmp_path: Path) -> None:
    done = manage("data", "build", "arcnn", "--data", shared_data, "--out", tmp_path / "arcnn.pack")
    told = json.loads(done.stdout)
    assert told["bytes"] == (tmp_path / "arcnn.pack").stat().st_size < 14e6
    assert told["arrays"]["bach/train/lengths"] == [229]
    assert told["arrays"]["bach/valid/lengths"] == [76]


@pytest.mark.slow
@pytest.mark.parametrize("technique", [["gan", "--genre", "pop"], ["transformer"]])
def test_every_pack_is_small(shared_data: Path, tmp_path: Path, technique: list[str]) -> None:
    done = manage("data", "build", *technique, "--data", shared_data, "--out", tmp_path / "x.pack")
    assert json.loads(done.stdout)["bytes"] < 14e6


def test_it_packs_no_genre_that_is_not_learnt(tmp_path: Path) -> None:
    words = ["--data", tmp_path, "--out", tmp_path / "x.pack", "--genre", "polka"]
    done = refused("data", "build", "gan", *words)
    assert (done.returncode, "on polka, but on bach" in done.stderr) == (2, True)


def test_it_tells_the_edits(melody: Path, tmp_path: Path) -> None:
    words = ["--technique", "arcnn", "--param", "iterations=5", "--param", "locked=[[0, 64]]"]
    done = manage("generate", melody, tmp_path / "out.mid", *words)
    assert (done.returncode, done.stderr) == (0, "")
    recipe = json.loads(done.stdout)
    assert recipe["parameters"]["locked"] == [[0, 64]]
    assert 0 < len(recipe["edits"]) <= 5


@pytest.mark.torch
@pytest.mark.slow
def test_it_trains_goes_on_and_publishes(shared_data: Path, tmp_path: Path) -> None:
    words = [
        "train",
        "arcnn",
        "--data",
        shared_data,
        "--out",
        tmp_path,
        "--genre",
        "bach",
        "--batch",
        "1",
        "--steps",
    ]
    first, again = manage(*words, 1), manage(*words, 2)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert [json.loads(done.stdout)["at"] for done in (first, again)] == [1, 2]
    assert (tmp_path / "arcnn-bach.safetensors").exists()
    assert manage(*words, 3, "--cycles", 1).returncode == 2


@pytest.mark.slow
def test_it_computes_the_table_of_the_chorales(shared_data: Path) -> None:
    done = manage("evaluate", "jsb", "--data", shared_data, "--frames", 4, "--json", "--pieces", 1)
    assert done.returncode == 0, done.stderr
    rows = {(row["model"], row["kind"]): row for row in json.loads(done.stdout)[0]["rows"]}
    assert rows["Markov", "note, time order, told"]["single"] == pytest.approx(0.71, abs=0.3)
    assert 0 < rows["arcnn-bach", "frame, time order"]["single"] < 12
    assert rows["Coconet 64 x 128", "frame, time order"]["ensembled"] == 2.22
