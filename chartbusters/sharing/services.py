"""Secret links: made, replaced, taken back."""

import secrets

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Now

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.services import composition_update
from chartbusters.sharing.selectors import token_hash
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace

TOKEN_BYTES = 32


def secret_link_make(*, composition: Composition) -> str:
    """The token of a new secret link, shown this once; the link before it is dead. A private song becomes secret."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    private = When(visibility=Visibility.PRIVATE, then=Value(Visibility.SECRET))
    with transaction.atomic():
        # Both in one statement: no moment in which the old link opens, or a private song has a link.
        Composition.objects.filter(pk=composition.pk).update(
            secret_hash=token_hash(token=token), visibility=Case(private, default=F("visibility"))
        )
        trace(act=Act.LINK_MADE, by=composition.owner, row=composition, words="the one before it is dead")
        composition_update(composition=composition)  # with all that being shared brings, such as a recording
    return token


def secret_link_revoke(*, composition: Composition) -> None:
    """Kills the secret link at once. A song that only its link showed becomes private."""
    secret = When(visibility=Visibility.SECRET, then=Value(Visibility.PRIVATE))
    with transaction.atomic():
        Composition.objects.filter(pk=composition.pk).update(
            secret_hash="", visibility=Case(secret, default=F("visibility")), updated_at=Now()
        )
        trace(act=Act.LINK_TAKEN, by=composition.owner, row=composition)
