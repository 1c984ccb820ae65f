"""A knob has one type: techniques declare it, cards keep it as JSON, and read it back."""

import importlib
import json

import pytest

from generation.catalogue import Card, Parameter, cards
from generation.techniques import TECHNIQUES
from generation.techniques.parameters import MELODY_TRACK


def declared(technique: str) -> tuple[Parameter, ...]:
    room = importlib.import_module(f"generation.techniques.{technique}.parameters")
    return tuple(room.PARAMETERS)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_a_card_has_the_knobs_of_its_technique(card: Card) -> None:
    assert card.parameters == declared(card.technique)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_a_card_keeps_them_to_the_letter(card: Card) -> None:
    kept = json.loads(card.path.read_text())["parameters"]
    assert json.dumps([each.as_json() for each in declared(card.technique)]) == json.dumps(kept)


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_it_reads_back_what_it_writes(technique: str) -> None:
    assert tuple(Parameter.from_json(each.as_json()) for each in declared(technique)) == declared(
        technique
    )


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_every_default_is_a_value_it_takes(technique: str) -> None:
    for parameter in declared(technique):
        assert parameter.parse(parameter.default) == parameter.default


def test_what_it_does_not_have_is_not_written() -> None:
    assert "choices" not in MELODY_TRACK.as_json()
    assert set(Parameter("b", "B", "bool", False).as_json()) == {
        "name",
        "label",
        "kind",
        "default",
        "help",
    }
