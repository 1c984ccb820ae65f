"""An echo that says what a wish costs, and callers who have so many seconds of it."""

from dataclasses import replace

import pytest
from django.conf import LazySettings

from chartbusters.web.rates import Rate
from generation import costs
from generation.catalogue import Card
from generation.techniques import TECHNIQUES
from tests.generation.echo import ECHO

HOUR = 3600
COUNTED = replace(ECHO, cost="tests.generation.echo:count_seconds")


@pytest.fixture(autouse=True)
def _a_second_a_step(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step of the echo costs a second; a person has 60 an hour, a network 100, and nothing
    else is counted."""
    monkeypatch.setattr(costs, "AWAKE", 0.0)
    settings.LIMITS_ENABLED = True
    settings.LIMITS = {name: [] for name in settings.LIMITS}
    settings.BUDGETS = {"generate": [Rate(60, HOUR, "person"), Rate(100, HOUR, "address")]}


@pytest.fixture
def echo_model(echo_model: Card, monkeypatch: pytest.MonkeyPatch) -> Card:
    """It says what a wish costs."""
    monkeypatch.setitem(TECHNIQUES, "echo", COUNTED)
    return echo_model
