"""Scores of a song name its maker and licence, and hold every note."""

from typing import Any

import pytest
from django.test import Client

from chartbusters.compositions.models import Licence
from chartbusters.compositions.services import composition_update
from chartbusters.sharing.services import secret_link_make
from generation.music.upload import read_upload
from tests.generation.sheets.scores import told_notes

pytestmark = pytest.mark.django_db
ADDRESS = "/@alice/walk-home/"


@pytest.mark.parametrize("ending", ["musicxml", "mxl"])
def test_it_holds_every_note(alice: Any, visitor: Client, shown: Any, ending: str) -> None:
    song = shown(alice)
    answer = visitor.get(f"{ADDRESS}song.{ending}")
    assert answer["Content-Disposition"] == f'attachment; filename="Walk Home.{ending}"'
    read = read_upload(answer.content).song
    assert told_notes(read) == told_notes(song.head.song.song)
    assert [sign.symbol for sign in read.chords] == ["Am7"]


def test_it_names_the_maker_and_the_licence_as_they_are_now(
    alice: Any, visitor: Client, shown: Any
) -> None:
    song = shown(alice)
    assert b"All rights reserved" in visitor.get(f"{ADDRESS}song.musicxml").content
    composition_update(composition=song, licence=Licence.CC_BY)
    score = visitor.get(f"{ADDRESS}song.musicxml").content.decode()
    assert "<rights>© alice. CC BY 4.0</rights>" in score
    assert f"<source>http://testserver{ADDRESS}</source>" in score


def test_a_secret_address_stays_out_of_it(alice: Any, visitor: Client, shown: Any) -> None:
    song = shown(alice, visibility="private")
    token = secret_link_make(composition=song)
    score = visitor.get(f"/s/{token}/song.musicxml").content
    assert b"<work-title>Walk Home</work-title>" in score
    assert token.encode() not in score and b"<source>" not in score
