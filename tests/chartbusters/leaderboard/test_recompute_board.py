"""An export holds all that a board comes of: it is computed again to the last bit, without the
database, and what was changed in it is told."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chartbusters.leaderboard.export import cell
from chartbusters.leaderboard.services import board_refresh
from chartbusters.voting.models import Vote
from chartbusters.voting.services import vote_void
from tests.contests import to_phase

EXPORT = "/challenges/tunes/votes.json"
NO_DATABASE = {"DATABASE_URL": "postgresql://nobody@/none?host=/nowhere"}


@pytest.fixture
def export(voted: Any, visitor: Any) -> dict[str, Any]:
    """Of a decided board of five entries and sixty votes, weighed."""
    challenge, _ = voted(entries=5, votes=60)
    board_refresh(challenge=challenge)
    to_phase(challenge, "closed")
    told = visitor.get(EXPORT).json()
    assert isinstance(told, dict)
    return told


@pytest.fixture
def recompute(tmp_path: Path) -> Any:
    """`recompute(export)`: what the command says of it."""

    def run(export: Any) -> str:
        path, said = tmp_path / "export.json", StringIO()
        path.write_text(export if isinstance(export, str) else json.dumps(export))
        call_command("recompute", str(path), stdout=said)
        return said.getvalue()

    return run


def test_it_works(export: dict[str, Any], recompute: Any) -> None:
    assert "EQUAL to the last bit: 5 rows from 60 votes" in recompute(export)


def test_it_needs_no_database(export: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export))
    own = {**os.environ, **NO_DATABASE, "VAR_DIR": str(tmp_path / "var"), "DEBUG": "true"}
    outcome = subprocess.run(
        [sys.executable, "manage.py", "recompute", str(path)],
        env=own,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    assert outcome.stdout.startswith("EQUAL to the last bit")


def _nudge(told: dict[str, Any]) -> None:
    told["rows"][2]["rating"] += 2**-40


def _swap(told: dict[str, Any]) -> None:
    told["votes"][0][2] = "b" if told["votes"][0][2] == "a" else "a"


def _weigh(told: dict[str, Any]) -> None:
    told["weights"][3] = told["weights"][3] / 2 + 0.25


def _cut(told: dict[str, Any]) -> None:
    told["rows"].pop()


@pytest.mark.parametrize("change", [_nudge, _swap, _weigh, _cut])
def test_it_tells_of_what_was_changed(change: Any, export: dict[str, Any], recompute: Any) -> None:
    change(export)
    with pytest.raises(CommandError, match="NOT EQUAL"):
        recompute(export)


@pytest.mark.parametrize("name", ["entries", "order", "votes", "first", "weights", "version"])
def test_it_rejects_what_is_not_whole(name: str, export: dict[str, Any], recompute: Any) -> None:
    del export[name]
    with pytest.raises(CommandError, match=r"whole export|version None"):
        recompute(export)


@pytest.mark.parametrize("text", ["", "[]", "{}", "no", '{"format": 1}', "[" * 100_000])
def test_it_rejects_what_is_no_export(text: str, recompute: Any) -> None:
    with pytest.raises(CommandError):
        recompute(text)


def test_an_export_of_a_moment_at_which_the_board_was_behind_says_so(
    voted: Any, visitor: Any, staff: Any, recompute: Any
) -> None:
    challenge, _ = voted()
    board_refresh(challenge=challenge)
    to_phase(challenge, "closed")
    vote_void(vote=Vote.objects.exclude(outcome="bad").first(), by=staff, reason="a test")
    told = visitor.get(EXPORT).json()
    assert told["rows"] is None and len(told["votes"]) == 39
    with pytest.raises(CommandError, match="holds no rows"):
        recompute(told)


def test_it_names_nobody(export: dict[str, Any]) -> None:
    text = json.dumps(export)
    assert "voter" not in text.replace("clustered by voter", "") and "maker" not in text
    assert "Secret title" not in text


def test_the_table_is_for_spreadsheets_and_computes_nothing(voted: Any, visitor: Any) -> None:
    challenge, entries = voted()
    evil = '=HYPERLINK("//x")'
    type(entries[0]).objects.filter(pk=entries[0].pk).update(title=evil)
    board_refresh(challenge=challenge)
    address = "/challenges/tunes/leaderboard/board.csv"
    assert visitor.get(address).status_code == 404
    to_phase(challenge, "closed")
    answer = visitor.get(address)
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"] == "text/csv" and len(lines) == 5
    columns = "position,rank_low,rank_high,rating,low,high,votes,number,title,maker"
    assert lines[0] == f"{columns},to compare with"
    assert any('"\'=HYPERLINK(""//x"")"' in line for line in lines)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", " =1"])
def test_words_that_begin_like_formulas_are_no_formulas(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert (cell(-1.5), cell("a=1"), cell("")) == (-1.5, "a=1", "")
