"""Giving a voter a pair: drawn by the server, counted where the database keeps the count, and
replaced when one of the two was withdrawn."""

import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Greatest, Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import OVER, Challenge, Entry, Phase
from chartbusters.challenges.selectors import phase_now
from chartbusters.challenges.services import member_require
from chartbusters.voting import selectors
from chartbusters.voting.models import Ballot, GivenInDay, Turn, Vote
from chartbusters.voting.pairing import next_pair
from chartbusters.web.errors import Refusal, still_there

Pair = tuple[UUID, UUID]
Bounds = Mapping[str, tuple[float, float]]  # of ratings, by entries as `candidates_of` names them

# Who knows ratings stands above this room and adds itself when the site is loaded; it is given the
# key of a challenge.
RATINGS: list[Callable[[int], Bounds]] = []


def ballot_issue(*, challenge: Challenge, voter: User) -> Ballot | None:
    """The voter's open ballot, or a new one on a pair that the server draws; None when no pair is
    left to this voter. An open one of which an entry was withdrawn costs nothing, and gives way."""
    with transaction.atomic():
        # Two requests at once would draw two ballots, between which a voter could choose: the
        # second waits here.
        held = still_there(
            User.objects.select_for_update(no_key=True)
            .filter(pk=voter.pk)
            .values_list("pk", Now(), named=False)
            .first()
        )
        refuse_phase(phase_now(challenge=challenge))
        for row in selectors.ballots_open(challenge=challenge, voter=voter):
            if not (row.entry_a__withdrawn_at or row.entry_b__withdrawn_at):
                return Ballot.objects.get(pk=row.pk)
            _replace(row.pk)
        return _drawn(challenge, voter, held[1])


def _drawn(challenge: Challenge, voter: User, now: datetime) -> Ballot | None:
    terms = Challenge.objects.only("turns_each", "pairs_each", "voted_by").get(pk=challenge.pk)
    member_require(challenge=terms, person=voter, doing="vote")
    seed = secrets.randbits(62)
    exposures = selectors.candidates_of(challenge=challenge, voter=voter)
    pair = next_pair(
        list(exposures),
        exposures,
        selectors.pairs_seen(challenge=challenge, voter=voter),
        seed,
        turns_each=terms.turns_each,
        pairs_each=terms.pairs_each,
        bounds=next((told(challenge.pk) for told in RATINGS), None),
    )
    if pair is None:
        return None
    _count_day(voter, now)
    return _issued(challenge, voter, (UUID(pair[0]), UUID(pair[1])), seed)


def _issued(challenge: Challenge, voter: User, pair: Pair, seed: int) -> Ballot:
    count_exposures(pair, 1)
    mine = Ballot.objects.filter(challenge=challenge, voter=voter)
    ballot = Ballot.objects.create(
        challenge=challenge,
        voter=voter,
        entry_a_id=pair[0],
        entry_b_id=pair[1],
        pair=":".join(sorted(str(pk) for pk in pair)),
        seed=seed,
        # Whoever should come beside this lock finds the number taken.
        number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
    )
    _take_turns(ballot, pair)
    return ballot


def _take_turns(ballot: Ballot, pair: Pair) -> None:
    """Counts both entries as given once more; the database refuses a turn that was given."""
    turns = Turn.objects.filter(voter=ballot.voter_id, entry__in=pair).order_by()
    last = dict(turns.values_list("entry").annotate(Max("number")))
    Turn.objects.bulk_create(
        Turn(ballot=ballot, voter_id=ballot.voter_id, entry_id=pk, number=last.get(pk, 0) + 1)
        for pk in sorted(pair)
    )


def _count_day(voter: User, now: datetime) -> None:
    """Counts one more pair on this day, by a statement that asks and adds. Raises `Refusal` when
    there were as many as one voter is given within a day."""
    today = GivenInDay.objects.filter(voter=voter, day=now.date())
    if today.filter(pairs__lt=settings.VOTING_PAIRS_A_DAY).update(pairs=F("pairs") + 1):
        return
    _, first = GivenInDay.objects.get_or_create(voter=voter, day=now.date(), defaults={"pairs": 1})
    if not first:
        tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
        message = (
            f"You were given {settings.VOTING_PAIRS_A_DAY} pairs today, as many as one voter is. "
            "Your votes are counted; tomorrow (UTC) there are more."
        )
        wait = max(1, int((tomorrow - now).total_seconds()))
        raise Refusal("enough_for_today", message, 429, retry_after=wait)


def _replace(pk: UUID) -> None:
    """Takes back a ballot that nobody can judge any more, with all that it cost."""
    # A vote that was just being cast holds its ballot: we wait for it, and then see it.
    ballot = Ballot.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if ballot is None or Vote.objects.filter(ballot=pk).exists():
        return
    Ballot.objects.filter(pk=pk).update(replaced_at=Now(), number=None)
    Turn.objects.filter(ballot=pk).delete()
    _count_day_back(ballot.voter_id, ballot.issued_at.date())
    count_exposures((ballot.entry_a_id, ballot.entry_b_id), -1)


def _count_day_back(voter: int, day: date) -> None:
    given = GivenInDay.objects.filter(voter=voter, day=day)
    given.update(pairs=Greatest(F("pairs") - 1, 0))


def count_exposures(pair: Pair, by: int) -> None:
    """Counts a ballot that comes or goes on both its entries; in the transaction in which it comes
    or goes."""
    # One by one in a fixed order: two voters whose pairs share both entries would wait for each
    # other for ever.
    for pk in sorted(pair):
        Entry.objects.filter(pk=pk).update(exposures=Greatest(F("exposures") + by, 0))


def refuse_phase(phase: str | None) -> None:
    if phase != Phase.VOTING:
        over = phase in OVER
        message = (
            "Voting is over. What you voted before counts." if over else "Voting has not begun yet."
        )
        raise Refusal("not_voting", message, 409, "challenge")


def refuse_withdrawn(*withdrawn_at: datetime | None) -> None:
    """Of both entries of a ballot."""
    if any(withdrawn_at):
        message = (
            "One of these two is out of the challenge now. Nothing was counted and nothing used "
            "up; take the next pair."
        )
        raise Refusal("withdrawn", message, 409)


def days_forget() -> int:
    """Deletes counts of days that are past; returns how many."""
    old = GivenInDay.objects.filter(day__lt=Now() - timedelta(days=2))
    return old.delete()[0]
