"""Plans of training runs: what is in the repository, and what is refused."""

import tomllib
from pathlib import Path

import pytest

from generation.techniques import TECHNIQUES
from generation.techniques.arcnn.plan import Plan
from generation.training.loop import Limits
from generation.training.plans import FOLDER, RUNS, BadPlan, Chosen, plan_from, read_plan

PLAN = """
technique = "arcnn"
genre = "bach"
[network]
width = 8
inner = [1, 2]
[training]
batch = 4
rate = 0.5
[gpu]
batch = 64
minutes = 9
silent = true
[gpu.network]
width = 99
[cpu]
minutes = 180
[dry]
minutes = 2
batch = 1
"""


def read(
    folder: Path, content: str = PLAN, run: str = "gpu", dry: bool = False, technique: str = "arcnn"
) -> Chosen:
    (folder / "plan.toml").write_text(content)
    return read_plan(folder / "plan.toml", technique, run, dry)


def test_it_works(tmp_path: Path) -> None:
    chosen = read(tmp_path)
    assert (chosen.genre, chosen.network) == ("bach", {"width": 99, "inner": (1, 2)})
    assert chosen.training == {"batch": 64, "rate": 0.5}
    assert chosen.limits == Limits(9, None, True)


def test_a_run_says_what_is_its_own(tmp_path: Path) -> None:
    chosen = read(tmp_path, run="cpu")
    assert chosen.network["width"] == 8
    assert (chosen.training["batch"], chosen.limits) == (4, Limits(180))


def test_a_rehearsal_is_the_run_in_small(tmp_path: Path) -> None:
    chosen = read(tmp_path, dry=True)
    assert chosen.network["width"] == 99
    assert (chosen.training["batch"], chosen.limits) == (1, Limits(2, None, True))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("technique = ", "is no plan"),
        (PLAN.replace('technique = "arcnn"', ""), "plan for None"),
        (PLAN.replace("arcnn", "gan"), "plan for gan"),
        (
            PLAN.replace("[gpu]", "[tpu]").replace("[gpu.network]", "[tpu.network]"),
            "a part that no plan has: tpu",
        ),
        ('technique = "arcnn"\ngenre = "bach"', "no run for gpu"),
    ],
)
def test_it_rejects_with_a_reason(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(BadPlan, match=told):
        read(tmp_path, content)


def test_it_requires_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_plan(tmp_path / "none.toml", "gan", "cpu", dry=False)


SHIPPED = sorted(FOLDER.glob("*.toml"))


def read_technique(path: Path) -> str:
    return str(tomllib.loads(path.read_text())["technique"])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("dry", [False, True])
def test_every_shipped_plan_is_one_of_its_technique(path: Path, run: str, dry: bool) -> None:
    technique = TECHNIQUES[read_technique(path)]
    chosen = read_plan(path, technique.name, run, dry)
    plan = plan_from(technique.plan, chosen.training)
    assert chosen.genre in technique.genres
    assert chosen.limits.minutes == (2 if dry else {"gpu": 9.5, "cpu": 180}[run])
    assert chosen.limits.checkpoint_seconds
    assert plan.device == ("cuda" if run == "gpu" and not dry else "cpu")


def test_there_is_one_for_every_technique() -> None:
    assert {read_technique(path) for path in SHIPPED} == {"arcnn", "gan", "transformer"}
    assert all("table" in path.read_text() and "gain" in path.read_text() for path in SHIPPED)


def test_it_rejects_what_its_technique_does_not_know() -> None:
    assert plan_from(Plan, {"batch": 3}).batch == 3
    with pytest.raises(BadPlan, match="no cycles, processes; it has"):
        plan_from(Plan, {"cycles": 1, "processes": 2})
