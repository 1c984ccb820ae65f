"""Whose entries are kept off a voter's ballots because the two may be one person. Rooms that know
who belongs together add a function here when the site is loaded."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from chartbusters.challenges.models import Author, Entry

# The key of a person -> the keys of all who are linked with them, for queries; the person may be
# among them.
Links = Callable[[int], QuerySet[Any, Any]]
LINKED: list[Links] = []


def entries_of_linked(*, challenge: int, person: int) -> QuerySet[Any, Any]:
    """Keys of entries that people made, or were named for, who are linked with this one. It is
    asked from the person on: whoever is linked with nobody costs a look into an index."""
    made = Entry.objects.order_by().filter(challenge=challenge)
    found = Entry.objects.order_by().none().values("pk")
    for linked in LINKED:
        people = linked(person)
        named = Author.objects.order_by().filter(person__in=people, entry__challenge=challenge)
        theirs = made.filter(maker__in=people).values("pk")
        found = found.union(theirs, named.values("entry"))
    return found
