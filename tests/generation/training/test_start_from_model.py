"""A run may begin with a model: one that is installed, or one that a run has made, in each
technique."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from generation.catalogue import Card, UnknownModel, cards, config_from
from generation.techniques import TECHNIQUES
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.network import Arcnn
from generation.techniques.gan.band.config import BandConfig
from generation.techniques.gan.band.network import Generator as BandGenerator
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.network import Generator as GanGenerator
from generation.techniques.record import load
from generation.techniques.transformer.config import read_config
from generation.techniques.transformer.network import Transformer
from generation.training.choosing import plan_of
from generation.training.experiment import Experiment
from generation.training.packs import Pack
from generation.training.plans import plan_from
from generation.training.start import describe_start, find_start, load_start
from tests.generation.small_band import SMALL, band_arrays
from tests.generation.untrained import ARCNN, GAN, TRANSFORMER
from tests.generation.wishes import GENRES, make_pack, twice

SHAPES = {"gan": GAN, "arcnn": ARCNN, "transformer": TRANSFORMER}
NAMES = {"gan": "gan-pop", "arcnn": "arcnn-bach", "transformer": "transformer-all"}
EVERY = pytest.mark.parametrize("technique", list(SHAPES))


def open_small(technique: str, start: str = "", pack: Pack | None = None) -> Experiment:
    """A run of a tiny network, or of one of the shape of its start."""
    known, genre = TECHNIQUES[technique], GENRES[technique]
    shape = {} if start else asdict(SHAPES[technique])
    plan = replace(known.plan(), start=start, steps=1, batch=2, validation=2, seed=5)
    opened: Experiment = load(known.training(genre).experiment)(
        genre, pack or make_pack(technique), plan, shape
    )
    return opened


def leave_model(technique: str, folder: Path) -> Path:
    """What a run leaves: its card, weights beside it."""
    made = open_small(technique)
    with torch.no_grad():
        for weight in made.trainee.modules["average"].parameters():
            weight.add_(torch.randn(weight.shape))
    made.publish(folder, "abc", {"steps": {"likelihood": 7}, "epochs": [{"epoch": 1}] * 99})
    return folder / f"{NAMES[technique]}.json"


def read_weights(experiment: Experiment) -> dict[str, torch.Tensor]:
    return experiment.trainee.modules["average"].state_dict()


@EVERY
def test_it_works(technique: str, tmp_path: Path) -> None:
    """Of the shape of the card, whatever the technique's own is."""
    path = leave_model(technique, tmp_path)
    begun, fresh = open_small(technique, str(path)), open_small(technique)
    stored = load_weights(path)
    assert read_weights(begun).keys() == read_weights(fresh).keys()
    for name, weight in read_weights(begun).items():
        assert torch.equal(weight, stored[name].float()), name
    assert any(not torch.equal(read_weights(fresh)[n], w) for n, w in read_weights(begun).items())


def load_weights(path: Path) -> dict[str, torch.Tensor]:
    return load_file(path.with_suffix(".safetensors"))


@EVERY
def test_it_learns_on_from_there(technique: str, tmp_path: Path) -> None:
    """Before its first step it knows what the model knows."""
    path = leave_model(technique, tmp_path)
    begun, fresh = open_small(technique, str(path)), open_small(technique)
    assert begun.trainee.validate()["loss"] != fresh.trainee.validate()["loss"]
    begun.trainee.begin("likelihood", 0)
    before = [each.clone() for each in begun.trainee.modules["average"].parameters()]
    begun.trainee.step("likelihood", 0, 0.0)
    after = begun.trainee.modules["average"].parameters()
    assert any(not torch.equal(a, b) for a, b in zip(before, after, strict=True))


@EVERY
def test_its_card_tells_where_it_began(technique: str, tmp_path: Path) -> None:
    """But not the whole course of the other run, or cards would grow from run to run."""
    path = leave_model(technique, tmp_path)
    cards = open_small(technique, str(path)).export("abc", {"best": 3}).cards
    told = cards[0]["training"]
    digest = json.loads(path.read_text())["digest"]
    assert told["start"] == {
        "name": NAMES[technique],
        "digest": digest,
        "training": {"steps": {"likelihood": 7}},
    }
    assert told["best"] == 3


NETWORKS: dict[str, Callable[[Any], nn.Module]] = {
    "gan": lambda sizes: GanGenerator(config_from(GanConfig, sizes)),
    "gan-bands": lambda sizes: BandGenerator(config_from(BandConfig, sizes)),
    "arcnn": lambda sizes: Arcnn(config_from(ArcnnConfig, sizes)),
    "transformer": lambda sizes: Transformer(read_config(sizes)),
}


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_every_shipped_model_may_be_begun_with(card: Card) -> None:
    """Whatever the names of its tensors were when it was published."""
    start = find_start(card.technique, card.name)
    network = NETWORKS[card.network or card.technique](card.sizes)
    before = [each.clone() for each in network.parameters()]
    load_start(network, start)
    changed = [not torch.equal(a, b) for a, b in zip(before, network.parameters(), strict=True)]
    assert np.mean(changed) > 0.5
    assert describe_start(start)["start"]["digest"] == card.digest


def bands(start: str, shape: dict[str, Any]) -> Experiment:
    gan = TECHNIQUES["gan"]
    training, _ = plan_of(gan, "bands", {}, start)
    plan = plan_from(gan.plan, {**training, "validation": 2})
    opened: Experiment = load(gan.training("bands").experiment)(
        "bands", twice("bands", band_arrays()), plan, shape
    )
    return opened


def test_a_band_goes_on_with_the_network_of_all(tmp_path: Path) -> None:
    """And its own card comes first."""
    bands("", asdict(SMALL)).publish(tmp_path, "", {})
    begun = bands(str(tmp_path / "gan-jazz.json"), {})
    stored = load_weights(tmp_path / "gan-bands.safetensors")
    assert all(torch.equal(w, stored[n].float()) for n, w in read_weights(begun).items())
    assert begun.export("", {}).cards[0]["name"] == "gan-jazz"


@pytest.mark.parametrize(
    ("technique", "start", "words"),
    [
        ("gan", "gan-bach", "plays 3 voices, and music of this kind has 5"),
        ("gan", "gan-rock", "the network of all bands: it goes on with bands"),
    ],
)
def test_it_refuses_a_model_of_another_kind(technique: str, start: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        open_small(technique, start)


def test_bands_refuse_a_model_of_one_genre() -> None:
    with pytest.raises(ValueError, match="a network of its own genre"):
        bands("gan-pop", {})


def test_it_refuses_a_model_of_another_technique(tmp_path: Path) -> None:
    path = leave_model("arcnn", tmp_path)
    with pytest.raises(ValueError, match="a model of arcnn, not of gan"):
        open_small("gan", str(path))


@EVERY
@pytest.mark.parametrize("start", ["nobody", "nobody/card.json"])
def test_it_refuses_what_is_not_there(technique: str, start: str) -> None:
    with pytest.raises(UnknownModel):
        open_small(technique, start)
