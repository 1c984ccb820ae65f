"""What is known of the voters of a challenge, as columns: read for some hundred at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, Q
from numpy.typing import NDArray

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.joining.selectors import people_admitted
from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.layers import mail_is_asked_for, mail_is_sent
from chartbusters.trust.linking import groups_agreeing, groups_joined
from chartbusters.trust.mailboxes import domain_of, is_disposable, is_public, mailbox_of
from chartbusters.trust.models import Arrival, Sighting, VoterWeight
from chartbusters.trust.weighing import VoterTable
from chartbusters.voting.models import Vote

SOME = 400  # keys in one question: databases bound how many it may hold
LINKED_MOST = 30  # accounts of one browser: a computer that a whole school shares links nobody


@dataclass
class Known:
    """What is known of people, by their keys; who is missing in a column is not known in it."""

    joined: dict[int, datetime] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)
    admitted: set[int] = field(default_factory=set)
    addresses: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    networks: dict[int, str] = field(default_factory=dict)
    browsers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    votes_before: dict[int, int] = field(default_factory=dict)
    kept: dict[int, VoterWeight] = field(default_factory=dict)  # of those who have left


def voters_told(*, challenge: Challenge, votes: VoteTable, voters: Sequence[int]) -> VoterTable:
    """The columns that the weighing asks for, of the people whose keys are given."""
    known = Known()
    for some in _in_parts(voters):
        _read(known, challenge, some)
    joined = np.array([_milliseconds(known.joined.get(pk)) for pk in voters], np.int64)
    frozen = np.array([pk in known.kept for pk in voters], bool)
    return VoterTable(
        age_ms=_ages(votes, voters, joined, known),
        confirmed=frozen | _members(voters, known.confirmed | known.admitted, mail_is_asked_for()),
        admitted=_members(voters, known.admitted, True),
        votes_before=np.array([_before(known, pk) for pk in voters], np.int64),
        domain=_domains(known, voters),
        linked=groups_agreeing(votes, groups_joined(_links(known, voters), len(voters))),
        network=_numbers([known.networks.get(pk, "") for pk in voters]),
        signed_up_ms=joined,
        disposable=_members(voters, _thrown_away(known), True),
    )


def _read(known: Known, challenge: Challenge, people: Sequence[int]) -> None:
    ends = challenge.voting_closes_at
    known.joined.update(User.objects.filter(pk__in=people).values_list("pk", "date_joined"))
    known.admitted |= people_admitted(people=people)
    kept = VoterWeight.objects.filter(challenge=challenge, voter__in=people, ceiling__gte=0)
    known.kept.update({row.voter_id: row for row in kept})
    known.admitted |= {row.voter_id for row in known.kept.values() if row.admitted}
    _read_mail(known, people, ends)
    arrivals = Arrival.objects.filter(person__in=people).exclude(network="")
    known.networks.update(arrivals.values_list("person", "network"))
    if settings.LINKED_DAYS > 0:
        seen = Sighting.objects.filter(person__in=people, first_at__lte=ends)
        for browser, person in seen.order_by("pk").values_list("browser", "person"):
            known.browsers[browser].append(person)
    known.votes_before.update(_earlier(challenge, people))


def _read_mail(known: Known, people: Sequence[int], ends: datetime) -> None:
    """Addresses that were confirmed before the end: what comes later moves no board."""
    in_time = Q(user__arrival=None) | Q(user__arrival__confirmed_at=None)
    in_time |= Q(user__arrival__confirmed_at__lte=ends)
    rows = EmailAddress.objects.filter(in_time, user__in=people, verified=True).order_by("pk")
    for person, address in rows.values_list("user", "email"):
        known.confirmed.add(person)
        known.addresses[person].append(address)


def _earlier(challenge: Challenge, people: Sequence[int]) -> Iterator[tuple[int, int]]:
    """How many votes each has in challenges that were over when this one's voting began, and that
    weighed something there."""
    votes = Vote.objects.filter(
        ballot__voter__in=people,
        challenge__voting_closes_at__lte=challenge.entries_close_at,
        undo=None,
    )
    counted = votes.order_by().values("ballot__voter", "challenge").annotate(count=Count("pk"))
    nothing = set(
        VoterWeight.objects.filter(voter__in=people, weight=0).values_list("voter", "challenge")
    )
    sums: dict[int, int] = defaultdict(int)
    for row in counted:
        if (row["ballot__voter"], row["challenge"]) not in nothing:
            sums[row["ballot__voter"]] += row["count"]
    yield from sums.items()


def _ages(
    votes: VoteTable, voters: Sequence[int], joined: NDArray[np.int64], known: Known
) -> NDArray[np.int64]:
    """How old each account was at its first vote; of who has left, as it was kept."""
    first = np.full(len(voters), np.iinfo(np.int64).max, np.int64)
    np.minimum.at(first, votes.voter, votes.cast_ms)
    ages = np.where(first == np.iinfo(np.int64).max, 0, np.maximum(first - joined, 0))
    for place, pk in enumerate(voters):
        if pk in known.kept:
            ages[place] = known.kept[pk].age_ms
    return np.asarray(ages, np.int64)


def _before(known: Known, pk: int) -> int:
    return known.kept[pk].votes_before if pk in known.kept else known.votes_before.get(pk, 0)


def _members(voters: Sequence[int], some: Collection[int], asked: bool) -> NDArray[np.bool_]:
    return np.array([not asked or pk in some for pk in voters], bool)


def _domains(known: Known, voters: Sequence[int]) -> NDArray[np.int32]:
    """Domains that are not open to anybody, where addresses are confirmed: else they are words."""
    return _numbers([_own_domain(known.addresses.get(pk, [])) for pk in voters])


def _own_domain(addresses: list[str]) -> str:
    domains = map(domain_of, addresses)
    return next((one for one in domains if not is_public(one)), "")


def _thrown_away(known: Known) -> set[int]:
    """Whose only confirmed mail is of that kind; whoever has another has paid for it."""
    if not mail_is_sent():
        return set()
    return {pk for pk, addresses in known.addresses.items() if _all_thrown_away(addresses)}


def _all_thrown_away(addresses: list[str]) -> bool:
    return all(is_disposable(domain_of(one)) for one in addresses)


def _links(known: Known, voters: Sequence[int]) -> Iterator[tuple[str, int]]:
    places = {pk: place for place, pk in enumerate(voters)}
    for browser, people in known.browsers.items():
        if len(people) <= LINKED_MOST:
            yield from ((f"browser {browser}", places[pk]) for pk in people)
    for pk, addresses in known.addresses.items():
        yield from ((f"mailbox {mailbox_of(one)}", places[pk]) for one in addresses)


def _numbers(names: list[str]) -> NDArray[np.int32]:
    """Equal names get the same number, the empty one -1."""
    numbers = {name: number for number, name in enumerate(sorted({*names} - {""}))}
    return np.array([numbers.get(name, -1) for name in names], np.int32)


def _milliseconds(at: datetime | None) -> int:
    return int(at.timestamp() * 1000) if at else 0


def _in_parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), SOME):
        yield keys[start : start + SOME]
