"""What an entry keeps of its music, and what of its maker's goes silent with it."""

from typing import NamedTuple

from chartbusters.challenges.models import Challenge, Entry, Sketch
from chartbusters.challenges.sealing import entry_seal, in_play
from chartbusters.compositions.rendering import rendering_request
from chartbusters.compositions.sealing import tunes_shared
from chartbusters.compositions.storing import storage_hold
from generation.music.song import Song
from generation.music.sounding import sketch, sounding_digest
from generation.music.tunes import tune


class Music(NamedTuple):
    """A song, and what an entry keeps of it: what sounds, by digest and as a sketch, its tune, and
    how long it is."""

    song: Song
    digest: str
    sketch: bytes
    tune: bytes
    length_ms: int


def music_of(song: Song) -> Music:
    return Music(song, sounding_digest(song), sketch(song), tune(song), int(1000 * song.seconds))


def music_keep(entry: Entry, music: Music) -> Entry:
    """In the transaction in which somebody enters; asks for the recording too."""
    Sketch.objects.create(entry=entry, data=music.sketch, tune=music.tune)
    # A song that is shown at this moment waits here, or we do and see it: one of us seals it.
    storage_hold(owner_id=entry.maker_id)
    entry_seal(entry=entry, tune=music.tune, others=tunes_shared(owner=entry.maker))
    rendering_request(digest=entry.song_id, owner=entry.maker, song=music.song)
    return entry


def challenge_seal(challenge: Challenge) -> None:
    """Seals anew what belongs to the entries of a challenge that is opened again: while it was over
    nobody looked."""
    standing = Sketch.objects.filter(in_play("entry__"), entry__challenge=challenge)
    for one in standing.select_related("entry__maker").order_by("entry__maker", "pk"):
        storage_hold(owner_id=one.entry.maker_id)
        shown = tunes_shared(owner=one.entry.maker)
        entry_seal(entry=one.entry, tune=bytes(one.tune), others=shown)
