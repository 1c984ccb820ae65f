"""What is dear and the same for all is made once, whoever asks at the same moment, and kept within
bounds."""

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from chartbusters.sharing import views
from chartbusters.sharing.made_once import made_once
from chartbusters.web.rates import Rate
from generation.music.song import Song

DIGEST = "a" * 64
PARTS = ("song.mid", "card.png", "notes.json")


def never() -> bytes:
    pytest.fail("it was made again")


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_it_works() -> None:
    assert made_once(digest=DIGEST, kind="mid", make=lambda: b"notes") == b"notes"
    assert made_once(digest=DIGEST, kind="mid", make=never) == b"notes"
    assert made_once(digest=DIGEST, kind="card", make=lambda: b"picture") == b"picture"


def test_eight_at_once_make_it_once() -> None:
    made, got = [], []
    gate = threading.Barrier(8)

    def make() -> bytes:
        made.append(1)
        threading.Event().wait(0.1)  # the others come meanwhile
        return b"notes"

    def ask() -> None:
        gate.wait()
        got.append(made_once(digest=DIGEST, kind="mid", make=make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), got) == (1, [b"notes"] * 8)


def test_it_stays_below_its_size(settings: LazySettings) -> None:
    settings.PREPARED_MEGABYTES = 1  # 62,500 bytes a folder
    for number in range(40):
        digest = hashlib.sha256(bytes([number])).hexdigest()
        for kind in "abcdef":
            made_once(digest=digest, kind=kind, make=lambda: os.urandom(20_000))
        assert size(settings.PREPARED_DIR) <= 1_000_000


def test_what_was_used_longest_ago_goes_first(settings: LazySettings) -> None:
    settings.PREPARED_MEGABYTES = 1
    for number, kind in enumerate("abc"):
        made_once(digest=DIGEST, kind=kind, make=lambda: bytes(20_000))
        os.utime(settings.PREPARED_DIR / "a" / f"{DIGEST}.{kind}", (1000 + number, 1000 + number))
    made_once(digest=DIGEST, kind="a", make=never)
    made_once(digest=DIGEST, kind="d", make=lambda: bytes(20_000))
    kept = {path.suffix for path in (settings.PREPARED_DIR / "a").glob(f"{DIGEST}.*")}
    assert kept == {".a", ".c", ".d"}


def test_what_is_too_large_is_made_each_time(settings: LazySettings) -> None:
    settings.PREPARED_MEGABYTES = 1
    assert len(made_once(digest=DIGEST, kind="a", make=lambda: bytes(100_000))) == 100_000
    assert size(settings.PREPARED_DIR) == 0


def test_it_serves_without_a_disk(settings: LazySettings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.PREPARED_DIR = tmp_path / "file"
    assert made_once(digest=DIGEST, kind="a", make=lambda: b"notes") == b"notes"


def test_a_fault_keeps_nothing() -> None:
    def fail() -> bytes:
        raise ValueError

    with pytest.raises(ValueError):
        made_once(digest=DIGEST, kind="a", make=fail)
    assert made_once(digest=DIGEST, kind="a", make=lambda: b"notes") == b"notes"


@pytest.mark.django_db
class TestPages:
    def test_they_are_made_once(
        self,
        alice: Any,
        visitor: Client,
        shared: Callable[..., Any],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        shared(alice)
        first = [visitor.get(f"/@alice/morning-song/{part}").content for part in PARTS]
        for name in ("write_midi", "card_png"):
            monkeypatch.setattr(views, name, lambda song: never())
        assert [visitor.get(f"/@alice/morning-song/{part}").content for part in PARTS] == first

    @pytest.mark.parametrize("part", PARTS)
    def test_who_has_it_gets_304(
        self, alice: Any, visitor: Client, shared: Callable[..., Any], part: str
    ) -> None:
        shared(alice)
        address = f"/@alice/morning-song/{part}"
        tag = visitor.get(address)["ETag"]
        assert not tag.startswith("W/")
        again = visitor.get(address, headers={"If-None-Match": tag})
        assert again.status_code == 304 and again.content == b""
        assert visitor.get(address, headers={"If-None-Match": '"other"'}).status_code == 200

    def test_304_reads_no_notes(
        self,
        alice: Any,
        visitor: Client,
        shared: Callable[..., Any],
        django_assert_max_num_queries: Any,
    ) -> None:
        shared(alice)
        tag = visitor.get("/@alice/morning-song/notes.json")["ETag"]
        with django_assert_max_num_queries(1) as seen:
            visitor.get("/@alice/morning-song/notes.json", headers={"If-None-Match": tag})
        assert "packed" not in seen.captured_queries[0]["sql"]

    def test_a_changed_song_is_another_file(
        self,
        alice: Any,
        visitor: Client,
        api: Any,
        shared: Callable[..., Any],
        sample_song: Callable[..., Song],
    ) -> None:
        from chartbusters.compositions.services import revision_add

        composition = shared(alice)
        tag = visitor.get("/@alice/morning-song/song.mid")["ETag"]
        revision_add(composition=composition, song=sample_song(bars=2))
        assert (
            visitor.get("/@alice/morning-song/song.mid", headers={"If-None-Match": tag}).status_code
            == 200
        )

    def test_what_is_not_public_is_kept_nowhere(
        self, alice: Any, client_of: Any, shared: Callable[..., Any]
    ) -> None:
        shared(alice, visibility="private")
        for part in PARTS:
            assert (
                "no-store" in client_of(alice).get(f"/@alice/morning-song/{part}")["Cache-Control"]
            )

    def test_work_has_a_limit_and_what_is_there_has_none(
        self, alice: Any, visitor: Client, shared: Callable[..., Any], settings: LazySettings
    ) -> None:
        shared(alice)
        settings.LIMITS_ENABLED = True
        # the first is given
        settings.COSTS = {
            **settings.COSTS,
            "work": [Rate(0, 86_400, "address")],
        }
        assert visitor.get("/@alice/morning-song/song.mid").status_code == 200
        refused = visitor.get("/@alice/morning-song/card.png")
        assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
        assert "work out" in refused.content.decode()
        assert visitor.get("/@alice/morning-song/song.mid").status_code == 200
