"""Entries of contests that are over, as places: with a player for other sites, like songs."""

from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from chartbusters.challenges.models import Entry
from chartbusters.challenges.people import people_of
from chartbusters.challenges.results import Result, result_of
from chartbusters.challenges.sealing import entries_sealed
from chartbusters.challenges.selectors import entries_ended, entry_address
from chartbusters.compositions.models import Licence
from chartbusters.sharing.addresses import NOTHING
from chartbusters.web.errors import Refusal
from generation.models import StoredSong


class EntryPlace(NamedTuple):
    """An entry that everybody may know, as it was entered: its song may have changed since."""

    entry: Entry
    maker: str
    licence: str
    result: Result | None

    @property
    def secret(self) -> bool:
        return False

    @property
    def for_all(self) -> bool:
        return True

    @property
    def embeddable(self) -> bool:
        return True

    @property
    def title(self) -> str:
        return self.entry.title

    @property
    def maker_address(self) -> str:
        return self.entry.maker.get_absolute_url()

    @property
    def page(self) -> str:
        return self.entry.get_absolute_url()

    @property
    def address(self) -> str:
        return reverse("entry-embed", args=[self.entry.pk])

    @property
    def embed_address(self) -> str:
        return self.address

    @property
    def stored(self) -> StoredSong:
        return self.entry.song

    @property
    def digest(self) -> str:
        return self.entry.song_id


def place_of_entry(request: HttpRequest, pk: UUID) -> EntryPlace:
    """Asks nothing of the visitor. Raises a `Refusal` for what is blind, silent, or never was."""
    return _found(entries_ended().filter(pk=pk).exclude(entries_sealed()).first())


def place_on_page(request: HttpRequest, slug: str, pk: UUID) -> EntryPlace:
    """By the address of its own page."""
    place = place_of_entry(request, pk)
    if place.entry.challenge.slug != slug:
        raise Refusal("not_found", NOTHING, 404)
    return place


def place_on_board(request: HttpRequest, slug: str, number: int) -> EntryPlace:
    """By its row of the board."""
    of_board = entries_ended().filter(challenge__slug=slug, number=number)
    return _found(of_board.exclude(entries_sealed()).first())


def _found(entry: Entry | None) -> EntryPlace:
    if entry is None:
        raise Refusal("not_found", NOTHING, 404)
    people = people_of([entry])[entry.pk]
    names = " and ".join(one.shown_name for one in people)
    # Of a song that is not shown nothing is told, its licence neither.
    shown = entry.composition if entry_address(entry=entry) else None
    licence = shown.licence if shown else Licence.ALL_RIGHTS_RESERVED
    return EntryPlace(entry, names or entry.maker.shown_name, licence, result_of(entry=entry))
