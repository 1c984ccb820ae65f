"""Which final round a jury has, who has answered, and what is told of it."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author, Challenge, Entry, Phase
from chartbusters.jury.conflicts import partial_to_each
from chartbusters.jury.models import Juror
from chartbusters.jury.rounds.models import FEWEST, RUNNING, Finalist, JuryRound
from chartbusters.jury.selectors import entries_to_judge, jurors_sitting


class Answers(NamedTuple):
    """Seated jurors who have given an order, of those who have one to give."""

    given: int
    of: int


def rounds_of(*, challenge: Challenge | int) -> QuerySet[JuryRound, Any]:
    """The newest first, each with whether it is `running` by the database's clock."""
    running = ExpressionWrapper(RUNNING, output_field=BooleanField())
    rounds = JuryRound.objects.filter(challenge=challenge).annotate(running=running)
    return rounds.order_by("-pk")


def round_running(*, challenge: Challenge | int) -> JuryRound | None:
    return JuryRound.objects.filter(RUNNING, challenge=challenge).first()


def round_told(*, challenge: Any) -> JuryRound | None:
    """The newest round, once it has ended and voting is over; `challenge` may be a row. While
    another one runs nothing is told, as its jurors would hear it."""
    if challenge.phase != Phase.CLOSED:
        return None
    newest: JuryRound | None = rounds_of(challenge=challenge.pk).first()
    return None if newest is None or newest.running else newest  # type: ignore[attr-defined]


def round_due(*, person: User, challenge: int) -> JuryRound | None:
    """The running round that a juror can answer, and has not yet."""
    seats = jurors_sitting().filter(person=person)
    rounds = JuryRound.objects.filter(RUNNING, challenge=challenge, challenge__jurors__in=seats)
    due = rounds.exclude(orders__juror__in=seats).first()
    if due is None:
        return None
    mine = entries_to_order(round_=due, juror=seats.get(challenge=challenge))
    return due if mine.count() >= FEWEST else None


def entries_to_order(*, round_: JuryRound, juror: Juror) -> QuerySet[Entry]:
    """The finalists that still stand, by number, but those that are not this juror's to judge."""
    return entries_to_judge(juror=juror).filter(finals__round=round_)


def places_given(*, round_: JuryRound, juror: Juror) -> dict[int, int]:
    """Place by number of entry, as far as the juror has given them."""
    given = juror.orders.filter(round=round_)
    return dict(given.values_list("places__finalist__entry__number", "places__place"))


def order_of(
    *, round_: JuryRound, juror: Juror, places: Mapping[int, int] | None = None
) -> list[dict[str, int | None]]:
    """The numbers that are a juror's to order, each with the place that was given, or with that of
    `places`, which were sent and not kept."""
    if places is None:
        places = places_given(round_=round_, juror=juror)
    entries = entries_to_order(round_=round_, juror=juror)
    return [{"number": one.number, "place": places.get(one.number)} for one in entries]


def finalists_standing(*, round_: JuryRound) -> list[Finalist]:
    """By number, with their entries and all who made them."""
    authors = Prefetch("entry__authors", Author.objects.order_by("place"))
    rows = round_.finalists.filter(entry__withdrawn_at=None).order_by("entry__number")
    return list(rows.select_related("entry__maker", "entry__composition").prefetch_related(authors))


def makers_of(finalist: Finalist) -> set[int]:
    """Keys of the maker and of all whom they named as co-authors."""
    entry = finalist.entry
    return {entry.maker_id, *(author.person_id for author in entry.authors.all())}


def apart_for_each(
    *, finalists: Collection[Finalist], people: Collection[int]
) -> dict[int, set[int]]:
    """For each of these people the finalists that are theirs, or of somebody linked with them."""
    makers = {one.pk: makers_of(one) for one in finalists}
    found = dict[int, set[int]]()
    for person, partial in partial_to_each(people).items():
        found[person] = {pk for pk, theirs in makers.items() if theirs & partial}
    return found


def answers_of(*, round_: JuryRound) -> Answers:
    """How many have answered; not what they said."""
    seated = jurors_sitting().filter(challenge=round_.challenge_id)
    people = dict(seated.values_list("pk", "person"))
    finalists = finalists_standing(round_=round_)
    apart = apart_for_each(finalists=finalists, people={one for one in people.values() if one})
    asked = {
        juror
        for juror, person in people.items()
        if len(finalists) - len(apart.get(person or 0, ())) >= FEWEST
    }
    answered = round_.orders.filter(juror__in=asked).count()
    return Answers(answered, len(asked))
