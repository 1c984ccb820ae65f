"""Whose entries a juror must not judge beside their own. Rooms that know who belongs together add a
function here."""

from collections.abc import Callable

LINKED: list[Callable[[int], set[int]]] = []  # key of a person -> keys of people linked with them


def partial_to(person: int) -> set[int]:
    """The person, and all who are linked with them."""
    return {person}.union(*(linked(person) for linked in LINKED))
