"""An entry is known by one number from the moment it comes, whoever comes and goes beside it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps.registry import Apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from chartbusters.challenges.services import entry_create, entry_withdraw
from tests.contests import HOUR

NUMBERS = "/api/v1/challenges/tunes/entries/"


def shown(api: Any) -> set[str]:
    return {one["name"] for one in api().get(NUMBERS).json()["results"]}


def test_a_withdrawal_moves_no_number(api: Any, contest: Any) -> None:
    _, entries = contest("open", 5)
    before = shown(api)
    assert before == {f"Entry {entry.number}" for entry in entries}
    entry_withdraw(entry=entries[2])
    assert shown(api) == before - {f"Entry {entries[2].number}"}


def test_a_newcomer_moves_no_number(
    api: Any, contest: Any, alice: Any, composition_of: Any
) -> None:
    challenge, _ = contest("open", 5)
    before = shown(api)
    entry = entry_create(
        challenge=challenge, composition=composition_of(alice, transpose=9), maker=alice
    )
    assert shown(api) == before | {f"Entry {entry.number}"}


def test_a_number_is_given_once(contest: Any) -> None:
    challenge, entries = contest("open", 5)
    entry_withdraw(entry=entries[0])
    again = entry_create(
        challenge=challenge, composition=entries[0].composition, maker=entries[0].maker
    )
    assert again.number not in {entry.number for entry in entries}


def test_numbers_do_not_tell_who_came_first(contest: Any) -> None:
    """Of ten numbers drawn, the odds of coming in order by chance are one in three million."""
    _, entries = contest("open", 10)
    numbers = [entry.number for entry in entries]
    assert numbers != sorted(numbers) and max(numbers) <= 99


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_eight_at_once(challenge_in: Any, composition_of: Any) -> None:
    challenge = challenge_in("open")
    makers = [get_user_model().objects.create(username=f"maker{number}") for number in range(8)]
    songs = [composition_of(maker, transpose=number) for number, maker in enumerate(makers)]

    def enter(song: Any) -> int:
        try:
            return entry_create(challenge=challenge, composition=song, maker=song.owner).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(enter, songs))) == 8


def challenge_of_before(apps: Apps) -> Any:
    now = timezone.now()
    times = {"opens_at": now - HOUR, "entries_close_at": now + HOUR}
    return apps.get_model("challenges", "Challenge").objects.create(
        voting_closes_at=now + 2 * HOUR, **times
    )


def enter_of_before(apps: Apps, challenge: Any, receipt: str, **fields: Any) -> None:
    maker = apps.get_model("accounts", "User").objects.create(username=receipt)
    song = apps.get_model("generation", "StoredSong").objects.create(digest=receipt, document={})
    apps.get_model("challenges", "Entry").objects.create(
        challenge=challenge, maker=maker, song=song, receipt=receipt, **fields
    )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_entries_of_before_keep_the_numbers_they_were_known_by(
    migrated_to: Callable[[str, str], Apps],
) -> None:
    """That is by the order of receipts; tests/upgrade follows them to this day."""
    apps = migrated_to("challenges", "0001_initial")
    challenge = challenge_of_before(apps)
    for receipt in "dca":
        enter_of_before(apps, challenge, receipt)
    enter_of_before(apps, challenge, "b", withdrawn_at=timezone.now())
    apps = migrated_to("challenges", "0002_entry_number_challengenote")
    numbered = apps.get_model("challenges", "Entry").objects.values_list("receipt", "number")
    assert dict(numbered) == {"a": 1, "c": 2, "d": 3, "b": 4}
