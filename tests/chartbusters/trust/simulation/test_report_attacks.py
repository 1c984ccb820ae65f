"""What the command prints: a table for people, JSON for programs, and which goals are held."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from chartbusters.trust.simulation.attacks import ATTACKS
from chartbusters.trust.simulation.cells import Cell, Report
from chartbusters.trust.simulation.classroom import Moved
from chartbusters.trust.simulation.contest import Rules
from chartbusters.trust.simulation.crowds import CROWDS
from chartbusters.trust.simulation.report import goals

TINY = Rules(entries=12, honest=30, each=8, target=6)


def cell(**changes: Any) -> Cell:
    plain = {
        "attack": "target", "share": 0.05, "board": "hidden", "crowd": "fresh", "seeds": 3,
        "displaced": 1.0, "error": 0.2, "worst": 3, "undefended": 5.0, "honest_flagged": 0.0,
        "new_flagged": 0.01, "attackers_flagged": 0.5, "target_weight": 0.3, "top_ten": 1.0,
        "spearman": 0.99,
    }  # fmt: skip
    return Cell(**{**plain, **changes})


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        ({}, True),
        ({"displaced": 2.4}, False),
        ({"displaced": 4.9, "share": 0.2}, True),
        ({"displaced": 5.2, "share": 0.2}, False),
        ({"displaced": 9.0, "crowd": "half aged"}, True),
        ({"new_flagged": 0.03}, False),
    ],
)
def test_goals_are_held_or_not(changes: dict[str, Any], held: bool) -> None:
    said = list(goals(Report([cell(**changes)], {})))
    assert any("NOT HELD" in line for line in said) is not held


def test_a_class_that_moves_little_is_told() -> None:
    said = [list(goals(Report([], {5: Moved(1.0, share, 0.6, 0.2)}))) for share in (0.4, 0.6)]
    assert ["NOT HELD" in lines[0] for lines in said] == [True, False]


@pytest.mark.slow
def test_the_command_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(
        "chartbusters.trust.management.commands.simulate_attacks._rules", lambda: TINY
    )
    out = tmp_path / "attacks.md"
    call_command("simulate_attacks", "--quick", "--seeds", "1", "--out", str(out))
    printed = capsys.readouterr().out
    for name in (*ATTACKS, "5%", "20%", "live", "hidden"):
        assert name in printed
    assert out.read_text() in printed
    told = json.loads(out.with_suffix(".json").read_text())
    assert len(told["cells"]) == 2 * len(CROWDS) * (len(ATTACKS) + 1)
    assert told["classes"]["5"]["settled"] >= 0
