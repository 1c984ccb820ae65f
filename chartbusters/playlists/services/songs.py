"""Songs put into playlists, taken out, and put in another order: each under the lock of the
playlist, so that two windows at once lose nothing."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F

from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_visible
from chartbusters.playlists.models import Place, Playlist
from chartbusters.playlists.services.playlists import playlist_locked, playlist_touch
from chartbusters.web.errors import Refusal

MOST_SONGS = 100  # of one playlist: what one page shows and a player takes at once


def playlist_add(*, playlist: Playlist, composition: UUID, before: int | None = None) -> Playlist:
    """Puts a song at the end, or `before` the one that stands so far down, counted from 0; again
    changes nothing. Raises `Refusal` for what its owner may not hear, and for too many."""
    with transaction.atomic():
        locked = playlist_locked(playlist=playlist)
        if locked.places.filter(composition=composition).exists():
            return locked
        song = _song(locked, composition)
        taken = list(locked.places.values_list("position", flat=True))
        if len(taken) >= MOST_SONGS:
            message = f"This playlist has {MOST_SONGS} songs, as many as one may. Nothing was added"
            raise Refusal("too_many", f"{message}; begin another one, or take some out.", 409)
        at = taken[-1] + 1 if taken else 0
        if before is not None and before < len(taken):
            at = taken[before]
            locked.places.filter(position__gte=at).update(position=F("position") + 1)
        Place.objects.create(playlist=locked, composition=song, position=at)
        playlist_touch(playlist=locked)
    return locked


def _song(playlist: Playlist, composition: UUID) -> Composition:
    # Held: somebody who deletes it at this moment has, or finds it in here and takes it out.
    seen = compositions_visible(user=playlist.owner).select_for_update(of=("self",), no_key=True)
    found = seen.filter(pk=composition).first()
    if found is None:
        message = "There is no song here that you may hear. Nothing was added."
        raise Refusal("not_found", message, 404)
    return found


def playlist_remove(*, playlist: Playlist, composition: UUID) -> int | None:
    """Takes a song out; how far down it stood, so that it can be put back there. None where it was
    out already. Raises `Refusal` when the playlist was deleted."""
    with transaction.atomic():
        locked = playlist_locked(playlist=playlist)
        order = list(locked.places.values_list("composition", flat=True))
        if composition not in order:
            return None
        locked.places.filter(composition=composition).delete()
        playlist_touch(playlist=locked)
    return order.index(composition)


def playlist_order(*, playlist: Playlist, songs: Sequence[UUID], version: int) -> Playlist:
    """Puts all songs in another order, as it was wished for on top of a version. Raises `Refusal`
    (409) when it has changed since: in another window a song may have come, gone or moved."""
    with transaction.atomic():
        locked = playlist_locked(playlist=playlist)
        places = {place.composition_id: place for place in locked.places.all()}
        if locked.version != version or sorted(songs) != sorted(places):
            message = (
                "This playlist was changed in another window meanwhile. That change is safe and "
                "yours was not made: load the page again, and move the song once more."
            )
            raise Refusal("changed_elsewhere", message, 409, "version")
        moved = [places[pk] for pk in songs]
        for position, place in enumerate(moved):
            place.position = position
        Place.objects.bulk_update(moved, ["position"])
        playlist_touch(playlist=locked)
    return locked
