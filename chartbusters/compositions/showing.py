"""What comes with a song that others may hear: its recording, and its tune, by which it goes silent
while a vote on it runs."""

from chartbusters.compositions.models import Composition, Tune
from chartbusters.compositions.rendering import rendering_request
from chartbusters.compositions.sealing import LISTENERS
from chartbusters.compositions.storing import storage_hold
from generation.music.song import Song
from generation.music.tunes import tune


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
