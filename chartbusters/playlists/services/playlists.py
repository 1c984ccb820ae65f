"""Playlists made, renamed, shown, shared and deleted."""

import secrets

from django.db import transaction
from django.db.models.functions import Now
from django.utils.text import slugify

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Visibility
from chartbusters.playlists.models import LONGEST_DESCRIPTION, LONGEST_TITLE, Playlist
from chartbusters.playlists.selectors import token_hash
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_prose, needed_line

MOST_PLAYLISTS = 100  # of one person
SLUG_LENGTH = 70  # leaves room for a number within the column's 80
TOKEN_BYTES = 32


def playlist_create(
    *, owner: User, title: str, description: str = "", visibility: str = Visibility.PRIVATE
) -> Playlist:
    """An empty one. Raises `Refusal`."""
    said = _said(title=title, description=description, visibility=visibility)
    with transaction.atomic():
        # Held: two at once are counted, and named, one after the other.
        mine = User.objects.select_for_update(no_key=True).filter(pk=owner.pk, is_active=True)
        still_there(mine.first())
        taken = set(Playlist.objects.filter(owner=owner).values_list("slug", flat=True))
        if len(taken) >= MOST_PLAYLISTS:
            message = f"You have {MOST_PLAYLISTS} playlists, as many as one person may. Nothing was"
            raise Refusal("too_many", f"{message} made; delete one first.", 409)
        return Playlist.objects.create(owner=owner, slug=_free(said["title"], taken), **said)


def _free(title: str, taken: set[str]) -> str:
    stem = slugify(title)[:SLUG_LENGTH].strip("-") or "playlist"
    numbered = (f"{stem}-{number}" for number in range(2, MOST_PLAYLISTS + 2))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def playlist_update(*, playlist: Playlist, **changes: str) -> Playlist:
    """Changes title, description, and who may see it. A secret link lives as long as it stays
    secret. Raises `Refusal`."""
    said = _said(**changes)
    with transaction.atomic():
        locked = playlist_locked(playlist=playlist)
        for name, value in said.items():
            setattr(locked, name, value)
        if locked.visibility != Visibility.SECRET:
            locked.secret_hash = ""
        locked.save(update_fields=[*said, "secret_hash"])
    return locked


def playlist_link_make(*, playlist: Playlist) -> str:
    """The token of a new secret link, shown this once; the link before it is dead, and the playlist
    is for those who have the link. Raises `Refusal`."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        locked = playlist_locked(playlist=playlist)
        locked.visibility, locked.secret_hash = Visibility.SECRET, token_hash(token=token)
        locked.save(update_fields=["visibility", "secret_hash"])
    return token


def playlist_delete(*, playlist: Playlist) -> None:
    """The songs in it stay where they are. Deleted already, it is as good as deleted."""
    with transaction.atomic():
        # Held first: a song that comes in at this moment would keep its playlist from going.
        held = _held(playlist)
        if held:
            held.delete()


def playlist_locked(*, playlist: Playlist) -> Playlist:
    """The row as it stands, held until the transaction ends. Raises `Refusal` when it was
    deleted."""
    return still_there(_held(playlist))


def _held(playlist: Playlist) -> Playlist | None:
    # Its owner first, as one who leaves holds theirs, and then all that is theirs.
    owner = User.objects.select_for_update(no_key=True).filter(pk=playlist.owner_id)
    still_there(owner.first())
    held = Playlist.objects.select_for_update(of=("self",)).select_related("owner")
    return held.filter(pk=playlist.pk).first()


def playlist_touch(*, playlist: Playlist) -> None:
    """Its songs have changed, in this transaction, which holds it."""
    playlist.version += 1
    Playlist.objects.filter(pk=playlist.pk).update(version=playlist.version, updated_at=Now())


def _said(**words: str) -> dict[str, str]:
    """What somebody says of a playlist, cleaned. Raises `Refusal`."""
    said = dict(words)
    if "title" in said:
        said["title"] = needed_line(said["title"], most=LONGEST_TITLE, field="title")
    if "description" in said:
        most = LONGEST_DESCRIPTION
        said["description"] = fitting_prose(said["description"], most=most, field="description")
    if "visibility" in said and said["visibility"] not in Visibility.values:
        message = f"The visibility is one of {', '.join(Visibility.values)}. Nothing was changed."
        raise Refusal("invalid", message, field="visibility")
    return said
