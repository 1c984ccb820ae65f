"""The OpenAPI description as the site serves it, for tests that hold the site to it or make clients
from it."""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def description(db: None) -> dict[str, Any]:
    """The whole description, as JSON."""
    answer = Client().get("/api/v1/schema/", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return dict(answer.json())


def operations(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(method, path, operation) of each."""
    found: list[tuple[str, str, dict[str, Any]]] = []
    for path, methods in description["paths"].items():
        found += [(method, path, operation) for method, operation in methods.items()]
    return found
