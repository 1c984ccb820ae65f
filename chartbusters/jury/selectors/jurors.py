"""Who is on a jury, and how far each has come."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author, Challenge, phase_of
from chartbusters.challenges.selectors import entries_standing
from chartbusters.jury.conflicts import partial_to, partial_to_each
from chartbusters.jury.models import Juror, JuryRound
from chartbusters.jury.rounds.models import RUNNING
from chartbusters.jury.tokens import link_digest
from chartbusters.web.prepared_queries import Prepared


class Progress(NamedTuple):
    """Entries that a juror has judged, of those that are theirs to judge."""

    judged: int
    of: int

    @property
    def left(self) -> int:
        return max(0, self.of - self.judged)


@dataclass(frozen=True)
class Seat:
    """A juror as the organisers see them."""

    juror: Juror
    progress: Progress
    drafts: int
    reopened: int


def juror_of(*, challenge: Challenge | int, person: Any) -> Juror | None:
    """The juror that this person is in a challenge: accepted, and not removed."""
    if not isinstance(person, User):
        return None
    seats = jurors_sitting().filter(challenge=challenge, person=person)
    return seats.select_related("challenge").first()


def seat_at(*, slug: str, person: Any) -> Juror | None:
    """The row of this person in the challenge of that address, invited and declined ones too; of
    those removed none."""
    if not isinstance(person, User):
        return None
    seats = Juror.objects.filter(challenge__slug=slug, person=person, removed_at=None)
    return seats.select_related("challenge").first()


def invitation_by_code(*, code: str) -> Juror | None:
    """Whom a link that went by mail leads in; nobody when it was used or taken back."""
    open_ones = Juror.objects.filter(link=link_digest(code), person=None, removed_at=None)
    return open_ones.filter(accepted_at=None).select_related("challenge").first()


def juries_of(*, person: User) -> QuerySet[Juror, Any]:
    """The juries of a person, the next to end first, each with the `phase` of its challenge, and
    whether a final round runs."""
    mine = Juror.objects.filter(person=person, removed_at=None).select_related("challenge")
    rounds = JuryRound.objects.filter(RUNNING, challenge=OuterRef("challenge"))
    phased = mine.annotate(phase=phase_of("challenge__"), in_final=Exists(rounds))
    return phased.order_by("challenge__voting_closes_at", "pk")


def is_on_jury(*, person: User, challenge: int) -> bool:
    """Whether a person was asked onto a jury and not taken off: most are not, and every page of a
    challenge asks."""
    return bool(_SEAT.tuples(challenge, person.pk))


def _row_of(challenge: int, person: int) -> QuerySet[Juror, Any]:
    seats = Juror.objects.filter(challenge=challenge, person=person, removed_at=None)
    return seats.order_by().values_list("pk")


_SEAT = Prepared(_row_of, 4_611_686_018, 4_611_686_019)


def jury_due(*, person: User, challenge: int) -> Juror | None:
    """The open invitation or the jury of a person in a challenge that is not over."""
    mine = Juror.objects.filter(person=person, challenge=challenge, removed_at=None)
    still = mine.filter(declined_at=None, challenge__voting_closes_at__gt=Now())
    return still.select_related("challenge").first()


class Standing(NamedTuple):
    """Whose the standing entries of a challenge are: how many each maker has, and one row for
    everybody named as a co-author (entry, its maker, person)."""

    makers: Counter[int]
    named: list[tuple[UUID, int, int]]

    def apart_from(self, partial: set[int]) -> int:
        """How many of them none of these people have made."""
        theirs = {one for one, maker, person in self.named if person in partial - {maker}}
        own = {one for one, maker, _ in self.named if maker in partial}
        made = sum(self.makers[maker] for maker in partial)
        return self.makers.total() - made - len(theirs - own)


def entries_whose(challenge: Challenge | int) -> Standing:
    makers = entries_standing(challenge=challenge).order_by().values_list("maker")
    named = Author.objects.filter(entry__challenge=challenge, entry__withdrawn_at=None)
    return Standing(
        Counter(dict(makers.annotate(Count("pk")))),
        list(named.values_list("entry", "entry__maker", "person")),
    )


def progress_of(*, juror: Juror) -> Progress:
    """How many of the entries that are theirs to judge this juror has judged."""
    partial = partial_to(juror.person_id) if juror.person_id else set()
    return _progress(entries_whose(juror.challenge_id), _judged(juror), partial)


def _judged(juror: Juror) -> int:
    theirs = juror.sheets.filter(entry__withdrawn_at=None, submitted_at__isnull=False)
    if juror.person_id:
        partial = partial_to(juror.person_id)
        named = Author.objects.filter(person__in=partial).values("entry")
        theirs = theirs.exclude(entry__maker__in=partial).exclude(entry__in=named)
    return theirs.count()


def _progress(standing: Standing, judged: int, partial: set[int]) -> Progress:
    of = standing.apart_from(partial)
    return Progress(min(judged, of), of)


def jurors_asked(*, challenge: Challenge) -> int:
    """How many are asked or judge: not those who declined or were taken off."""
    standing = Juror.objects.filter(challenge=challenge, removed_at=None, declined_at=None)
    return standing.count()


def jurors_sitting() -> QuerySet[Juror]:
    """Those who have said yes and were not taken off, of all juries."""
    return Juror.objects.filter(removed_at=None, accepted_at__isnull=False)


def jurors_seated(*, challenge: Challenge | int) -> list[Seat]:
    """Everybody who was ever asked, in the order of their numbers: as many queries however many
    there are."""
    standing = entries_whose(challenge)
    done = Q(sheets__submitted_at__isnull=False)
    rows = Juror.objects.filter(challenge=challenge).select_related("person").order_by("number")
    counted = rows.annotate(
        judged=Count("sheets", filter=done & Q(sheets__entry__withdrawn_at=None), distinct=True),
        drafts=Count("sheets", filter=~done & Q(sheets__isnull=False), distinct=True),
        reopened=Count("sheets__reopenings", distinct=True),
    )
    partial = partial_to_each({row.person_id for row in counted if row.person_id})
    return [_seat(row, standing, partial.get(row.person_id or 0, set())) for row in counted]


def _seat(row: Any, standing: Standing, partial: set[int]) -> Seat:
    return Seat(row, _progress(standing, row.judged, partial), row.drafts, row.reopened)
