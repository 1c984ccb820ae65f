"""A knob has one type: techniques declare it, cards keep it as JSON, and read it back."""

import importlib
import json

import pytest

from generation.catalogue import Card, Parameter, cards
from generation.codecs.instrumentation import Part
from generation.techniques import TECHNIQUES
from generation.techniques.gan.band.config import NETWORK
from generation.techniques.gan.band.parameters import list_parameters
from generation.techniques.parameters import MELODY_TRACK


def declared_of(card: Card) -> tuple[Parameter, ...]:
    """The band network's parameters go by who plays."""
    if card.network == NETWORK:
        return list_parameters([Part.from_json(track) for track in card.tracks])
    return declared(card.technique)


def declared(technique: str) -> tuple[Parameter, ...]:
    room = importlib.import_module(f"generation.techniques.{technique}.parameters")
    return tuple(room.PARAMETERS)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_a_card_has_the_knobs_of_its_technique(card: Card) -> None:
    assert card.parameters == declared_of(card)


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_a_card_keeps_them_to_the_letter(card: Card) -> None:
    kept = json.loads(card.path.read_text())["parameters"]
    assert json.dumps([each.as_json() for each in declared_of(card)]) == json.dumps(kept)


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
