"""The run that other tests look at is one that could have been."""

from typing import Any

import pytest

from generation.models import JobState
from generation.training_curves import read_buckets
from generation.training_selectors import runs_visible
from tests.training_runs import REAL, STEPS, finished_run

pytestmark = pytest.mark.django_db


def test_it_has_all_that_a_page_shows(alice: Any) -> None:
    run = finished_run(alice)
    epochs = list(run.epochs.all())
    assert [epoch.number for epoch in epochs] == list(range(13))
    assert all(epoch.measures.keys() == REAL.keys() for epoch in epochs)
    assert all(epoch.samples.count() == 3 for epoch in epochs)
    assert [event.code for event in run.events.all()][-1] == "done"
    assert runs_visible(user=alice).get() == run


@pytest.mark.parametrize("technique", ["gan", "arcnn", "transformer"])
def test_its_curves_are_of_all_its_steps(alice: Any, technique: str) -> None:
    run = finished_run(alice, technique=technique, epochs=30, samples=0, state=JobState.PAUSED)
    phases = {curve.phase: curve.steps for curve in run.curves.all()}
    assert sum(phases.values()) == 30 * STEPS
    for curve in run.curves.all():
        rows = read_buckets(bytes(curve.buckets), curve.stride, curve.steps)
        assert len(rows) == -(-curve.steps // curve.stride) <= curve.MOST
        assert (rows[:, 0] <= rows[:, 1]).all() and (rows[:, 1] <= rows[:, 2]).all()
