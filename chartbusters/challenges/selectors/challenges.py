"""What pages and the API ask about challenges."""

from types import SimpleNamespace
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from chartbusters.challenges.models import (
    Challenge,
    ChallengeNote,
    Phase,
    PhasedChallenge,
    phase_of,
)
from chartbusters.challenges.rules import rules_in_words
from chartbusters.web.prepared_queries import Prepared

MOST_ADDRESSES = 1_000
MOST_FIRST = 12  # on a page that shows only the first

IN_ORDER = [Phase.OPEN, Phase.VOTING, Phase.UPCOMING, Phase.HELD, Phase.CLOSED]


def challenges_listed() -> QuerySet[PhasedChallenge]:
    """Published challenges with their phase and number of entries: what one can take part in comes
    first."""
    standing = Count("entries", filter=Q(entries__withdrawn_at=None))
    return _in_order(Challenge.objects.published().with_phase().annotate(entry_count=standing))


def challenge_counted(*, slug: str) -> PhasedChallenge | None:
    """One challenge with its phase and number of entries, public or not: for its organisers."""
    standing = Count("entries", filter=Q(entries__withdrawn_at=None))
    counted = Challenge.objects.with_phase().annotate(entry_count=standing)
    found: PhasedChallenge | None = counted.filter(slug=slug).first()
    return found


def _in_order(challenges: QuerySet[PhasedChallenge]) -> QuerySet[PhasedChallenge]:
    order = [When(phase=phase, then=place) for place, phase in enumerate(IN_ORDER)]
    return challenges.order_by(Case(*order, output_field=IntegerField()), "-entries_close_at", "pk")


def challenge_told(*, slug: str) -> Any:
    """One published challenge with its phase and number of entries, as all its pages show it; None
    when there is none.

    A row with the columns of `challenges_listed`, for pages that many look at.
    """
    return _TOLD.first(slug)


COLUMNS = [
    "pk",
    "slug",
    "title",
    "tagline",
    "overview",
    "genre",
    "rules",
    "phase",
    "now",
    "entry_count",
]

COLUMNS += ["opens_at", "entries_close_at", "voting_closes_at", "reveal_at", "told_at"]
COLUMNS += ["entries_each", "board_shows", "freezes_at", "pairs_each", "turns_each"]
COLUMNS += ["prizes", "palette", "picture", "kind"]
COLUMNS += ["entered_by", "voted_by", "may_ask", "authors_count", "conditions"]
COLUMNS += ["listening_ms", "minimum_votes", "weight_public", "weight_jury", "weight_metrics"]
COLUMNS += ["draw"]  # never `score_seed`

_TOLD = Prepared(
    lambda slug: challenges_listed().filter(slug=slug).values_list(*COLUMNS),
    "a-slug-that-no-one-has",
)


def challenge_uncounted(*, slug: str) -> Any:
    """As `challenge_told`, with 0 for the number of entries: who knows it from elsewhere need not
    have a million of them counted."""
    return _UNCOUNTED.first(slug)


_UNCOUNTED = Prepared(
    lambda slug: (
        Challenge.objects.published()
        .with_phase()
        .annotate(entry_count=Value(0))
        .filter(slug=slug)
        .values_list(*COLUMNS)
    ),
    "a-slug-that-no-one-has",
)


def challenges_told() -> list[Any]:
    """All of `challenges_listed`, as rows."""
    return _ALL.rows()


_ALL = Prepared(lambda: challenges_listed().values_list(*COLUMNS))


def with_notes(*, challenges: list[Any]) -> list[Any]:
    """Challenges as rows, each with its `notes`: two queries, however many there are."""
    notes: dict[int, list[ChallengeNote]] = {challenge.pk: [] for challenge in challenges}
    for note in ChallengeNote.objects.filter(challenge__in=notes):
        notes[note.challenge_id].append(note)
    return [
        SimpleNamespace(**challenge._asdict(), notes=notes[challenge.pk])
        for challenge in challenges
    ]


def challenges_first(*, count: int) -> list[Any]:
    """The first of `challenges_listed`, without what the first page does not show of them."""
    return _FIRST.rows()[:count]


FIRST = ["slug", "title", "tagline", "phase", "entries_close_at", "voting_closes_at", "opens_at"]
FIRST += ["told_at", "palette", "picture"]

_FIRST = Prepared(
    lambda: _in_order(Challenge.objects.published().with_phase()).values_list(*FIRST)[:MOST_FIRST]
)


def still(row: Any) -> tuple[Any, ...]:
    """A challenge as a row, without the clock: what pages that do not show the clock have as their
    version."""
    return tuple(row._replace(now=None))


def phase_now(*, challenge: Challenge) -> str | None:
    """The phase at this moment, by the database's clock; None when it is not published, or
    no more."""
    row = _PHASE.first(challenge.pk)
    return row.phase if row else None


def _phase(challenge: int) -> QuerySet[Challenge, Any]:
    return (
        Challenge.objects.published()
        .filter(pk=challenge)
        .annotate(phase=phase_of())
        .values_list("phase")
    )


_PHASE = Prepared(_phase, 4_611_686_018)


def rules_of(*, challenge: Challenge) -> list[str]:
    """The rules in words."""
    return rules_in_words(challenge.rules)


def notes_of(*, challenge: Challenge) -> QuerySet[ChallengeNote]:
    """What was changed after it had opened, the last first."""
    return challenge.notes.all()


def challenge_addresses() -> list[str]:
    """Pages of published challenges, the newest first: a bounded number."""
    slugs = Challenge.objects.published().order_by("-opens_at", "pk").values_list("slug", flat=True)
    return [reverse("challenge", args=[slug]) for slug in slugs[:MOST_ADDRESSES]]
