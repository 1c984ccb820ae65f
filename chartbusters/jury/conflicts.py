"""Whose entries a juror must not judge beside their own. Rooms that know who belongs together add a
function here."""

from collections.abc import Callable, Collection

# keys of people -> for some of them the keys of people who are linked with them
Links = Callable[[Collection[int]], dict[int, set[int]]]
LINKED: list[Links] = []


def partial_to(person: int) -> set[int]:
    """The person, and all who are linked with them."""
    return partial_to_each({person})[person]


def partial_to_each(people: Collection[int]) -> dict[int, set[int]]:
    """The same of many at once."""
    found = {person: {person} for person in people}
    for linked in LINKED:
        for person, others in linked(people).items():
            found[person] |= others
    return found
