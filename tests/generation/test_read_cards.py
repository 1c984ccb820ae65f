"""The catalogue: what the web process knows of the models."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace

import pytest

from generation import catalogue
from generation.catalogue import (
    Parameter,
    ParameterError,
    card_from,
    card_meant,
    cards,
    read_card,
)
from tests.conftest import REPOSITORY

LOCKED = Parameter("locked", "Locked notes", "notes", [], maximum=3)


def test_it_works() -> None:
    assert [card.name for card in cards()] == [
        "arcnn-bach",
        "gan-bach",
        "gan-folk",
        "gan-jazz",
        "gan-pop",
        "gan-rock",
        "gan-symphony",
        "transformer-all",
    ]


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_it_describes_the_weights_beside_it(card) -> None:
    assert hashlib.sha256(card.weights.read_bytes()).hexdigest() == card.digest
    assert all(each["licence"] and each["attribution"] for each in card.data)
    assert all(parameter.label and parameter.help for parameter in card.parameters)
    assert card.licence and card.commit and card.figures


def test_it_never_imports_torch() -> None:
    program = (
        "import sys, generation.engine as e; e.read_card('gan'); print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def meant_name(digest: str, model: str) -> str:
    """By name: a test before this one may have had the cards read anew."""
    card = card_meant({"model_digest": digest, "model": model})
    assert card is not None
    return card.name


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_recipes_find_the_model_by_its_digest_of_any_time(card) -> None:
    assert meant_name(card.digest, card.name) == card.name
    assert all(meant_name(former, card.name) == card.name for former in card.former_digests)


def test_a_card_tells_the_digests_that_it_had() -> None:
    content = json.loads(read_card("gan").path.read_text())
    card = card_from({**content, "former_digests": ["0ld"]})
    assert card.former_digests == ("0ld",)
    assert card.is_meant_by("0ld") and card.is_meant_by(card.digest)
    assert not card.is_meant_by("another") and not card.is_meant_by("")


def test_models_may_share_their_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has a card of its own, and a recipe means the one that it names."""
    pop = read_card("gan", "gan-pop")
    rock = replace(pop, name="gan-rock", network="gan-pop")
    assert rock.weights == pop.weights and rock.path != pop.path
    monkeypatch.setattr(catalogue, "cards", lambda: (pop, rock))
    for card in (pop, rock):
        assert card_meant({"model_digest": pop.digest, "model": card.name}) is card


@pytest.mark.parametrize("recipe", [{}, {"model_digest": ""}, {"model_digest": "another"}])
def test_it_finds_no_model_for_weights_that_are_not_installed(recipe: dict[str, str]) -> None:
    assert card_meant(recipe) is None


def test_it_fills_in_defaults() -> None:
    card = read_card("gan", "gan-bach")
    values = card.complete_parameters({"refine": 3})
    assert values["refine"] == 3
    assert set(values) == {parameter.name for parameter in card.parameters}


@pytest.mark.parametrize(
    "value", ["x", None, True, [], {}, "nan", float("nan"), 1e400, 2.5, -1, "3", "३", " 3 ", "3.0"]
)
def test_it_rejects_what_is_no_whole_number_in_range(value: object) -> None:
    parameter = Parameter("n", "N", "int", 1, minimum=0, maximum=8)
    with pytest.raises(ParameterError):
        parameter.parse(value)


@pytest.mark.parametrize(
    ("parameter", "good", "bad"),
    [
        (Parameter("b", "B", "bool", False), [True, False], [1, 0, "true", None, []]),
        (Parameter("c", "C", "choice", "a", choices=("a", "b")), ["a", "b"], ["c", 1, None, []]),
        (
            Parameter("f", "F", "float", 0.5, minimum=0, maximum=1),
            [0, 1, 0.25, 0.3],
            ["", "0.25", -0.1, float("nan")],
        ),
    ],
)
def test_it_parses_each_kind(parameter: Parameter, good: list[object], bad: list[object]) -> None:
    for value in good:
        parameter.parse(value)
    for value in bad:
        with pytest.raises(ParameterError):
            parameter.parse(value)


@pytest.mark.parametrize("value", [[[0, 60]], [[0, 60], [0, 60]]])
def test_it_takes_lists_of_notes(value: object) -> None:
    assert LOCKED.parse(value) == [[0, 60]]


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        "x",
        "[[0, 60]]",
        [[0]],
        [[0, 128]],
        [[-1, 60]],
        [[0, 60.5]],
        [[True, 60]],
        [[n, 60] for n in range(4)],
    ],
)
def test_it_rejects_other_lists(value: object) -> None:
    with pytest.raises(ParameterError, match="onset"):
        LOCKED.parse(value)
