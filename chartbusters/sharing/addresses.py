"""The three kinds of address under which one song is shown: by name, by secret link, embedded."""

from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from chartbusters.compositions.models import Composition, Visibility
from chartbusters.compositions.sealing import is_sealed
from chartbusters.compositions.selectors import composition_at
from chartbusters.sharing import selectors
from chartbusters.web.errors import Refusal
from generation.models import StoredSong

# The same for what never was, is private, and is silent: or whoever asks could tell them apart.
NOTHING = (
    "There is no song here that you may hear. Songs in a running contest are silent until voting "
    "is over, and come back by themselves then."
)


class Place(NamedTuple):
    """A song, and the address that its page and its parts (audio, notes) share."""

    composition: Composition
    address: str
    secret: bool = False
    silent: bool = False  # to everybody but its maker, who is looking at it

    @property
    def title(self) -> str:
        return self.composition.title

    @property
    def maker(self) -> str:
        return self.composition.owner.shown_name

    @property
    def maker_address(self) -> str:
        return self.composition.owner.get_absolute_url()

    @property
    def licence(self) -> str:
        return self.composition.licence

    @property
    def page(self) -> str:
        """Where people read about the song."""
        return self.address if self.secret else self.composition.get_absolute_url()

    @property
    def stored(self) -> StoredSong:
        assert self.composition.head is not None  # noqa: S101  places have one
        return self.composition.head.song

    @property
    def digest(self) -> str:
        assert self.composition.head is not None  # noqa: S101  places have one
        return self.composition.head.song_id

    @property
    def for_all(self) -> bool:
        """Whether caches and search engines may have it."""
        public = self.composition.visibility == Visibility.PUBLIC
        return public and not self.secret and not self.silent

    @property
    def embed_address(self) -> str:
        if self.secret:
            return f"{self.address}embed/"
        return reverse("embed", args=[self.composition.pk])

    @property
    def embeddable(self) -> bool:
        shared = self.secret or self.composition.visibility == Visibility.PUBLIC
        return shared and not self.silent


def place_by_name(request: HttpRequest, username: str, slug: str) -> Place:
    """Raises a `Refusal` also for what exists and is not for this visitor, or not now."""
    composition = composition_at(username=username, slug=slug, user=request.user)
    place = _found(composition, "share", username, slug)
    return place._replace(silent=_silent_but_for(request, place.composition))


def place_by_token(request: HttpRequest, token: str) -> Place:
    by_token = selectors.composition_by_token
    # Who it is, is asked only where that matters: frames on other sites read no cookies.
    if heard := by_token(token=token, user=AnonymousUser()):
        return _found(heard, "secret-share", token)._replace(secret=True)
    silent = by_token(token=token, user=request.user)
    return _found(silent, "secret-share", token)._replace(secret=True, silent=True)


def place_embedded(request: HttpRequest, pk: UUID) -> Place:
    """Asks nothing of the visitor, so that frames on other sites read no cookies."""
    return _found(selectors.composition_public(pk=pk), "embed", pk)


def _silent_but_for(request: HttpRequest, composition: Composition) -> bool:
    """Others were not let in. For its maker: whether they are not now."""
    return composition.owner_id == request.user.pk and is_sealed(composition=composition)


def _found(composition: Composition | None, name: str, *place: str | UUID) -> Place:
    if composition is None or composition.head is None:
        raise Refusal("not_found", NOTHING, 404)
    return Place(composition, reverse(name, args=place))
