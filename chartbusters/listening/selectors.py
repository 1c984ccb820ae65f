"""Which blind tests there are, and what belongs to one."""

from statistics import fmean

from django.db.models import QuerySet

from chartbusters.challenges.models import Challenge, Entry, Phase, PhasedChallenge
from chartbusters.challenges.score_draws import score_known
from chartbusters.listening.titles import maker_of
from chartbusters.seasons.models import Season


def blind_test(*, name: str) -> Season | None:
    return Season.objects.filter(slug=name).first()


def challenges_of(*, name: str) -> QuerySet[PhasedChallenge]:
    return Challenge.objects.with_phase().filter(seasons__slug=name).order_by("slug")


def is_told(challenge: PhasedChallenge) -> bool:
    return challenge.phase == Phase.CLOSED


def entries_of(*, name: str) -> QuerySet[Entry]:
    found = Entry.objects.filter(challenge__seasons__slug=name)
    return found.select_related("maker", "challenge", "score_report").order_by("challenge", "pk")


def scores_of(*, name: str) -> list[tuple[str, float, int]]:
    """What the metrics alone say: each maker with the mean score of its entries, as it may be told
    now, and how many have one; the best first."""
    scores: dict[str, list[float]] = {}
    known = entries_of(name=name).annotate(known=score_known()).filter(known__isnull=False)
    for title, score in known.values_list("title", "known"):
        scores.setdefault(maker_of(title), []).append(score)
    rows = [(maker, fmean(known), len(known)) for maker, known in scores.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))
