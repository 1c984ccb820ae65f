"""What a run would take of memory: told from batch and width, and refused where it is too much."""

from typing import Any

import pytest

from generation.catalogue import ParameterError
from generation.techniques import TECHNIQUES, Technique
from generation.training.choosing import complete
from generation.training.memory import estimate_megabytes, refuse_memory

EVERY = pytest.mark.parametrize("technique", TECHNIQUES.values(), ids=lambda each: each.name)
MOST = 2000
# Megabytes at the peak of a child (benchmarks/training_memory.py), by batch and width.
MEASURED = {
    "gan": [(4, 64, 682), (32, 64, 812), (64, 64, 852), (32, 192, 1087), (256, 192, 2428)],
    "arcnn": [(4, 96, 440), (16, 96, 496), (16, 256, 884), (128, 256, 3340)],
    "transformer": [(4, 128, 548), (16, 128, 646), (64, 128, 1137), (16, 256, 946)],
}
MEASURED["transformer"] += [(16, 384, 1469), (64, 384, 1983)]


def largest(technique: Technique) -> dict[str, Any]:
    """The worst corner of all bounds."""
    return {each.name: each.maximum for each in technique.training_parameters}


@EVERY
def test_it_is_as_measured(technique: Technique) -> None:
    for batch, width, megabytes in MEASURED[technique.name]:
        told = estimate_megabytes(technique, {"batch": batch, "width": width})
        assert 0.98 * megabytes < told < 1.2 * megabytes, (batch, width, told)


@EVERY
@pytest.mark.parametrize("recipe", ["fast", "good", "overnight"])
@pytest.mark.parametrize("start", ["", "a model"])
def test_every_recipe_fits(technique: Technique, recipe: str, start: str) -> None:
    refuse_memory(technique, complete(technique, technique.recipes[recipe]), MOST, start)


@pytest.mark.parametrize("name", ["gan", "arcnn"])
def test_the_worst_corner_is_refused_with_what_fits(name: str) -> None:
    technique = TECHNIQUES[name]
    with pytest.raises(ParameterError, match="a run may take 2,000 here") as refused:
        refuse_memory(technique, complete(technique, largest(technique)), MOST)
    assert refused.value.name == "batch"
    fits = int(refused.value.message.partition("Take ")[2].partition(" at most")[0])
    refuse_memory(technique, complete(technique, {**largest(technique), "batch": fits}), MOST)


@EVERY
def test_where_no_batch_fits_a_narrower_network_does(technique: Technique) -> None:
    with pytest.raises(ParameterError, match="Take a narrower network"):
        refuse_memory(technique, complete(technique, largest(technique)), 300)
