"""Whoever leaves follows nobody, is followed by nobody, and takes home what they did."""

import json
from typing import Any
from zipfile import ZipFile

import pytest

from chartbusters.compositions.services import composition_update
from chartbusters.following.models import Block, Follow, Mute, Post
from chartbusters.following.services import (
    person_block,
    person_follow,
    person_mute,
    song_repost,
)
from chartbusters.leaving.archive import archive_write
from chartbusters.notices.models import Event
from tests.chartbusters.leaving.erasing import erase

pytestmark = pytest.mark.django_db


@pytest.fixture
def tied(alice: Any, bob: Any, charlie: Any, song_of: Any) -> Any:
    """Bob follows and mutes alice, is followed by charlie, and passes a song of each on."""
    person_follow(by=bob, person=alice)
    person_follow(by=charlie, person=bob)
    person_mute(by=bob, person=alice)
    for person in (alice, bob):
        waltz = song_of(person, f"Waltz of {person}")
        song_repost(song=waltz, by=charlie if person == bob else bob)
    return bob


def test_nothing_is_left(tied: Any, alice: Any, charlie: Any) -> None:
    person_block(by=alice, person=charlie)
    erase(tied)
    assert not Follow.objects.exists() and not Mute.objects.exists()
    assert Post.objects.get().person == alice and Block.objects.count() == 1
    assert not Event.objects.filter(audience=f"person:{tied.pk}").exists()


def test_it_is_taken_home(tied: Any, alice: Any, tmp_path: Any) -> None:
    person_block(by=alice, person=tied)

    def taken(name: str) -> Any:
        with (tmp_path / "home.zip").open("w+b") as file:
            archive_write(file, person=tied)
        return json.loads(ZipFile(tmp_path / "home.zip").read(name))

    told = [(row["how"], row["whom"]) for row in taken("following.json")]
    assert told == [("is followed by", "charlie"), ("mutes", "alice")]
    assert taken("reposts.json") == []


def test_what_is_not_heard_is_not_named(tied: Any, alice: Any, tmp_path: Any) -> None:
    def taken() -> Any:
        with (tmp_path / "home.zip").open("w+b") as file:
            archive_write(file, person=tied)
        return json.loads(ZipFile(tmp_path / "home.zip").read("reposts.json"))

    assert taken()[0]["song"] == "Waltz of alice"
    composition_update(composition=alice.compositions.get(), visibility="private")
    assert taken()[0]["song"] is taken()[0]["maker"] is None
