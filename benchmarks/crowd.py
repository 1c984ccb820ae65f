"""A crowd: a running vote of 500 entries and 100,000 votes, and the same entries decided, made in
bulk.

`python benchmarks/crowd.py CHECKOUT` fills the database that the environment names, with the code
of that checkout, which may be an older one: columns that it does not have are left out. Prints the
addresses that `pages.py` asks.
"""

import json
import os
import random
import sys
import uuid
from datetime import timedelta
from typing import Any

ENTRIES, VOTERS, VOTES = 500, 1000, 100_000
NOTES = 400  # of a song


def main(checkout: str, entries: int = ENTRIES, votes: int = VOTES) -> None:
    sys.path.insert(0, checkout)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()
    from chartbusters.leaderboard.services import board_refresh

    draw = random.Random(6)
    songs = songs_made(draw, entries)
    running, decided = challenge_made("bench-running", 1), challenge_made("bench-decided", -1)
    entered(running, songs)
    votes_made(running, entered(decided, songs), draw, min(votes, 5000))
    votes_made(running, list(entries_in(running)), draw, votes)
    for challenge in (running, decided):
        board_refresh(challenge=challenge)
    print(json.dumps({"share": "/@maker0/tune-0/"}))


def bulk(model: Any, rows: list[dict[str, Any]]) -> list[Any]:
    known = {field.attname for field in model._meta.concrete_fields}
    made = []
    for row in rows:
        made.append(model(**{name: value for name, value in row.items() if name in known}))
    return list(model.objects.bulk_create(made, batch_size=500))


def song_document(draw: random.Random, number: int) -> Any:
    from generation.music.song import Note, Song, Track

    notes = tuple(Note(480 * at, draw.randrange(48, 84), 400, 90) for at in range(NOTES))
    return Song((Track(notes, name="Melody"),), title=f"Tune {number}")


def stored(song: Any) -> dict[str, Any]:
    """Packed, or, in an older checkout, as it is."""
    from generation import models
    from generation.music.document import to_document

    document = to_document(song)
    pack = getattr(models, "packed", None)
    return {"digest": song.digest, "document": document, "packed": pack(document) if pack else None}


def songs_made(draw: random.Random, count: int) -> list[Any]:
    """Public songs of as many makers, each with a recording that is said to be done."""
    from chartbusters.accounts.models import User
    from chartbusters.compositions.models import Composition, Rendering, Revision
    from generation.models import StoredSong

    people = bulk(
        User, [{"username": f"maker{n}", "display_name": f"Maker {n}"} for n in range(count)]
    )
    songs = [song_document(draw, number) for number in range(count)]
    bulk(StoredSong, [stored(song) for song in songs])
    rows = [
        {"owner_id": person.pk, "title": f"Tune {n}", "slug": f"tune-{n}", "visibility": "public"}
        for n, person in enumerate(people)
    ]
    compositions = bulk(Composition, rows)
    steps = [
        {
            "composition_id": one.pk,
            "number": 1,
            "song_id": song.digest,
            "origin": "recorded",
            "recipe": {},
        }
        for one, song in zip(compositions, songs, strict=True)
    ]
    for one, revision in zip(compositions, bulk(Revision, steps), strict=True):
        one.head = revision
    Composition.objects.bulk_update(compositions, ["head"], batch_size=200)
    done = {"state": "done", "audio": "renderings/none.mp3", "seconds": 100.0, "peaks": [50] * 800}
    bulk(Rendering, [{"song_id": song.digest, **done} for song in songs])
    return compositions


def challenge_made(slug: str, hours: int) -> Any:
    """Voting ends in so many hours; negative: it has ended."""
    from django.utils import timezone

    from chartbusters.challenges.models import Challenge

    end = timezone.now() + timedelta(hours=hours)
    times = {
        "opens_at": end - timedelta(days=3),
        "entries_close_at": end - timedelta(days=2),
        "voting_closes_at": end,
    }
    return Challenge.objects.create(
        slug=slug, title=slug, tagline="A crowd", published=True, **times
    )


def entered(challenge: Any, songs: list[Any]) -> list[Any]:
    from chartbusters.challenges.models import Entry

    rows = [
        {
            "challenge_id": challenge.pk,
            "maker_id": song.owner_id,
            "composition_id": song.pk,
            "revision_id": song.head_id,
            "song_id": song.head.song_id,
            "number": number + 1,
            "title": song.title,
            "receipt": uuid.uuid4().hex * 2,
            "length_ms": 100_000,
        }
        for number, song in enumerate(songs)
    ]
    return bulk(Entry, rows)


def entries_in(challenge: Any) -> Any:
    return challenge.entries.order_by("maker_id")  # older checkouts have no number


def votes_made(challenge: Any, entries: list[Any], draw: random.Random, count: int) -> None:
    from chartbusters.accounts.models import User
    from chartbusters.voting.models import Ballot, Vote

    voters = list(User.objects.filter(username__startswith="voter"))
    voters = voters or bulk(User, [{"username": f"voter{n}"} for n in range(VOTERS)])
    pairs = {
        (number % len(voters), *sorted(draw.sample(range(len(entries)), 2)))
        for number in range(count)
    }
    rows = [
        {
            "challenge_id": entries[first].challenge_id,
            "voter_id": voters[voter].pk,
            "entry_a_id": entries[first].pk,
            "entry_b_id": entries[second].pk,
            "pair": ":".join(sorted((str(entries[first].pk), str(entries[second].pk)))),
            "seed": 0,
        }
        for voter, first, second in sorted(pairs)
    ]
    ballots = bulk(Ballot, rows)
    rows = [
        {
            "ballot_id": one.pk,
            "challenge_id": one.challenge_id,
            "outcome": draw.choice(["a", "b", "tie"]),
        }
        for one in ballots
    ]
    bulk(Vote, rows)
    try:
        from chartbusters.voting.services import exposures_recount
    except ImportError:
        return  # an older checkout counts each time
    exposures_recount()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
