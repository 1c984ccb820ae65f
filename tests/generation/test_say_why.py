"""What a model is said to depend on is what it depends on: without it the note's probability
changes more than without as much elsewhere, under a question that had no part in the choice."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from generation.asked_note import AskedNote, Place, Unexplained, find_new
from generation.engine import Request, choose_track, find_card, generate
from generation.explaining import explain
from generation.explaining.asking import open_belief
from generation.music.song import Song
from generation.take import read_edit
from tests.generation.tunes import ode

WISHES: dict[str, tuple[str, dict[str, Any]]] = {
    "transformer-all": ("transformer", {"seconds": 8}),
    "arcnn-bach": ("arcnn", {"mode": "harmonise", "iterations": 12}),
    "gan-pop": ("gan", {"refine": 0}),
    "gan-jazz": ("gan", {"refine": 0}),
}
MODELS = pytest.mark.parametrize("model", WISHES)
SONG = ode()


@cache
def take_of(model: str, **more: Any) -> tuple[AskedNote, list[Place]]:
    """A question about the first note of a take, and all notes that the model wrote."""
    technique, parameters = WISHES[model]
    request = Request(technique, SONG, model, 1, {**parameters, **more})
    made = generate(request)
    wishes = made.recipe["parameters"]
    new = find_new(SONG, made.song)
    edits = tuple(map(read_edit, made.recipe.get("edits", [])))
    melody = choose_track(request, wishes)
    return AskedNote(find_card(request), SONG, made.song, melody, wishes, 1, edits, new[0]), new


def pitched(take: Song, places: list[Place], count: int) -> Iterator[Place]:
    """Some of them, from all over the take; drums are left to a test of their own."""
    notes = [place for place in places if not take.tracks[place.track].drums]
    for at in np.linspace(0, len(notes) - 1, count).astype(int):
        yield notes[at]


@MODELS
def test_it_works(model: str) -> None:
    asked, new = take_of(model)
    random, more = np.random.default_rng(1), []
    for place in pitched(asked.take, new, 8):
        note = replace(asked, at=place)
        answer = explain(note)
        assert answer.passes <= 24
        belief = open_belief(replace(note, other=3))
        left = [each for each in belief.heard if each not in answer.places]
        size = min(len(answer.places), len(left))
        control = [left[at] for at in random.permutation(len(left))[:size]]
        base, without, elsewhere = (
            belief.log_probs(gone)[place.note.pitch] for gone in ([], answer.places, control)
        )
        more.append(abs(base - without) - abs(base - elsewhere))
    assert np.mean(more) > 0.05


@MODELS
def test_it_tells_what_the_model_believes(model: str) -> None:
    asked, new = take_of(model)
    place = next(pitched(asked.take, new, 1))
    answer, nats = explain(replace(asked, at=place)), open_belief(replace(asked, at=place))
    believed = np.exp(nats.log_probs())
    assert believed.sum() == pytest.approx(1, abs=0.01)
    assert answer.probability == pytest.approx(believed[place.note.pitch])
    chances = [chance for _, chance in answer.alternatives]
    assert chances == sorted(chances, reverse=True) and place.note.pitch not in dict(
        answer.alternatives
    )
    for named in answer.named:
        without = nats.log_probs(named.places)[place.note.pitch]
        assert named.without == pytest.approx(np.exp(without), rel=1e-4)
        assert named.change == pytest.approx(nats.log_probs()[place.note.pitch] - without, abs=1e-4)


def test_strokes_are_told_of_too() -> None:
    asked, new = take_of("gan-pop")
    stroke = next(place for place in new if asked.take.tracks[place.track].drums)
    answer = explain(replace(asked, at=stroke))
    assert 0 < answer.probability < 1


@MODELS
def test_it_says_the_same_again(model: str) -> None:
    asked, new = take_of(model)
    note = replace(asked, at=new[-1])
    assert explain(note) == explain(note)


@MODELS
def test_it_rejects_a_note_of_the_song(model: str) -> None:
    asked, _ = take_of(model)
    own = Place(0, SONG.tracks[0].notes[0])
    with pytest.raises(Unexplained):
        explain(replace(asked, at=own))


def test_it_says_that_the_last_chords_are_written_by_rules() -> None:
    asked, new = take_of("gan-pop", ending="close")
    with pytest.raises(Unexplained, match="rules of harmony"):
        explain(replace(asked, at=max(new, key=lambda place: place.note.onset)))


def test_edits_are_told_of_too() -> None:
    asked, _ = take_of("arcnn-bach", mode="enhance")
    added = next(edit.note for edit in asked.edits if edit.kind == "add")
    assert 0 < explain(replace(asked, at=Place(0, added))).probability < 1


def test_bars_that_are_filled_are_told_of_too() -> None:
    asked, new = take_of("transformer-all", mode="fill bars", first_bar=3, last_bar=4)
    answer = explain(replace(asked, at=new[-1]))
    later = [place for place in answer.places if place.note.onset > new[-1].note.onset]
    assert answer.named and set(later) <= set(open_belief(replace(asked, at=new[-1])).heard)
