"""Tells voting whose entries a voter is not given: those of accounts used in the same browser."""

from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet

from chartbusters.trust.models import Sighting

MOST = 5  # accounts of one browser: pupils who share a computer must be left songs to compare


def people_beside(person: int) -> QuerySet[Sighting, Any]:
    """Keys of all who were seen in a browser with a person, and the person, for queries."""
    seen = Sighting.objects.order_by()
    if settings.LINKED_DAYS <= 0:
        return seen.none().values("person")
    theirs = seen.filter(person=person).values("browser")
    counted = seen.filter(browser__in=theirs).values("browser").annotate(people=Count("pk"))
    return seen.filter(browser__in=counted.filter(people__lte=MOST).values("browser")).values(
        "person"
    )
