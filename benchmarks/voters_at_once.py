"""Voters with a heard ballot each, for `votes_at_once.py`; as a program, with their sessions as
JSON."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def ballots_made(count: int) -> list[Any]:
    """Heard, of as many voters, in a challenge of their own that is in voting."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from chartbusters.challenges.models import Challenge
    from chartbusters.voting.models import Ballot

    now, hour = timezone.now(), timedelta(hours=1)
    spell = {"opens_at": now - 3 * hour, "entries_close_at": now - hour}
    slug = f"votes-{Challenge.objects.count()}"
    challenge = Challenge.objects.create(
        slug=slug, title=slug, published=True, voting_closes_at=now + 9 * hour, **spell
    )
    model = get_user_model()
    names = [f"{slug}-{number}" for number in range(count + 2)]
    people = model.objects.bulk_create([model(username=name) for name in names], batch_size=2000)
    sides = [entered(challenge, person, number) for number, person in enumerate(people[:2], 1)]
    heard = {"heard_ms_a": 60_000, "heard_ms_b": 60_000, "pair": "a:b", "seed": 1}
    heard |= {"entry_a": sides[0], "entry_b": sides[1], "challenge": challenge}
    rows = [Ballot(voter=person, **heard) for person in people[2:]]
    return list(Ballot.objects.bulk_create(rows, batch_size=2000))


def entered(challenge: Any, maker: Any, number: int) -> Any:
    from chartbusters.challenges.models import Entry
    from generation.music.song import Note, Song, Track
    from generation.services import song_store

    return Entry.objects.create(
        challenge=challenge,
        maker=maker,
        song=song_store(song=Song((Track((Note(0, 60, 960, 90),), program=0),))),
        number=number,
        receipt=f"{challenge.slug}-{number}",
        length_ms=60_000,
        title="a",
    )


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()


def held_by(ballots: list[Any]) -> list[tuple[str, str]]:
    """Ballots with the cookies of their voter, for those who vote over HTTP: signed in and noted in
    this browser today, as everybody is who was given a ballot."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core import signing
    from django.utils import timezone

    from chartbusters.trust import cookies

    made = []
    for ballot in ballots:
        session = SessionStore()
        session[SESSION_KEY] = str(ballot.voter_id)
        session[BACKEND_SESSION_KEY] = "chartbusters.accounts.backend.SignIn"
        session[HASH_SESSION_KEY] = ballot.voter.get_session_auth_hash()
        number = str(ballot.pk)
        session[cookies.NOTED] = [
            cookies._sealed(number),
            f"{timezone.now():%Y-%m-%d}",
            ballot.voter_id,
        ]
        session.save()
        browser = signing.dumps(number, salt=cookies.SALT)
        held = f"sessionid={session.session_key}; {settings.BROWSER_COOKIE_NAME}={browser}"
        made.append((str(ballot.pk), held))
    return made


if __name__ == "__main__":
    set_up()
    print(json.dumps(held_by(ballots_made(int(sys.argv[1])))))
