import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from generation.music.midi import write_midi
from scoring.metrics import REGISTRY


@pytest.fixture
def file(tmp_path, sample_song):
    path = tmp_path / "tune.mid"
    path.write_bytes(write_midi(sample_song(8, band=True)))
    return path


def run(*arguments) -> str:
    out = StringIO()
    call_command("measure", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_prints_every_metric(file):
    table = run(file)
    assert all(metric.label in table and metric.source in table for metric in REGISTRY)


def test_it_works_as_json(file):
    (row,) = json.loads(run(file, "--json"))
    assert list(row["metrics"]) == [metric.name for metric in REGISTRY]
    assert row["metrics"]["chord_tones_strong"] == 0.5 and len(row["digest"]) == 64


def test_it_handles_files_that_are_no_music(file, tmp_path):
    broken = tmp_path / "broken.mid"
    broken.write_bytes(b"MThd but no more")
    out = StringIO()
    with pytest.raises(CommandError, match=r"broken\.mid: "):
        call_command("measure", str(broken), str(file), "--json", stdout=out)
    assert len(json.loads(out.getvalue())) == 1
