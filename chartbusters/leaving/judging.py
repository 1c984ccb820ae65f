"""What a person said as a juror, for the archive of what is theirs."""

from collections.abc import Iterator
from typing import Any

from chartbusters.accounts.models import User
from chartbusters.jury.models import JuryOrder, JurySheet


def sheets_told(*, person: User) -> Iterator[dict[str, Any]]:
    """What the person said as a juror, drafts too."""
    mine = JurySheet.objects.filter(juror__person=person).order_by("pk")
    for sheet in mine.select_related("juror__challenge", "entry").prefetch_related(
        "scores__criterion"
    ):
        yield {
            "challenge": sheet.juror.challenge.slug,
            "juror": sheet.juror.number,
            "entry": sheet.entry.number,
            "levels": {score.criterion.name: score.level for score in sheet.scores.all()},
            "comment": sheet.comment,
            "submitted_at": sheet.submitted_at,
        }


def orders_told(*, person: User) -> Iterator[dict[str, Any]]:
    """The orders that the person gave in final rounds of juries, place by number of entry."""
    mine = JuryOrder.objects.filter(juror__person=person).order_by("pk")
    for order in mine.select_related("juror__challenge").prefetch_related(
        "places__finalist__entry"
    ):
        yield {
            "challenge": order.juror.challenge.slug,
            "juror": order.juror.number,
            "places": {one.finalist.entry.number: one.place for one in order.places.all()},
            "said_at": order.said_at,
        }
