"""Secret links: made, replaced, taken back."""

import secrets

from django.db import transaction

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.services import composition_locked, composition_update
from chartbusters.sharing.selectors import token_hash

TOKEN_BYTES = 32


def secret_link_make(*, composition: Composition) -> str:
    """The token of a new secret link, shown this once; the link before it is dead. A private song becomes secret."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    _link_set(composition, token_hash(token=token), before=Visibility.PRIVATE, after=Visibility.SECRET)
    return token


def secret_link_revoke(*, composition: Composition) -> None:
    """Kills the secret link at once. A song that only its link showed becomes private."""
    _link_set(composition, "", before=Visibility.SECRET, after=Visibility.PRIVATE)


def _link_set(composition: Composition, digest: str, *, before: Visibility, after: Visibility) -> None:
    with transaction.atomic():
        # Link and visibility change as one, on the row as it stands: made and revoked at once, a song would be shown
        # by a link that there is none of.
        locked = composition_locked(composition=composition)
        Composition.objects.filter(pk=locked.pk).update(secret_hash=digest)
        if locked.visibility == before:
            composition_update(composition=locked, visibility=after)
