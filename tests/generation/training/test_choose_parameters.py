"""What people may choose for a training run: true names, bounds with their reasons, and that each
choice really changes the run."""

import json
from pathlib import Path
from typing import Any

import pytest

from generation.catalogue import ParameterError
from generation.techniques import TECHNIQUES, Technique
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.gan.band.config import BandConfig
from generation.techniques.transformer.config import CONFIG, change_config
from generation.training.choosing import complete, plan_of
from generation.training.plans import BadPlan, plan_from
from generation.training.wishes import read_wish

EVERY = pytest.mark.parametrize("technique", TECHNIQUES.values(), ids=lambda each: each.name)
NAMES = ["epochs", "learning_rate", "batch", "width", "seed"]
LIKELIHOOD, ADVERSARIAL = "steps", "cycles"


@EVERY
def test_it_works(technique: Technique) -> None:
    values = complete(technique, {"epochs": 7, "seed": 3})
    names = [name for name in values if name != "update_ratio"]
    assert names == NAMES and (values["epochs"], values["seed"]) == (7, 3)
    assert ("update_ratio" in values) == (technique.name == "gan")
    assert all(each.help for each in technique.training_parameters)


@EVERY
@pytest.mark.parametrize("recipe", ["fast", "good", "overnight"])
def test_every_recipe_is_within_the_bounds(technique: Technique, recipe: str) -> None:
    for genre in technique.genres:
        training, _ = plan_of(technique, genre, technique.recipes[recipe])
        assert plan_from(technique.plan, training).steps > 0


@EVERY
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("epochs", 10**9, "whole number from 1 to 2000"),
        ("epochs", 0, "whole number from 1 to"),
        ("epochs", 2.5, "whole number"),
        ("epochs", "many", "whole number"),
        ("epochs", True, "whole number"),
        ("learning_rate", float("nan"), "number from"),
        ("learning_rate", float("inf"), "number from"),
        ("learning_rate", -1, "number from"),
        ("learning_rate", 10**400, "number from"),
        ("batch", 10**6, "whole number from"),
        ("width", 10**6, "whole number from"),
        ("width", 65, "in steps of"),
        ("seed", 2**31, "whole number from"),
        ("width", None, "whole number from"),
        ("momentum", 1, "has no 'momentum'; it has epochs, learning_rate"),
    ],
)
def test_it_refuses_in_words(technique: Technique, name: str, value: object, words: str) -> None:
    with pytest.raises(ParameterError, match=words) as refused:
        complete(technique, {name: value})
    assert refused.value.name == name


@EVERY
def test_a_larger_batch_makes_fewer_steps_of_an_epoch(technique: Technique) -> None:
    genre = technique.genres[0]
    small, large = (plan_of(technique, genre, {"batch": size})[0] for size in (8, 32))
    assert small["epoch"] == 4 * large["epoch"]
    assert small["steps"] == 4 * large["steps"]


def test_an_epoch_of_the_gan_hears_as_much_whatever_the_ratio() -> None:
    few, many = (plan_of(TECHNIQUES["gan"], "pop", {"update_ratio": n})[0] for n in (1, 7))
    assert few["cycle_epoch"] == 4 * many["cycle_epoch"]
    assert (few["critic_steps"], many["critic_steps"]) == (1, 7)


@pytest.mark.parametrize(("epochs", "adversarial"), [(1, 0), (2, 1), (4, 1), (16, 4)])
def test_the_last_epochs_of_the_gan_are_adversarial(epochs: int, adversarial: int) -> None:
    training, _ = plan_of(TECHNIQUES["gan"], "pop", {"epochs": epochs})
    assert training[ADVERSARIAL] == adversarial * training["cycle_epoch"]
    assert training[LIKELIHOOD] == (epochs - adversarial) * training["epoch"]


def test_each_width_is_a_network_that_can_be() -> None:
    """Heads divide it, and rotations need pairs."""
    for width in range(32, 257, 32):
        shape = plan_of(TECHNIQUES["arcnn"], "bach", {"width": width})[1]
        config = ArcnnConfig(**shape)
        assert config.width == width == config.heads * config.head_dim
    for width in range(64, 385, 32):
        changed = change_config(
            CONFIG, plan_of(TECHNIQUES["transformer"], "any", {"width": width})[1]
        )
        assert changed.width == width == changed.heads * changed.head_dim
        assert changed.heads % changed.key_heads == 0 and changed.layers >= 3
    for width in range(16, 193, 16):
        bands = BandConfig(**plan_of(TECHNIQUES["gan"], "bands", {"width": width})[1])
        assert bands.widths[-1] % (2 * bands.heads) == 0
        widths = plan_of(TECHNIQUES["gan"], "pop", {"width": width})[1]["widths"]
        assert widths[0] == width and len(widths) == 4


def test_who_goes_on_takes_smaller_steps_in_the_shape_that_there_is() -> None:
    gan = TECHNIQUES["gan"]
    fresh, again = plan_of(gan, "pop", {}), plan_of(gan, "pop", {"width": 32}, "gan-pop")
    assert again[0]["rate"] == pytest.approx(0.3 * fresh[0]["rate"])
    assert (again[0]["start"], again[1]) == ("gan-pop", {})
    said = plan_of(gan, "pop", {"learning_rate": 1e-3}, "gan-pop")
    assert said[0]["rate"] == 1e-3


def wish_in(folder: Path, **parts: Any) -> Path:
    path = folder / "wish.json"
    wish = {"technique": "gan", "genre": "pop", "parameters": {"epochs": 3}, "start": ""}
    path.write_text(json.dumps({**wish, **parts}))
    return path


def test_a_wish_is_read(tmp_path: Path) -> None:
    chosen = read_wish(wish_in(tmp_path, minutes=None), TECHNIQUES["gan"])
    assert chosen.genre == "pop" and chosen.limits.untrained and chosen.limits.minutes is None
    assert chosen.wish["parameters"]["epochs"] == 3
    assert chosen.wish["parameters"]["learning_rate"] == 1.5e-3  # what nobody said is told too
    assert read_wish(wish_in(tmp_path, minutes=5), TECHNIQUES["gan"]).limits.minutes == 5


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"technique": "arcnn"}, "a wish for arcnn, not for gan"),
        ({"genre": "noise"}, "is not trained on 'noise', but on"),
        ({"parameters": {"epochs": 10**9}}, "Epochs is a whole number"),
        ({"minutes": 0}, "more than no minutes"),
        ({"minutes": float("nan")}, "more than no minutes"),
        ({"minutes": "long"}, "Minutes are a number"),
        ({"start": 3}, "told by its name"),
        ({"plan": {}}, "nothing else"),
    ],
)
def test_a_wish_is_refused_in_words(tmp_path: Path, parts: dict[str, Any], words: str) -> None:
    with pytest.raises(BadPlan, match=words):
        read_wish(wish_in(tmp_path, **parts), TECHNIQUES["gan"])


def test_what_is_no_wish_is_refused(tmp_path: Path) -> None:
    for content in ("", "[]", "{"):
        (tmp_path / "wish.json").write_text(content)
        with pytest.raises(BadPlan, match="is no wish"):
            read_wish(tmp_path / "wish.json", TECHNIQUES["gan"])
