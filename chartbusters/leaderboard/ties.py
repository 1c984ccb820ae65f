"""Tells juries who belongs together: accounts that were used in one browser."""

from collections import defaultdict
from collections.abc import Collection

from django.conf import settings

from chartbusters.trust.models import Sighting


def people_in_one_browser(people: Collection[int]) -> dict[int, set[int]]:
    """Whom each was seen in one browser with. They may be a school's computer's pupils; a juror
    loses an entry to judge by it, and nobody a vote."""
    if settings.LINKED_DAYS <= 0:
        return {}
    theirs = Sighting.objects.filter(person__in=people).values("browser")
    seen = defaultdict(set)
    for browser, person in Sighting.objects.filter(browser__in=theirs).values_list(
        "browser", "person"
    ):
        seen[browser].add(person)
    found: dict[int, set[int]] = defaultdict(set)
    for together in seen.values():
        for person in together & set(people):
            found[person] |= together - {person}
    return dict(found)
