"""Moments that the clock brings: a challenge opens, entries are about to close, voting begins, and
the result is told. Each is recorded once, whoever looks, and however often."""

import logging
from datetime import timedelta
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.challenges.models import Challenge
from chartbusters.notices.services import event_record

logger = logging.getLogger(__name__)
LATE = timedelta(days=2)  # a site that was down for longer does not tell what is long over
DAY = timedelta(days=1)


class Moment(NamedTuple):
    """`lead` before the time that stands in the column `at`."""

    kind: str
    at: str
    page: str
    audience: str
    lead: timedelta = timedelta()


MOMENTS = (
    Moment("challenge_opened", "opens_at", "challenge", "organisers regulars"),
    Moment("entries_closing", "entries_close_at", "challenge-submit", "organisers absent", DAY),
    Moment(
        "voting_began", "entries_close_at", "vote", "organisers entrants jurors regulars listeners"
    ),
    Moment("challenge_closed", "told_at", "leaderboard", "organisers entrants voters jurors"),
)


def moments_note() -> int:
    """Records what has come; returns how many challenges were looked at. One that cannot be
    recorded is told in the log, tried again in a minute, and stops no other."""
    return sum(_noted(moment) for moment in MOMENTS)


def _noted(moment: Moment) -> int:
    come = list(_come(moment))
    for challenge in come:
        try:
            _record(moment, challenge)
        except Exception:
            logger.exception("%s of %s was not recorded", moment.kind, challenge.slug)
    return len(come)


def _come(moment: Moment) -> QuerySet[Challenge]:
    until = Now() + moment.lead
    come = Challenge.objects.published().filter(
        **{f"{moment.at}__lte": until, f"{moment.at}__gt": until - LATE}
    )
    if not moment.lead:
        return come
    # Ahead of something it is told while that is to come, and not where it would come with the
    # opening.
    ahead = come.filter(**{f"{moment.at}__gt": Now()})
    return ahead.filter(opens_at__lt=F(moment.at) - 2 * moment.lead)


def _record(moment: Moment, challenge: Challenge) -> None:
    at = getattr(challenge, moment.at)
    event_record(
        kind=moment.kind,
        # A time that was moved is another moment.
        key=f"{challenge.pk}:{at:%Y%m%dT%H%M%S}",
        label=challenge.title,
        address=reverse(moment.page, args=[challenge.slug]),
        audience=" ".join(f"{name}:{challenge.pk}" for name in moment.audience.split()),
    )
