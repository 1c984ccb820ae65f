"""A refresh token is spent by being used: however many want a token, one asks for the next."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from chartbusters.soundcloud.models import Connection
from chartbusters.soundcloud.services import token_of
from chartbusters.soundcloud.troubles import Trouble
from tests.chartbusters.soundcloud.fake import SoundCloud
from tests.databases import on_postgres
from tests.races import ROUNDS, Figures, crowd_of

HOUR = timedelta(hours=1)


def _stale() -> None:
    Connection.objects.update(expires_at=F("connected_at") - HOUR)


def _token(made: Connection) -> str:
    return token_of(person_id=made.person_id, account=made.account)[0]


@pytest.mark.django_db
def test_it_works(soundcloud: SoundCloud, alice: Any, connected: Any) -> None:
    made = connected(alice)
    before = _token(made)
    assert _token(made) == before
    _stale()
    after = _token(made)
    assert after != before and after in soundcloud.access
    assert _token(made) == after and soundcloud.reused == 0
    assert Connection.objects.get().version == 2


@pytest.mark.django_db
def test_a_soundcloud_that_fails_spends_nothing(
    soundcloud: SoundCloud, alice: Any, connected: Any
) -> None:
    made = connected(alice)
    _stale()
    soundcloud.fail("POST /oauth/token", "503-html")
    with pytest.raises(Trouble, match="unreachable"):
        _token(made)
    assert _token(made) in soundcloud.access


@pytest.mark.django_db
def test_one_that_was_spent_ends_the_connection(
    soundcloud: SoundCloud, alice: Any, connected: Any
) -> None:
    """Its answer was lost, say: nobody can do anything but connect again."""
    made = connected(alice)
    _stale()
    soundcloud.refresh.clear()
    with pytest.raises(Trouble, match="signed_out"):
        _token(made)
    with pytest.raises(Trouble, match="not_connected"):
        _token(made)
    assert Connection.objects.get().ended_because


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL")
def test_many_workers_ask_once(
    soundcloud: SoundCloud, alice: Any, connected: Any, figures: Figures
) -> None:
    made = connected(alice)
    with crowd_of(6) as crowd:
        for _ in range(ROUNDS):
            _stale()
            spent = len(soundcloud.spent)
            tokens = crowd.at_once([lambda: _token(made)] * 6)
            assert set(tokens) <= set(soundcloud.access) and len(set(tokens)) == 1
            assert len(soundcloud.spent) == spent + 1
            figures.add(rounds=1)
    assert soundcloud.reused == 0
