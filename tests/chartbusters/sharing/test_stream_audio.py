"""Byte ranges, as RFC 9110 section 14 has them."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client, RequestFactory

from chartbusters.compositions.models import Rendering, RenderingState
from chartbusters.sharing.media import ranged_response
from tests.chartbusters.sharing.conftest import AUDIO

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/morning-song/song.mp3"
SIZE = len(AUDIO)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def test_it_works(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    answer = visitor.get(ADDRESS)
    assert answer.status_code == 200 and body(answer) == AUDIO
    assert answer["Content-Type"] == "audio/mpeg" and answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == str(SIZE)
    assert answer["Content-Disposition"] == 'inline; filename="Morning Song.mp3"'


def test_it_saves_under_a_good_name(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    assert (
        visitor.get(f"{ADDRESS}?download")["Content-Disposition"]
        == 'attachment; filename="Morning Song.mp3"'
    )


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, SIZE),
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=1000-9999", 1000, SIZE),
        ("bytes=-24", SIZE - 24, SIZE),
        ("bytes=-9999", 0, SIZE),
        (f"bytes=0-{SIZE - 1}", 0, SIZE),
    ],
)
def test_it_sends_the_part_asked_for(
    alice: Any, visitor: Client, shared: Any, asked: str, start: int, end: int
) -> None:
    shared(alice)
    answer = visitor.get(ADDRESS, headers={"Range": asked})
    assert answer.status_code == 206 and body(answer) == AUDIO[start:end]
    assert answer["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer["Content-Length"] == str(end - start)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=99999-", "bytes=-0"])
def test_it_rejects_what_lies_beyond_the_end(
    alice: Any, visitor: Client, shared: Any, asked: str
) -> None:
    shared(alice)
    answer = visitor.get(ADDRESS, headers={"Range": asked})
    assert answer.status_code == 416 and answer["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked", ["bytes=-", "bytes=9-3", "bytes=0-1,5-6", "items=0-1", "bytes=a-b", "bytes=٣-", ""]
)
def test_it_handles_ranges_it_does_not_know_by_sending_all(
    alice: Any, visitor: Client, shared: Any, asked: str
) -> None:
    shared(alice)
    answer = visitor.get(ADDRESS, headers={"Range": asked})
    assert answer.status_code == 200 and body(answer) == AUDIO


def test_it_sends_all_when_the_file_has_changed(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    etag = visitor.get(ADDRESS)["ETag"]
    assert visitor.get(ADDRESS, headers={"Range": "bytes=0-9", "If-Range": etag}).status_code == 206
    assert (
        visitor.get(ADDRESS, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code
        == 200
    )


def test_it_sends_no_body_for_head(alice: Any, visitor: Client, shared: Any) -> None:
    shared(alice)
    answer = visitor.head(ADDRESS)
    assert (
        answer.status_code == 200 and body(answer) == b"" and answer["Content-Length"] == str(SIZE)
    )


def lose(composition: Any) -> None:
    """The file of its recording is gone, as after a backup that was put back without the folder."""
    default_storage.delete(Rendering.objects.get(song_id=composition.head.song_id).audio.name)


@pytest.mark.parametrize("page", ["/@alice/morning-song/", "embed"])
@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-9"}, {"Range": "bytes=5-"}])
@pytest.mark.parametrize("method", ["get", "head"])
def test_it_makes_a_missing_file_again(
    alice: Any, visitor: Client, shared: Any, page: str, headers: Any, method: str
) -> None:
    composition = shared(alice)
    lose(composition)
    address = f"/embed/{composition.pk}/" if page == "embed" else page
    for _ in range(2):
        answer = getattr(visitor, method)(f"{address}song.mp3", headers=headers)
        assert answer.status_code == 503 and int(answer["Retry-After"]) > 0
    row = Rendering.objects.get()
    assert (row.state, row.audio.name) == (RenderingState.QUEUED, "")


def test_its_state_tells_of_a_missing_file(alice: Any, visitor: Client, shared: Any) -> None:
    composition = shared(alice)
    lose(composition)
    assert visitor.get("/@alice/morning-song/rendering.json").json() == {"state": "queued"}
    assert "is being made" in visitor.get("/@alice/morning-song/").content.decode()
    assert Rendering.objects.get().state == RenderingState.QUEUED


def test_it_handles_a_file_that_goes_at_this_moment(
    alice: Any, visitor: Client, shared: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(shared(alice))
    with monkeypatch.context() as late:
        late.setattr(default_storage, "exists", lambda name: True)
        assert visitor.get(ADDRESS).status_code == 503
    assert Rendering.objects.get().state == RenderingState.QUEUED


def test_it_closes_what_nobody_reads(alice: Any, shared: Any, rf: RequestFactory) -> None:
    shared(alice)
    answer: Any = ranged_response(
        rf.get(ADDRESS), Rendering.objects.get().audio, "digest", "song.mp3"
    )
    opened = answer.file_to_stream.fileobj
    assert not opened.closed
    answer.close()
    assert opened.closed
