"""Instruments come one by one, whole, and only once."""

import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from chartbusters.ops import instruments as made
from chartbusters.ops.instruments import instruments
from chartbusters.web.soundfont import instrument_url, soundfont_url

YEAR = "public, max-age=31536000, immutable"


def test_it_works(client: Client) -> None:
    answer = client.get("/soundfont/0")
    data = b"".join(answer)
    assert data[:4] == b"cbi1"
    assert len(data) == int(answer["Content-Length"])
    assert data == (instruments().folder / "0").read_bytes()
    assert answer.streaming
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_it_tells_what_there_is(client: Client) -> None:
    told = client.get("/soundfont/").json()
    assert len(told["instruments"]) == 129 and told["digest"] in soundfont_url()


def test_it_handles_pinned_addresses(client: Client) -> None:
    assert client.head(instrument_url("drums"))["Cache-Control"] == YEAR
    assert client.head("/soundfont/drums?v=old")["Cache-Control"] == "public, max-age=3600"


def test_it_handles_browsers_that_have_it(client: Client) -> None:
    etag = client.head("/soundfont/33")["ETag"]
    again = client.get("/soundfont/33", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert client.head("/soundfont/34")["ETag"] != etag


@pytest.mark.parametrize("name", ["128", "facts", "facts.json", "..%2F0", "-1", "00", "DRUMS"])
def test_it_rejects_what_is_no_instrument(client: Client, name: str) -> None:
    assert client.get(f"/soundfont/{name}").status_code == 404


def test_it_handles_others(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "0").write_bytes(b"mine")
    facts = {"name": "mine", "digest": "abc", "instruments": ["0"]}
    (tmp_path / "facts.json").write_text(json.dumps(facts))
    first = client.head("/soundfont/0")["ETag"]
    monkeypatch.setattr(made, "BUILT", tmp_path)
    answer = client.get("/soundfont/0?v=abc")
    assert (b"".join(answer), answer["Cache-Control"]) == (b"mine", YEAR)
    assert answer["ETag"] != first
    assert client.get("/soundfont/1").status_code == 404


@pytest.mark.django_db
def test_it_rejects_a_missing_font(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.SOUNDFONT = str(tmp_path / "none.sf2")
    assert client.get("/soundfont/").status_code == 404
    assert client.get("/soundfont/0").status_code == 404
    assert b'name="soundfont" content="/soundfont/"' in client.get("/studio/").content
