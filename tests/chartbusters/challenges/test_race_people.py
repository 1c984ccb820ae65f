"""Places of a class code, co-authors and late links when many want them at the same moment, on
a real PostgreSQL."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from chartbusters.challenges.models import Author, Challenge, ClassCode, Entry, Member
from chartbusters.challenges.services import (
    author_accept,
    author_ask,
    class_code_make,
    entry_create,
    late_link_give,
    member_join,
)
from tests.contests import to_phase
from tests.databases import on_postgres
from tests.races import ROUNDS, Crowd, Figures, crowd_of, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]


def test_the_last_places_of_a_class_code_are_given_once(
    challenge_in: Any, staff: Any, figures: Figures
) -> None:
    people = get_user_model().objects
    pupils = [people.create_user(f"pupil{n}") for n in range(10)]
    with crowd_of(20) as crowd:
        for number in range(ROUNDS):
            challenge = challenge_in("open", slug=f"class-{number}", entered_by="members")
            code = class_code_make(challenge=challenge, by=staff, places=4).code
            # Each in two windows: the second takes no place from another.
            tried = crowd.at_once([_joining(challenge, one, code) for one in pupils * 2])
            said = told(tried)
            assert ClassCode.objects.get(code=code).used == 4, said
            assert Member.objects.filter(challenge=challenge).count() == 4, said
            figures.add(rounds=1, tried=20, done=said["done"])


def _joining(challenge: Challenge, person: Any, code: str) -> Callable[[], Member]:
    return lambda: member_join(challenge=challenge, person=person, code=code)


def test_five_may_stand_beside_a_maker_and_one_late_link_is_one_entry(
    challenge_in: Any, composition_of: Any, alice: Any, bob: Any, staff: Any, figures: Figures
) -> None:
    """Where entries count for co-authors bob signs one of two, or enters himself."""
    songs = [composition_of(alice, transpose=1), composition_of(bob, transpose=2)]
    third = composition_of(staff, transpose=3)
    people = get_user_model().objects
    others = [people.create_user(f"friend{n}") for n in range(8)]
    with crowd_of(8) as crowd:
        for number in range(ROUNDS):
            challenge = challenge_in("open", slug=f"teams-{number}", authors_count=True)
            mine = entry_create(challenge=challenge, composition=songs[0], maker=alice)
            theirs = entry_create(challenge=challenge, composition=third, maker=staff)
            ask = [_asking(mine, one) for one in others]
            assert told(crowd.at_once(ask)) == {"done": 5, "too_many_authors": 3}
            Author.objects.all().delete()
            asked = [author_ask(entry=one, by=one.maker, username="bob") for one in (mine, theirs)]
            sign = [_signing(one, bob) for one in asked] * 2
            tried = crowd.at_once([*sign, _entering(challenge, songs[1], bob)])
            assert told(tried)["entries_full"] >= 2
            stands = Author.objects.filter(person=bob, accepted_at__isnull=False).count()
            own = Entry.objects.filter(maker=bob, challenge=challenge).count()
            assert stands + own == 1
            assert sum(Entry.objects.values_list("co_authors", flat=True)) == stands
            Author.objects.all().delete()
            Entry.objects.update(co_authors=0)
            _come_late(crowd, to_phase(challenge, "voting"), alice, staff, composition_of)
            figures.add(rounds=1, tried=15)


def _asking(entry: Entry, person: Any) -> Callable[[], Author]:
    return lambda: author_ask(entry=entry, by=entry.maker, username=person.username)


def _signing(author: Author, person: Any) -> Callable[[], Author]:
    return lambda: author_accept(author=author, person=person)


def _come_late(crowd: Crowd, challenge: Any, maker: Any, staff: Any, composition_of: Any) -> None:
    """Two places, one taken, one link: of four songs at once one comes in."""
    Challenge.objects.filter(pk=challenge.pk).update(entries_each=4)
    until = timezone.now() + timedelta(minutes=30)
    given = late_link_give(challenge=challenge, username=maker.username, until=until, by=staff)
    songs = [composition_of(maker, transpose=n) for n in range(6, 10)]
    late = [_late(challenge, song, maker, given[1]) for song in songs]
    assert told(crowd.at_once(late)) == {"done": 1, "late_closed": 3}


def _late(challenge: Challenge, song: Any, maker: Any, code: str) -> Callable[[], Entry]:
    return lambda: entry_create(challenge=challenge, composition=song, maker=maker, late=code)


def _entering(challenge: Challenge, song: Any, maker: Any) -> Callable[[], Entry]:
    return lambda: entry_create(challenge=challenge, composition=song, maker=maker)
