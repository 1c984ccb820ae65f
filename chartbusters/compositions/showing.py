"""What comes with a song that others may hear: its recording, and its tune, by which it goes silent
while a vote on it runs; and rooms that keep lists of songs are told of it."""

from collections.abc import Callable

from django.db.models import QuerySet

from chartbusters.compositions.models import Composition, Tune
from chartbusters.compositions.rendering import rendering_request
from chartbusters.compositions.sealing import LISTENERS
from chartbusters.compositions.selectors import recipes_of
from chartbusters.compositions.storing import storage_hold
from generation.music.song import Song
from generation.music.tunes import tune
from scoring.models import Provenance
from scoring.provenance.chains import is_compiled
from scoring.provenance.services import provenance_request

# Told, in the transaction that changes it, of each song that is another to others: with what they
# come to hear, or None when nobody but its maker sees it any more. Rooms add theirs when loaded.
WATCHERS: list[Callable[[Composition, Song | None], None]] = []
# Rooms hold here what goes with songs, in the transaction that deletes these and holds their rows.
GOING: list[Callable[[QuerySet[Composition]], None]] = []


def head_show(*, composition: Composition, song: Song) -> None:
    """Others come to hear this head, in this transaction, which holds the composition."""
    digest, data = song.digest, tune(song)
    # Somebody who enters a song of this tune at this moment waits, or we wait and see the entry.
    storage_hold(owner_id=composition.owner_id)
    kept = {"digest": digest, "data": data}
    Tune.objects.update_or_create(composition=composition, defaults=kept)
    for tell in LISTENERS:
        tell(composition.owner_id, digest, data)
    rendering_request(digest=digest, owner=composition.owner, song=song)
    provenance_ask(composition=composition, song=song)
    for watch in WATCHERS:
        watch(composition, song)


def provenance_ask(*, composition: Composition, song: Song) -> Provenance | None:
    """What the head, which is this song, is beside the recipes in its history; worked out by a
    worker where there are some. Of what the site put together of several takes nothing is said."""
    history = recipes_of(composition=composition)
    if composition.head is None or any(map(is_compiled, history)):
        return None
    return provenance_request(
        song=composition.head.song,
        notes=song.note_count,
        owner=composition.owner,
        history=history,
    )


def head_withdraw(*, composition: Composition) -> None:
    """Nobody but its maker sees the song, as of this transaction, which holds the composition."""
    for watch in WATCHERS:
        watch(composition, None)
