"""Plays that began forty seconds ago, each of a listener of its own, for `plays.py`; as a program,
with their tokens as JSON, or how many are counted once none waits."""

import json
import os
import secrets
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
SONGS = 50


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()


def tokens_made(number: int) -> list[str]:
    """Of songs that everybody may hear."""
    from chartbusters.discovery.models import Listing
    from chartbusters.plays.beginnings import Beginning, beginning_signed
    from chartbusters.plays.models import Source
    from chartbusters.plays.selectors import STREAM

    if not Listing.objects.exists():
        _songs_made()
    songs = list(Listing.objects.values_list("pk", flat=True))
    began = STREAM.now() - 40_000
    plays = (
        Beginning(
            songs[at % len(songs)],
            began,
            30_000,
            6 * 3600,
            Source.PAGE,
            secrets.token_bytes(16),
            secrets.token_bytes(16),
        )
        for at in range(number)
    )
    return [beginning_signed(play) for play in plays]


def _songs_made() -> None:
    from django.contrib.auth import get_user_model

    from chartbusters.compositions.services import composition_create
    from generation.music.song import Note, Song, Track

    maker = get_user_model().objects.create_user(f"maker-{secrets.token_hex(4)}")
    for at in range(SONGS):
        notes = tuple(Note(480 * beat, 40 + at, 480, 90) for beat in range(8))
        song = Song((Track(notes, program=0),))
        composition_create(owner=maker, song=song, title=f"Song {at}", visibility="public")


def counted() -> int:
    """Once the site's worker has counted all that waits."""
    from chartbusters.discovery.models import Listing
    from chartbusters.plays.selectors import STREAM
    from chartbusters.plays.services import plays_recount

    while STREAM.waiting():
        time.sleep(0.2)
    assert plays_recount() == [], "a number is not that of its log"
    return sum(Listing.objects.values_list("plays", flat=True))


if __name__ == "__main__":
    set_up()
    print(counted() if sys.argv[1] == "--counted" else json.dumps(tokens_made(int(sys.argv[1]))))
