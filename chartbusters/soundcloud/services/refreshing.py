"""A token that is good now. A refresh token is spent by being used, so one worker asks for the next
pair and the others wait for what it gets."""

import time
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now

from chartbusters.soundcloud import client
from chartbusters.soundcloud.models import Connection
from chartbusters.soundcloud.tokens import tokens_open, tokens_seal
from chartbusters.soundcloud.troubles import Disconnected, SignedOut, Trouble, Unreachable

SPARE = timedelta(seconds=60)  # that a token is still good for when it is used
LOOK_AGAIN_SECONDS = 0.1
ENDED = "SoundCloud does not know us as yours any more. Connect it again."


def token_of(*, person_id: int, account: str) -> tuple[str, int]:
    """An access token of a person's account, and the version of it. Raises a `Trouble`."""
    until = time.monotonic() + settings.SOUNDCLOUD_SECONDS + 5
    while time.monotonic() < until:
        connection, good = _connection(person_id, account)
        if good:
            return tokens_open(connection.tokens)[0], connection.version
        if _claimed(connection):
            _refresh(connection)
        else:
            time.sleep(LOOK_AGAIN_SECONDS)
    raise Unreachable


def _connection(person_id: int, account: str) -> tuple[Connection, bool]:
    """It, and whether its token is good: in one look, for between two another may have put the next
    pair there."""
    mine = Connection.objects.filter(person_id=person_id, account=account, ended_because="")
    found = mine.annotate(left=F("expires_at") - Now()).first()
    if found is None:
        raise Disconnected
    return found, found.left > SPARE


def _claimed(connection: Connection) -> bool:
    # Compare and set, and not a lock held in a transaction: SoundCloud takes seconds to answer, and
    # SQLite has one lock for the whole site.
    same = Connection.objects.filter(pk=connection.pk, version=connection.version)
    free = same.filter(expires_at__lte=Now() + SPARE, refreshing_until__lte=Now())
    lease = timedelta(seconds=2 * settings.SOUNDCLOUD_SECONDS + 10)
    return bool(free.update(refreshing_until=Now() + lease))


def _refresh(connection: Connection) -> None:
    same = Connection.objects.filter(pk=connection.pk, version=connection.version)
    try:
        tokens = client.tokens_by_refresh(refresh=tokens_open(connection.tokens)[1])
    except SignedOut:
        same.update(ended_because=ENDED, refreshing_until=Now())
        raise
    except Trouble:
        same.update(refreshing_until=Now())  # the next may try at once
        raise
    same.update(
        tokens=tokens_seal(tokens),
        version=F("version") + 1,
        expires_at=Now() + timedelta(seconds=tokens.seconds),
        refreshing_until=Now(),
    )


def token_spend(*, person_id: int, version: int) -> None:
    """That a token is not good although its time is not over: the next who wants one asks for
    another."""
    Connection.objects.filter(person_id=person_id, version=version).update(expires_at=Now())
