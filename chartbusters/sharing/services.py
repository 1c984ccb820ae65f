"""Secret links: made, replaced, taken back."""

import secrets

from django.db import transaction

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.services import composition_update
from chartbusters.sharing.selectors import token_hash
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace

TOKEN_BYTES = 32


def secret_link_make(*, composition: Composition) -> str:
    """The token of a new secret link, shown this once; the link before it is dead. A private song becomes secret."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        # Hash before visibility: the old link must never open a song that has just been hidden behind a new one.
        Composition.objects.filter(pk=composition.pk).update(secret_hash=token_hash(token=token))
        trace(act=Act.LINK_MADE, by=composition.owner, row=composition, words="the one before it is dead")
        if composition.visibility == Visibility.PRIVATE:
            composition_update(composition=composition, visibility=Visibility.SECRET)
    return token


def secret_link_revoke(*, composition: Composition) -> None:
    """Kills the secret link at once. A song that only its link showed becomes private."""
    with transaction.atomic():
        Composition.objects.filter(pk=composition.pk).update(secret_hash="")
        trace(act=Act.LINK_TAKEN, by=composition.owner, row=composition)
        if composition.visibility == Visibility.SECRET:
            composition_update(composition=composition, visibility=Visibility.PRIVATE)
