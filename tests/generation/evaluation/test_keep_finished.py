"""A long table that was cut goes on with what it had finished, and with nothing stale."""

from pathlib import Path

import pytest

from generation.evaluation.finished import Finished, digest_inputs


def make_once(calls: list[str]) -> list[int]:
    calls.append("made")
    return [1, 2]


def test_it_works(tmp_path: Path) -> None:
    calls: list[str] = []
    finished = Finished(tmp_path / "new")
    found = [finished.find_or_make("a", lambda: make_once(calls)) for _ in range(2)]
    assert found == [[1, 2], [1, 2]]
    assert calls == ["made"]


def test_what_was_cut_is_made_again(tmp_path: Path) -> None:
    def cut() -> None:
        raise KeyboardInterrupt

    finished = Finished(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        finished.find_or_make("a", cut)
    assert finished.find_or_make("a", lambda: 3) == 3


def test_other_inputs_have_another_name(tmp_path: Path) -> None:
    room = "evaluation"
    name = digest_inputs([room], tmp_path, "valid")
    assert name == digest_inputs([room], tmp_path, "valid")
    (tmp_path / "pop.zip").write_bytes(b"songs")
    others = {
        digest_inputs([room], tmp_path, "valid"),
        digest_inputs([room], tmp_path, "test"),
        digest_inputs(["codecs"], tmp_path, "valid"),
    }
    assert len({name, *others}) == 4
