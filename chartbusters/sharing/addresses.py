"""The three kinds of address under which one song is shown: by name, by secret link, embedded."""

from typing import NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.selectors import composition_at
from chartbusters.sharing import selectors


class Place(NamedTuple):
    """A song, and the address that its page and its parts (audio, notes) share."""

    composition: Composition
    address: str
    secret: bool = False

    @property
    def embed_address(self) -> str:
        if self.secret:
            return f"{self.address}embed/"
        return reverse("embed", args=[self.composition.pk])

    @property
    def embeddable(self) -> bool:
        return self.secret or self.composition.visibility == Visibility.PUBLIC


def place_by_name(request: HttpRequest, username: str, slug: str) -> Place:
    """Raises `Http404` also for what exists and is not for this visitor."""
    return _found(
        composition_at(username=username, slug=slug, user=request.user), "share", username, slug
    )


def place_by_token(request: HttpRequest, token: str) -> Place:
    place = _found(selectors.composition_by_token(token=token), "secret-share", token)
    return place._replace(secret=True)


def place_embedded(request: HttpRequest, pk: UUID) -> Place:
    """Asks nothing of the visitor, so that frames on other sites read no cookies."""
    return _found(selectors.composition_public(pk=pk), "embed", pk)


def _found(composition: Composition | None, name: str, *place: str | UUID) -> Place:
    if composition is None or composition.head is None:
        raise Http404
    return Place(composition, reverse(name, args=place))
