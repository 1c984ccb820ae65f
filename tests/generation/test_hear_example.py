"""A few seconds of each model, before it is asked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generation.catalogue import Card, cards
from generation.examples import example_path, read_example, write_example
from generation.music.document import from_document
from generation.music.song import Song

pytestmark = pytest.mark.django_db
SHORTEST, LONGEST = 3, 20  # seconds
LARGEST = 20_000  # bytes: it comes with the page


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_each_shipped_model_has_one_of_these_weights(card: Card) -> None:
    example = read_example(card)
    assert example and len(example.text) < LARGEST
    song = from_document(json.loads(example.text))
    assert SHORTEST < song.seconds < LONGEST
    assert song.note_count > 10


def test_it_works(api: Callable[..., Any], echo_model: Card, sample_song: Any) -> None:
    assert not api().get("/api/v1/models/").json()["results"][0]["example"]
    write_example(echo_model, sample_song())
    assert api().get("/api/v1/models/").json()["results"][0]["example"]
    answer = api().get("/api/v1/models/echo-low/example/")
    assert from_document(answer.json()) == sample_song()


def test_one_of_other_weights_is_none(
    api: Callable[..., Any], echo_model: Card, sample_song: Callable[..., Song]
) -> None:
    path: Path = write_example(echo_model, sample_song())
    path.write_text(path.read_text().replace(echo_model.digest, "0ther"))
    assert read_example(echo_model) is None
    assert api().get("/api/v1/models/echo-low/example/").status_code == 404


def test_a_model_that_is_not_there_has_none(api: Callable[..., Any]) -> None:
    assert api().get("/api/v1/models/nobody/example/").status_code == 404


def test_it_lies_beside_the_weights(echo_model: Card) -> None:
    assert example_path(echo_model).parent.parent == echo_model.weights.parent
