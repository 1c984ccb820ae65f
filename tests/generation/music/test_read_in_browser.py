"""The studio reads a MIDI file in the browser as the server does: every note, every word."""

import json
import random
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from chartbusters.compositions.presets import presets
from chartbusters.compositions.serializers import upload_summary
from chartbusters.compositions.sounding import NODE
from generation.music import upload, upload_child
from generation.music.document import to_document
from generation.music.midi import write_midi
from generation.music.upload import UploadError, read_upload
from tests.generation.music.noise import noise
from tests.generation.music.uploads import HOSTILE, mutated

READER = Path(__file__).parents[3] / "frontend" / "tests" / "midifile" / "answers.ts"
CORPORA = ("nottingham", "mutopia", "pop909")


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many files: without a process for each, and without its limits."""
    answer = upload_child.read

    def parsed(data: bytes, kind: str) -> bytes:
        return json.dumps(answer(data, kind)).encode()

    monkeypatch.setattr(upload, "_parse", parsed)


def server_says(name: str, data: bytes) -> Any:
    try:
        found = read_upload(data)
    except UploadError as error:
        return {"code": error.code, "message": error.message}
    song = found.song.with_title(found.song.title or Path(name).stem)
    summary = upload_summary(found._replace(song=song))
    return {"document": to_document(song), "summary": json.loads(json.dumps(summary))}


def browser_says(folder: Path) -> dict[str, Any]:
    ran = subprocess.run([NODE, READER, folder], capture_output=True, check=True)
    answers: dict[str, Any] = json.loads(ran.stdout)
    return answers


def compare(files: Iterable[bytes], folder: Path, *, kept: bool = False) -> set[str]:
    """Holds both to each other; what became of the files, a code or `song`.

    With `kept` each song is the same after export and another import.
    """
    sent = {f"{index:04}.mid": data for index, data in enumerate(files)}
    for name, data in sent.items():
        (folder / name).write_bytes(data)
    said = browser_says(folder)
    for name, data in sent.items():
        again = said[name].pop("again", True)
        assert again or not kept, name
        assert said[name] == server_says(name, data), name
    return {answer.get("code", "song") for answer in said.values()}


def test_it_works(tmp_path: Path) -> None:
    assert compare([write_midi(preset.song) for preset in presets()], tmp_path, kept=True) == {
        "song"
    }


def test_files_that_are_refused(tmp_path: Path) -> None:
    codes = {code for _, code in HOSTILE}
    assert compare([data for data, _ in HOSTILE], tmp_path) == codes


def test_files_of_any_events(tmp_path: Path) -> None:
    assert "song" in compare([noise(seed) for seed in range(150)], tmp_path)


def test_mutated_files(tmp_path: Path) -> None:
    assert {"song", "broken_file"} <= compare(mutated(100), tmp_path)


def test_files_in_envelopes(tmp_path: Path) -> None:
    inner = write_midi(presets()[0].song)
    part = b"data" + len(inner).to_bytes(4, "little") + inner
    info = b"DISP" + (3).to_bytes(4, "little") + b"abc\0"
    whole = b"RIFF" + bytes(4) + b"RMID" + info + part
    assert compare([whole, whole[:-1], whole[:20]], tmp_path) == {"song", "not_midi"}


@pytest.mark.parametrize("corpus", CORPORA)
def test_real_files(corpus: str, tmp_path: Path, shared_data: Path) -> None:
    with zipfile.ZipFile(shared_data / f"{corpus}.zip") as pack:
        names = sorted(name for name in pack.namelist() if name.endswith(".mid"))
        chosen = random.Random(20261129).sample(names, 8)
        assert "song" in compare([pack.read(name) for name in chosen], tmp_path, kept=True)
