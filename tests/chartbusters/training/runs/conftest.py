"""Organisers with one right, for runs that are watched."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from tests.people import person_made


@pytest.fixture
def staff_with(db: None) -> Callable[[str], Any]:
    """`staff_with("change_trainingrun")` is an organiser who may do that and nothing else."""

    def made(right: str) -> Any:
        person = person_made(f"staff-{right}"[:30])
        person.is_staff = True
        person.save()
        person.user_permissions.add(Permission.objects.get(codename=right))
        return type(person).objects.get(pk=person.pk)

    return made


@pytest.fixture
def organiser(staff_with: Callable[[str], Any]) -> Any:
    """Who looks after training."""
    return staff_with("change_trainingrun")
