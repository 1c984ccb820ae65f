"""Accounts for tests, made where they are needed."""

from typing import Any

from django.contrib.auth import get_user_model


def person_made(name: str) -> Any:
    return get_user_model().objects.create_user(
        username=name, email=f"{name}@example.org", password=f"{name}-pass-1"
    )


def organiser_made() -> Any:
    return get_user_model().objects.create_superuser(
        "organiser", "organiser@example.org", "organiser-pass-1"
    )
