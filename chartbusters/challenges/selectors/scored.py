"""Entries by their score reports: which a viewer may name."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from chartbusters.challenges.models import Entry
from chartbusters.challenges.selectors.entries import Anyone
from scoring.models import ReportState, ScoreReport

MOST = 50  # that are offered to compare with


def _named(viewer: Anyone) -> QuerySet[Entry]:
    """Standing entries that the viewer made, and those of challenges whose result is told."""
    told = Q(challenge__told_at__lte=Now(), challenge__published=True)
    mine = Q(maker=viewer.pk) if viewer.is_authenticated else Q(pk=None)
    return Entry.objects.filter(told | mine, withdrawn_at=None)


def titles_of(*, reports: list[ScoreReport], viewer: Anyone) -> dict[UUID, str]:
    """The titles of entries that have these reports, by report."""
    keys = [report.pk for report in reports]
    rows = _named(viewer).filter(score_report__in=keys).order_by("-submitted_at")
    return dict(rows.values_list("score_report", "title"))


def reports_known(*, viewer: Anyone, beside: ScoreReport | None) -> list[tuple[UUID, str]]:
    """Reports that are offered to compare with one: of the viewer's own entries, and of entries in
    the same challenges where these are over."""
    offered = Q(maker=viewer.pk) if viewer.is_authenticated else Q(pk=None)
    if beside:
        offered |= Q(challenge__entries__score_report=beside.pk)
    rows = _named(viewer).filter(offered, score_report__state=ReportState.DONE)
    named = rows.exclude(score_report=beside.pk if beside else None).order_by("-submitted_at")
    return list(named.values_list("score_report", "title").distinct()[:MOST])
