"""`manage.py evaluate_score` on a few chorales that nothing was learnt from."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from scoring.management.commands.evaluate_score import BEGIN, DOCS, END, write_section

FEW = ("--genre", "bach", "--pieces", "2", "--draws", "2", "--bars", "12", "--processes", "1")


def evaluated(shared_data, tmp_path, *more: str) -> dict:
    file = tmp_path / "figures.json"
    arguments = (str(shared_data), *FEW, "--json", str(file), *more)
    call_command("evaluate_score", *arguments, stderr=StringIO())
    return json.loads(file.read_text())


def test_it_works(shared_data, tmp_path, capsys):
    chosen = ("--spoiling", "chord_held", "late_10")
    figures = evaluated(shared_data, tmp_path, *chosen)
    [bach] = figures["genres"]
    assert set(bach["areas"]) == {"chord_held", "late_10"}
    assert bach["areas"]["chord_held"]["auc"] == 1 and bach["works"] == 2
    assert bach["moved"]["velocity"] == 0
    text = capsys.readouterr().out
    assert "| One chord held | 1.00 (1.00-1.00; 2) |" in text
    assert evaluated(shared_data, tmp_path, *chosen) == figures


def test_it_leaves_out_what_nothing_is_tuned_by(shared_data, tmp_path, capsys):
    figures = evaluated(shared_data, tmp_path, "--tuned", "--spoiling", "chord_held", "stuck")
    assert list(figures["genres"][0]["areas"]) == ["chord_held"]


def test_it_writes_between_its_marks(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write_section(path, "new")
    assert path.read_text() == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    assert BEGIN in DOCS.read_text() and END in DOCS.read_text()


def test_it_rejects_a_page_without_a_place_for_it(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("nothing")
    with pytest.raises(CommandError, match="no place"):
        write_section(path, "new")
    assert path.read_text() == "nothing"


def test_it_rejects_a_folder_without_data(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("evaluate_score", str(tmp_path), *FEW)
