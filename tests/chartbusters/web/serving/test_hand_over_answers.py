"""Answers leave the thread that made them at once: whole, or as a file that the server reads by
itself."""

import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from whitenoise.responders import SlicedFile

from chartbusters.web.serving.replies import IN_MEMORY, Handed, Reply, span_of


class Told:
    """What granian would be told."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def response_bytes(self, *words: Any) -> None:
        self.calls.append(("bytes", *words))

    def response_file_range(
        self, status: int, headers: Any, file: str, start: int, end: int
    ) -> None:
        with open(file, "rb") as opened:  # as granian does, when it comes to it
            opened.seek(start)
            self.calls.append(("file", status, headers, opened.read(end - start)))


def _sent(result: Any) -> tuple[Any, ...]:
    told, later = Told(), []
    reply = Reply(told, lambda seconds, do: later.append(do))
    reply.start("200 OK", [("Content-Type", "text/plain")])
    reply.send(result)
    for do in later:
        do()
    (call,) = told.calls
    return call


def test_short_ones_go_whole() -> None:
    assert _sent([b"ab", b"c"]) == ("bytes", 200, [("Content-Type", "text/plain")], b"abc")


def test_long_ones_go_through_a_file() -> None:
    """So that a slow reader costs no memory. Their length is told, for otherwise it could not be
    known from outside."""
    kind, _, headers, body = _sent(iter([b"x" * 100_000] * 5))
    assert (kind, body) == ("file", b"x" * 500_000) and ("Content-Length", "500000") in headers


def test_a_full_disk_costs_memory_and_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert _sent([b"x" * (IN_MEMORY + 1)])[0::3] == ("bytes", b"x" * (IN_MEMORY + 1))


def test_files_are_handed_over(tmp_path: Path) -> None:
    path = tmp_path / "font"
    path.write_bytes(b"0123456789")
    with path.open("rb") as file:
        assert span_of(file) == (str(path), 0, 10)
        assert _sent(Handed(file))[0::3] == ("file", b"0123456789")
    with path.open("rb") as file:
        assert _sent(Handed(SlicedFile(file, 2, 4)))[0::3] == ("file", b"234")
    empty = tmp_path / "empty"
    empty.touch()
    with empty.open("rb") as file:
        assert _sent(Handed(file))[0::3] == ("bytes", b"")


def test_what_is_no_file_with_that_name_is_read(tmp_path: Path) -> None:
    """Memory, a file that was deleted, one that another has taken the place of."""
    assert _sent(Handed(io.BytesIO(b"memory")))[0::3] == ("bytes", b"memory")
    path = tmp_path / "gone"
    path.write_bytes(b"old")
    with path.open("rb") as file:
        path.unlink()
        assert _sent(Handed(file))[0::3] == ("bytes", b"old")
        file.seek(0)
        path.write_bytes(b"another")
        assert _sent(Handed(file))[0::3] == ("bytes", b"old")
