"""Secret links: made, replaced, taken back."""

import secrets

from django.db import transaction

from chartbusters.compositions.hiding import refuse_hidden
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.services import composition_locked, composition_update
from chartbusters.sharing.selectors import token_hash
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace

TOKEN_BYTES = 32


def secret_link_make(*, composition: Composition) -> str:
    """The token of a new secret link, shown this once; the link before it is dead. A private song
    becomes secret."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        trace(
            act=Act.LINK_MADE,
            by=composition.owner,
            row=composition,
            words="the one before it is dead",
        )
        _link_set(
            composition, token_hash(token=token), before=Visibility.PRIVATE, after=Visibility.SECRET
        )
    return token


def secret_link_revoke(*, composition: Composition) -> None:
    """Kills the secret link at once. A song that only its link showed becomes private."""
    with transaction.atomic():
        trace(act=Act.LINK_TAKEN, by=composition.owner, row=composition)
        _link_set(composition, "", before=Visibility.SECRET, after=Visibility.PRIVATE)


def _link_set(
    composition: Composition, digest: str, *, before: Visibility, after: Visibility
) -> None:
    # Link and visibility change as one, on the row as it stands: made and revoked at once, a song
    # would be shown by a link that there is none of; and a private song has no link at any moment.
    locked = composition_locked(composition=composition)
    if after != Visibility.PRIVATE:
        refuse_hidden(composition=locked)
    visibility = after if locked.visibility == before else locked.visibility
    Composition.objects.filter(pk=locked.pk).update(secret_hash=digest, visibility=visibility)
    if visibility != locked.visibility:
        told = f"from {locked.visibility} to {visibility}"
        trace(act=Act.VISIBILITY, by=locked.owner, row=locked, words=told)
    composition_update(composition=locked)  # with all that being shared brings, such as a recording
