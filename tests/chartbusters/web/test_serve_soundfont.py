"""The SoundFont comes out of the installed package, whole, and only once."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from chartbusters.web.soundfont import soundfont_path, soundfont_url


def test_it_works(client: Client) -> None:
    answer = client.get("/soundfont/")
    data = b"".join(answer)
    assert data[:4] == b"RIFF" and data[8:12] == b"sfbk"
    assert len(data) == soundfont_path().stat().st_size == int(answer["Content-Length"])
    assert answer.streaming
    assert answer["Content-Type"] == "audio/x-soundfont"
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_it_handles_pinned_addresses(client: Client) -> None:
    assert client.head(soundfont_url())["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.head("/soundfont/?v=old")["Cache-Control"] == "public, max-age=3600"


def test_it_handles_browsers_that_have_it(client: Client) -> None:
    etag = client.head("/soundfont/")["ETag"]
    again = client.get("/soundfont/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_it_handles_a_font_of_the_operator(
    client: Client, settings: LazySettings, tmp_path: Path
) -> None:
    font = tmp_path / "mine.sf2"
    font.write_bytes(b"RIFF....sfbk")
    first = client.head("/soundfont/")["ETag"]
    settings.SOUNDFONT = str(font)
    answer = client.get("/soundfont/")
    assert b"".join(answer) == b"RIFF....sfbk"
    assert answer["ETag"] != first


@pytest.mark.django_db
def test_it_rejects_a_missing_font(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.SOUNDFONT = str(tmp_path / "none.sf2")
    assert client.get("/soundfont/").status_code == 404
