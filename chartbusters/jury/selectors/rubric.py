"""The rubric of a challenge: what is judged, and whether it may still be changed."""

import hashlib
import json
from collections.abc import Iterable

from django.db.models import Q

from chartbusters.challenges.models import Challenge
from chartbusters.jury.models import Criterion, JurySheet


def rubric_of(*, challenge: Challenge | int) -> list[Criterion]:
    """Its criteria in their order."""
    return list(Criterion.objects.filter(challenge=challenge).order_by("order", "pk"))


def rubric_fault(*, criteria: Iterable[Criterion]) -> str:
    """Why nobody can judge by it yet, in words; empty when everybody can."""
    found = list(criteria)
    if not found:
        return "The rubric has no criterion yet."
    for criterion in found:
        if criterion.wordless:
            levels = ", ".join(map(str, criterion.wordless))
            return f"The criterion {criterion.name!r} has no words for level {levels}."
    return ""


def rubric_is_frozen(*, challenge: Challenge | int) -> bool:
    """Whether somebody has judged by it: from then on all judge by the same words."""
    judged = Q(submitted_at__isnull=False) | Q(reopenings__isnull=False)
    return JurySheet.objects.filter(judged, juror__challenge=challenge).exists()


def rubric_version(*, criteria: Iterable[Criterion]) -> str:
    """Another one as soon as a juror would read other words."""
    told = [[one.pk, one.name, one.weight, one.levels] for one in criteria]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
