"""A program has each technique learn, and plays with what came of it: real networks, as narrow and
short as the bounds allow, on the music that ships."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from generation.music.document import to_document
from generation.techniques import TECHNIQUES
from generation.workers import jobs, training
from tests.generation.tunes import ode

pytestmark = [pytest.mark.slow, pytest.mark.torch, pytest.mark.django_db(transaction=True)]
RUNS, JOBS = "/api/v1/training-runs/", "/api/v1/generation-jobs/"
TAKES: dict[str, dict[str, Any]] = {
    "gan": {"refine": 0},
    "arcnn": {"iterations": 2},
    "transformer": {"seconds": 5},
}


def narrowest(technique: str) -> dict[str, int]:
    """One epoch of the network that is quickest."""
    known = {each.name: each for each in TECHNIQUES[technique].training_parameters}
    return {"epochs": 1, "width": int(known["width"].minimum or 0), "seed": 5}


@pytest.mark.parametrize("technique", list(TAKES))
def test_it_learns_becomes_a_model_and_plays(
    technique: str,
    api: Callable[..., Any],
    alice: Any,
    bob: Any,
    settings: LazySettings,
    tmp_path: Path,
) -> None:
    settings.TRAINING_DATA, settings.TRAINING_DIR = "", tmp_path / "training"
    me = api(alice)
    wish = {"technique": technique, "pack": "arranged", "plan": narrowest(technique)}
    made = me.post(RUNS, {**wish, "recipe": "fast", "title": f"By {technique}"})
    assert made.status_code == 201, made.content
    address = f"{RUNS}{made.json()['id']}/"
    training.train_next(worker="one")
    run = me.get(address).json()
    assert (run["state"], run["epochs_done"]) == ("done", 1), run
    model = me.post(f"{address}model/").json()
    assert model["technique"] == technique
    take = {"technique": technique, "model": model["name"], "parameters": TAKES[technique]}
    take |= {"seed": 1, "document": to_document(ode())}
    assert api(bob).post(JOBS, take).status_code in (400, 404)  # it is alice's alone
    asked = me.post(JOBS, take)
    assert asked.status_code in (201, 202), asked.content
    jobs.run(worker="one")
    job = me.get(f"{JOBS}{asked.json()['id']}/").json()
    assert job["state"] == "done", job
    assert any(track["notes"] for track in job["result"]["document"]["tracks"])
