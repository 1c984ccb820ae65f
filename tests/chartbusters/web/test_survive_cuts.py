"""Each call to database and broker fails once before and once after it is made: nothing is lost,
nothing done twice.

The client does as told: after a 503 it asks again at once, with the same key; after a 409
`in_progress`, when `Retry-After` has passed, for a PostgreSQL process may hold the key for a moment
after its connection was cut. Each operation is cut at every place.
"""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.test import Client

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.compositions.models import Composition, Revision
from chartbusters.voting.models import Vote
from generation.models import GenerationJob
from generation.music.document import to_document
from tests.cuts import WHEN, Cut, broker_cut, database_cut

PATIENCE = 20  # tries, a second apart: of a busy machine, whose processes end late

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
# What a lost broker leaves to be done is rows that were committed, on any database.
CUTS = [pytest.param(database_cut, marks=pytest.mark.postgres), broker_cut]


class Operation(NamedTuple):
    """What is posted, and the rows of which there must be one more; made anew for each try."""

    address: str
    body: dict[str, Any]
    rows: type[models.Model]


Prepare = Callable[[int], Operation]


@pytest.fixture
def documents(sample_song: Callable[..., Any]) -> Callable[[int], Any]:
    """`documents(number)`: a song that no other number has."""
    return lambda number: to_document(sample_song(bars=1 + number // 12, transpose=number % 12))


@pytest.fixture
def compose(documents: Callable[[int], Any]) -> Prepare:
    return lambda number: Operation(
        "/api/v1/compositions/", {"title": "A song", "document": documents(number)}, Composition
    )


@pytest.fixture
def save(
    documents: Callable[[int], Any], composition_of: Callable[..., Any], alice: Any
) -> Prepare:
    address = f"/api/v1/compositions/{composition_of(alice, bars=99).pk}/revisions/"
    imported = {"kind": "imported"}  # which no thinning of the history lets go
    return lambda number: Operation(
        address, {"document": documents(number), "origin": imported}, Revision
    )


@pytest.fixture
def submit(
    challenge_in: Callable[..., Any],
    composition_of: Callable[..., Any],
    alice: Any,
    settings: LazySettings,
) -> Prepare:
    settings.ENTRIES_A_DAY = 10_000
    challenge_in("open")

    def prepare(number: int) -> Operation:
        song = composition_of(alice, bars=1 + number // 12, transpose=number % 12)
        return Operation(
            "/api/v1/entries/", {"challenge": "tunes", "composition": str(song.pk)}, Entry
        )

    return prepare


@pytest.fixture
def vote(contest: Callable[..., Any], heard_ballot: Callable[..., Any], alice: Any) -> Prepare:
    challenge, _ = contest("voting", 14)
    Challenge.objects.update(turns_each=100)  # a pair for each try
    return lambda number: Operation(
        f"/api/v1/ballots/{heard_ballot(alice, challenge).pk}/vote/", {"outcome": "a"}, Vote
    )


@pytest.fixture
def generate(documents: Callable[[int], Any]) -> Prepare:
    def prepare(number: int) -> Operation:
        GenerationJob.objects.all().delete()  # or there would be too many at once
        wish = {"technique": "gan", "document": documents(number)}
        return Operation("/api/v1/generation-jobs/", wish, GenerationJob)

    return prepare


@pytest.mark.parametrize("cutting", CUTS)
@pytest.mark.parametrize("operation", ["compose", "save", "submit", "vote", "generate"])
def test_it_works(
    operation: str, cutting: Any, request: pytest.FixtureRequest, client_of: Any, alice: Any
) -> None:
    prepare = request.getfixturevalue(operation)
    client = client_of(alice)
    client.raise_request_exception = False
    number = 0
    while True:
        number += 1
        cuts = [
            tried(client, prepare(2 * number + at), cutting, number, when)
            for at, when in enumerate(WHEN)
        ]
        if not any(cut.happened for cut in cuts):
            break
    assert number > (5 if cutting is database_cut else 0)


def tried(client: Client, operation: Operation, cutting: Any, number: int, when: str) -> Cut:
    """One try, cut once; and a second, with the same key, that must end it."""
    place = f"{operation.address}, call {number} cut {when}"
    before = operation.rows._default_manager.count()
    with cutting(number, when) as cut:
        first = post(client, operation, f"{number}-{when}")
    # as a server does between two requests, and the test client does not
    connection.close_if_unusable_or_obsolete()
    assert first.status_code in (200, 201, 503), (
        f"{place}: {first.status_code} {first.content[:300]!r}"
    )
    assert first.status_code != 503 or first["Retry-After"], place
    again = ask_again(client, operation, f"{number}-{when}")
    assert again.status_code in (200, 201), (
        f"{place}, asked again: {again.status_code} {again.content[:300]!r}"
    )
    if first.status_code != 503:
        assert again.content == first.content, place
    assert operation.rows._default_manager.count() == before + 1, place
    assert get_user_model().objects.filter(username="alice").exists()
    return cut


def ask_again(client: Client, operation: Operation, key: str) -> Any:
    """The answer of the second try. A key that is never let go is one try too many."""
    for _ in range(PATIENCE):
        answer = post(client, operation, key)
        if answer.status_code != 409 or answer.json()["code"] != "in_progress":
            break
        time.sleep(int(answer["Retry-After"]))
    return answer


def post(client: Client, operation: Operation, key: str) -> Any:
    headers = {"Idempotency-Key": f"{operation.address[-20:].strip('/')}-{key}"}
    return client.post(
        operation.address, operation.body, content_type="application/json", headers=headers
    )
