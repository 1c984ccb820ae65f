"""The secret draw by which entries of a challenge are scored: drawn when it is made, told when its
result is."""

import secrets

from django.db.models import Case, F, FloatField, Q, When
from django.db.models.functions import Cast, Now, Round

from chartbusters.challenges.models import Challenge, Entry, PhasedChallenge
from scoring.models import Rescoring, ScoreReport
from scoring.services import REPORTED
from scoring.telling import DRAWS_TOLD, STEP


def connect() -> None:
    DRAWS_TOLD.append(draw_is_told)
    REPORTED.append(report_take)


def report_take(report: ScoreReport) -> None:
    """Where everything is scored again, entries that run take the report of the new version, all
    alike; those whose result is told keep what it was told by."""
    if not Rescoring.objects.filter(version=report.version).exists():
        return
    same = {"score_report__song": report.song_id, "score_report__genre": report.genre}
    running = Entry.objects.filter(**same, score_report__seed=report.seed)
    running = running.filter(challenge__told_at__gt=Now()).exclude(score_report=report.pk)
    Entry.objects.filter(pk__in=list(running.values_list("pk", flat=True))).update(
        score_report=report
    )


def draw_seed() -> str:
    """32 hex digits that nobody can guess."""
    return secrets.token_hex(16)


def draw_is_told(seed: str) -> bool:
    """Whether the challenge that drew this seed has told its result."""
    return Challenge.objects.filter(score_seed=seed, told_at__lte=Now()).exists()


def score_known() -> Case:
    """Of entries: the score as it may be told now, rounded while the draw behind it is secret."""
    steps = Cast(Round(F("score_report__score") / float(STEP)), FloatField())
    secret = ~Q(score_report__seed="") & Q(challenge__told_at__gt=Now())
    return Case(
        When(secret, then=steps * float(STEP)),
        default=F("score_report__score"),
        output_field=FloatField(),
    )


def seed_after(before: PhasedChallenge, after: Challenge) -> str:
    """The draw of a challenge that is changed: the same, but for one that runs again after its end,
    when everybody knows the one before."""
    told_at = after.reveal_at or after.voting_closes_at
    return draw_seed() if before.draw and told_at > before.now else before.score_seed
