"""Contests with votes, and staff with one right at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from tests.chartbusters.leaderboard.conftest import voted
from tests.chartbusters.trust.voters import vote

__all__ = ["voted"]


@pytest.fixture
def challenge(contest: Any, alice: Any) -> Any:
    """With three votes of alice's."""
    made, entries = contest("voting", 4)
    for opponent in entries[1:]:
        vote(made, alice, (entries[0], opponent))
    return made


@pytest.fixture
def helper() -> Callable[..., Any]:
    """`helper("view_weighedchallenge")`: staff with these rights alone."""

    def make(*rights: str) -> Any:
        made = get_user_model().objects.create_user("helper", is_staff=True)
        made.user_permissions.set(Permission.objects.filter(codename__in=rights))
        return made

    return make
