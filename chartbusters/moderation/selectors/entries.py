"""Entries as organisers see them: by number, without names, until these are told. Who runs a
challenge may vote in it too, and should know no more than others do."""

from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chartbusters.challenges.models import Disqualification, Entry, Phase
from chartbusters.moderation.models import Report
from scoring.models import ScoreReport
from scoring.telling import score_told

PAGE = 50


class DeskEntry(NamedTuple):
    """One row; title and maker are None while the vote is blind."""

    entry: Entry
    title: str | None
    maker: str | None
    reports: int
    state: str  # in, withdrawn, out
    why: str
    score: float | None

    @property
    def out(self) -> bool:
        return self.state == "out"


def entries_page(*, challenge: Any, after: int = 0) -> tuple[list[DeskEntry], int | None]:
    """One page in the order of the numbers, those behind `after`; and where the next one begins."""
    rows = _rows(challenge).filter(number__gt=after).order_by("number")
    found = list(rows[: PAGE + 1])
    more = found[PAGE - 1].number if len(found) > PAGE else None
    return [_told(challenge, row) for row in found[:PAGE]], more


def desk_entry(*, challenge: Any, number: int) -> DeskEntry | None:
    """The entry of this number, whether or not it stands."""
    row = _rows(challenge).filter(number=number).first()
    return _told(challenge, row) if row else None


def words_on(*, entry: Entry) -> QuerySet[Disqualification]:
    """All that organisers said of an entry, the newest first."""
    return entry.disqualifications.select_related("by").order_by("-number")


def _rows(challenge: Any) -> QuerySet[Any]:
    still = Report.objects.filter(entry=OuterRef("pk"), decided_at=None).order_by()
    counted = still.values("entry").annotate(count=Count("pk")).values("count")
    said = Disqualification.objects.filter(entry=OuterRef("pk")).order_by("-number")
    rows = Entry.objects.filter(challenge=challenge.pk).select_related("maker", "score_report")
    return rows.defer("score_report__metrics", "score_report__findings").annotate(
        open_reports=Coalesce(Subquery(counted), 0), last_word=Subquery(said.values("reason")[:1])
    )


def _told(challenge: Any, row: Any) -> DeskEntry:
    over = challenge.phase == Phase.CLOSED
    state = "out" if row.disqualified_at else "withdrawn" if row.withdrawn_at else "in"
    return DeskEntry(
        row,
        row.title if over else None,
        row.maker.shown_name if over else None,
        row.open_reports,
        state,
        row.last_word if row.disqualified_at else "",
        _score(row.score_report, over=over),
    )


def _score(report: ScoreReport | None, *, over: bool) -> float | None:
    return score_told(report.score, seed=report.seed, over=over) if report else None
