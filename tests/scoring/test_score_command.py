import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from generation.music.midi import write_midi
from scoring.metrics import METRICS
from scoring.order.verdict import GROUPS


@pytest.fixture
def file(tmp_path, sample_song):
    path = tmp_path / "tune.mid"
    path.write_bytes(write_midi(sample_song(8, band=True)))
    return path


def run(*arguments) -> str:
    out = StringIO()
    call_command("score", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_works(file):
    table = run(file, "--genre", "pop")
    assert "score beside real pop" in table
    assert all(metric.label in table for metric in METRICS)


def test_it_works_as_json(file):
    rows = json.loads(run(file, file, "--json"))
    assert [row["file"] for row in rows] == [str(file)] * 2
    said = {"genre", "version", "seed", "findings", "left_out"}
    assert rows[0].keys() == {"file", "digest", "metrics", "groups", "score", *said}
    assert rows[0]["metrics"].keys() == {metric.name for metric in METRICS}
    assert rows[0]["groups"].keys() == set(GROUPS)
    assert rows[0]["metrics"]["empty_bar_rate"] == 0 and len(rows[0]["digest"]) == 64


def test_it_handles_files_that_are_no_music(file, tmp_path, capsys):
    broken = tmp_path / "broken.mid"
    broken.write_bytes(b"MThd but no more")
    out = StringIO()
    with pytest.raises(CommandError, match=r"broken\.mid: .*\n.*missing\.mid: No such file"):
        call_command(
            "score", str(broken), str(tmp_path / "missing.mid"), str(file), "--json", stdout=out
        )
    assert len(json.loads(out.getvalue())) == 1


def test_it_rejects_an_unknown_genre(file):
    with pytest.raises(CommandError, match="invalid choice: 'polka'"):
        run(file, "--genre", "polka")
