"""Reports that wait for a decision, and what became of one's own."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Phase, phase_of
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.sealing import under_seal
from chartbusters.moderation.models import Report

PAGE = 30
COMMENTED = ("comment__discussion__song__owner",)


class Told(NamedTuple):
    """A report as its maker reads it; nothing in it tells which entry a side of a ballot was."""

    about: str
    report: Report


def reports_open(*, challenge: Any | None, after: int = 0) -> tuple[list[Report], int | None]:
    """One page of what waits, the oldest first: of a challenge, or of all that staff decide; and
    where the next page begins."""
    waiting = reports_waiting(challenge=challenge)
    found = list(waiting.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def reports_waiting(*, challenge: Any | None) -> QuerySet[Report]:
    waiting = Report.objects.filter(decided_at=None, challenge=challenge and challenge.pk)
    beside = ["reporter", "song__owner", "person", "entry__maker", "challenge"]
    return waiting.select_related(*beside, "comment__writer", *COMMENTED)


def songs_heard(*, reports: Iterable[Report]) -> set[UUID]:
    """Of the songs that were reported those that whoever decides can hear here: public ones that no
    vote silences."""
    asked = {report.song_id for report in reports if report.song_id}
    found = Composition.objects.filter(pk__in=asked, visibility=Visibility.PUBLIC)
    return set(found.exclude(under_seal()).values_list("pk", flat=True)) if asked else set()


def reports_mine(*, person: User) -> list[Told]:
    """The newest reports of a person."""
    return [report_told(row) for row in reports_of(person=person).order_by("-pk")[:PAGE]]


def reports_of(*, person: User) -> QuerySet[Report]:
    """All reports of a person; each knows the phase of its challenge."""
    mine = Report.objects.filter(reporter=person).annotate(phase=phase_of("challenge__"))
    return mine.select_related("song__owner", "person", "entry", "challenge", *COMMENTED)


def report_told(report: Any) -> Told:
    """`report` is one of `reports_of`."""
    return Told(_about(report), report)


def _about(report: Any) -> str:
    if report.song is not None:
        return f"“{report.song.title}” by {report.song.owner.shown_name}"
    if report.comment is not None:
        song = report.comment.discussion.song
        return f"A comment on “{song.title}” by {song.owner.shown_name}"
    if report.person is not None:
        return str(report.person.shown_name)
    if report.ballot_id is not None and report.phase != Phase.CLOSED:
        return f"Song {report.side.upper()} of a pair in {report.challenge.title}"
    return f"Entry {report.entry.number} in {report.challenge.title}"


def comments_needed() -> Q:
    """The condition that a comment waits for a decision: it stays, though its writer has removed it
    after it was reported."""
    return Q(Exists(Report.objects.filter(comment=OuterRef("pk"), decided_at=None)))
