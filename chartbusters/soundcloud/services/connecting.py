"""Accounts at SoundCloud: connected by OAuth with PKCE, and let go."""

import logging
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.compositions.models import Composition
from chartbusters.soundcloud import client
from chartbusters.soundcloud.guards import require_configured
from chartbusters.soundcloud.models import (
    WORKING,
    Authorisation,
    ChallengePlaylist,
    Connection,
    Publication,
    State,
)
from chartbusters.soundcloud.tokens import (
    challenge_of,
    digest_of,
    tokens_open,
    tokens_seal,
    verifier_of,
)
from chartbusters.soundcloud.troubles import SignedOut, Trouble
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.web.errors import Refusal

logger = logging.getLogger(__name__)
GOOD_FOR = timedelta(minutes=10)  # a way that was begun
MOST_WAYS = 10  # of one person at once: a tab each
AGAIN = "This way to SoundCloud was used, is too old, or was begun elsewhere. Connect once more."
LET_GO = "You disconnected SoundCloud while this was on its way. Connect it again to go on."


def connection_begin(
    *, person: User, session: str, back: str, begun_at: Composition | Challenge | None = None
) -> str:
    """The address at which the person says yes to SoundCloud. `session` is the key of theirs; what
    SoundCloud sends back is good in it once."""
    require_configured()
    state = secrets.token_urlsafe(32)
    with transaction.atomic():
        mine = Authorisation.objects.filter(person=person)
        mine.exclude(created_at__gt=Now() - GOOD_FOR).delete()
        newest = mine.order_by("-pk").values_list("pk", flat=True)[: MOST_WAYS - 1]
        mine.exclude(pk__in=list(newest)).delete()
        Authorisation.objects.create(
            state=digest_of(state),
            session=digest_of(session),
            person=person,
            composition=begun_at if isinstance(begun_at, Composition) else None,
            challenge=begun_at if isinstance(begun_at, Challenge) else None,
        )
    challenge = challenge_of(verifier_of(state))
    return client.authorise_address(state=state, challenge=challenge, back=back)


def connection_arrive(*, person: User, session: str, state: str) -> Composition | Challenge | None:
    """Takes up the way that came back, and ends it; the song, or the challenge, from whose page it
    was begun. Raises `Refusal` for one that is not this person's, in this session, now."""
    require_configured()
    with transaction.atomic():
        way = Authorisation.objects.filter(
            state=digest_of(state),
            session=digest_of(session),
            person=person,
            created_at__gt=Now() - GOOD_FOR,
        )
        found = way.select_related("composition__owner", "challenge").first()
        # Of two that come with the same state one deletes the row.
        if found is None or not way.delete()[0]:
            raise Refusal("bad_state", AGAIN, 400)
    return found.composition or found.challenge


def connection_make(*, person: User, state: str, code: str, back: str) -> Connection:
    """Exchanges what SoundCloud sent for tokens, and keeps them. Raises `Refusal`."""
    try:
        tokens = client.tokens_by_code(code=code, verifier=verifier_of(state), back=back)
        account = client.account_of(token=tokens.access)
    except SignedOut:
        raise Refusal("bad_code", AGAIN, 400) from None
    except Trouble as trouble:
        raise Refusal(trouble.code, f"{trouble.words} Nothing was connected.", 409) from None
    with transaction.atomic():
        connection, _ = Connection.objects.update_or_create(
            person=person,
            defaults={
                "account": account.urn,
                "name": account.name,
                "tokens": tokens_seal(tokens),
                "expires_at": Now() + timedelta(seconds=tokens.seconds),
                "refreshing_until": Now(),
                "ended_because": "",
                "connected_at": Now(),
            },
        )
        trace(act=Act.TOKEN_MADE, by=person, row=connection, words="SoundCloud was connected")
    return connection


def connection_end(*, person: User) -> None:
    """Forgets the tokens, stops what waits, and says goodbye at SoundCloud if it listens. Tracks
    and playlists stay where they are."""
    with transaction.atomic():
        connection = Connection.objects.select_for_update().filter(person=person).first()
        if connection is None:
            return
        for kind in (Publication, ChallengePlaylist):
            waiting = kind.objects.filter(owner=person, state__in=WORKING)
            waiting.update(state=State.FAILED, problem=LET_GO, ended_at=Now())
        trace(act=Act.TOKEN_TAKEN, by=person, row=connection, words="SoundCloud was let go")
        sealed = connection.tokens
        connection.delete()
    try:
        client.sign_out(token=tokens_open(sealed)[0])
    except Trouble as trouble:
        logger.info("SoundCloud was not told of a sign-out: %s", trouble.code)
