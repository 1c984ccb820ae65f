"""A folder with a page that needs no site and no script: all melodies, everybody's music."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from chartbusters.listening import page, recordings
from generation.music.document import from_document
from generation.music.midi import read_midi
from generation.music.song import Song


@pytest.fixture
def unheard(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where recordings would be; each takes the synthesizer some seconds, and has its own test."""
    places: list[Path] = []
    monkeypatch.setattr(page, "record_song", lambda song, place: not places.append(place))
    return places


def listen(out: Path, pack: Path, **more: Any) -> str:
    call_command("listen", out, **({"genre": "folk", "data": pack, "bars": 8} | more))
    return (out / "index.html").read_text()


def test_it_works(tmp_path: Path, pack: Path, unheard: list[Path]) -> None:
    html = listen(tmp_path / "page", pack, melodies=2)
    assert "<script" not in html and "http" not in html
    assert set(re.findall(r"<h2 id=\"title.*?</span> (.*?)</h2>", html)) == {"Four", "Two"}
    told = dict(zip(["Four", "Two"], html.split('class="melody"')[1:], strict=True))
    makers = {"Four": ["real", "gan-folk", "arranger", "shuffled"]}
    makers |= {"Two": ["sheet", "gan-folk", "arranger"]}
    assert {name: re.findall(r"<h3>(.*?)</h3>", text) for name, text in told.items()} == makers
    players = re.findall(r"<audio controls preload=\"none\" src=\"(.*?)\.mp3\"", html)
    assert [tmp_path / "page" / name for name in players] == unheard and len(set(unheard)) == 9
    assert html.count('role="img"') == 7 and html.count("MIDI</a>") == 9
    style = (tmp_path / "page/style.css").read_text()
    known = set(re.findall(r"(--[\w-]+):", style))
    assert set(re.findall(r"var\((--[\w-]+)\)", style)) <= known


def test_kinds_of_melodies_are_told(tmp_path: Path, pack: Path, unheard: list[Path]) -> None:
    """Folk has no waltz in this pack, so a lead sheet is its guest."""
    html = listen(tmp_path / "page", pack, melodies=2)
    kinds = dict(re.findall(r'<th scope="row">(.*?)</th><td>.*?</td><td>(.*?)</td>', html))
    assert '<a href="#melody-2">2</a>' in kinds["In three"]
    assert kinds["In compound time"] == "none in the data"
    assert "<li>3/4</li><li>in three</li>" in html
    assert html.count("a guest: folk has none like it in the data") == 1


def test_an_instrument_has_one_colour(tmp_path: Path, pack: Path, unheard: list[Path]) -> None:
    html = listen(tmp_path / "page", pack, melodies=2)
    keys = re.findall(r'swatch track-(\d)" aria-hidden="true"></i>(.*?)</li>', html)
    assert len({name for _, name in keys}) == len(set(keys)) > 4


def test_the_same_wish_writes_the_same_page(
    tmp_path: Path, pack: Path, unheard: list[Path]
) -> None:
    one, other = (listen(tmp_path / name, pack, seed=4) for name in ("one", "other"))
    assert one == other


def test_each_melody_has_a_model(tmp_path: Path, pack: Path, unheard: list[Path]) -> None:
    html = listen(tmp_path / "page", pack, genre="pop", melodies=1)
    assert "<h3>gan-pop</h3>" in html and "Pop band, a model of this site" in html


def test_songs_are_recorded_once(
    tmp_path: Path, sample_song: Callable[..., Song], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the synthesizer's word for the sound: it has tests of its own."""
    monkeypatch.setattr(recordings, "synthesise", lambda text, audio: audio.write_bytes(text))
    song, place = sample_song(bars=1), tmp_path / "music/one"
    assert recordings.record_song(song, place)
    assert not recordings.record_song(song, place)
    assert from_document(json.loads(place.with_suffix(".mp3").read_bytes())) == song
    assert read_midi(place.with_suffix(".mid").read_bytes()).tracks[0].notes == song.tracks[0].notes
