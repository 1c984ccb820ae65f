"""What is put into an archive of where a person takes part by others' word."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author, JoinRequest, LateLink, Member
from chartbusters.discovery.models import Heart
from chartbusters.discovery.selectors import songs_heard


def signed_told(*, person: User) -> Iterator[Any]:
    """Each entry of others that the person was asked to sign, with the answer."""
    mine = Author.objects.filter(person=person).order_by("pk")
    columns = {"challenge": F("entry__challenge__slug"), "title": F("entry__title")}
    yield from mine.values("asked_at", "accepted_at", "declined_at", **columns).iterator()


def memberships_told(*, person: User) -> Iterator[Any]:
    """The challenges of which the person is a member."""
    mine = Member.objects.filter(person=person).order_by("pk")
    slug = F("challenge__slug")
    yield from mine.values("created_at", "removed_at", challenge_slug=slug).iterator()


def requests_told(*, person: User) -> Iterator[Any]:
    """Where the person asked to take part, and what was answered."""
    mine = JoinRequest.objects.filter(person=person).order_by("pk")
    slug = F("challenge__slug")
    columns = ("words", "asked_at", "answered_at", "accepted")
    yield from mine.values(*columns, challenge_slug=slug).iterator()


def late_told(*, person: User) -> Iterator[Any]:
    """The late links that the person was given."""
    given = LateLink.objects.filter(person=person).order_by("pk")
    slug = F("challenge__slug")
    columns = ("until", "made_at", "used_at", "ended_at")
    yield from given.values(*columns, challenge_slug=slug).iterator()


def hearts_told(*, person: User) -> Iterator[Any]:
    """Each heart that the person gave; the songs' names as far as everybody may hear them now, for
    what is silent and what was taken back must not be told apart."""
    mine = Heart.objects.filter(person=person).order_by("pk")
    hearts = list(mine.values_list("listing", "created_at"))
    keys = [key for key, _ in hearts]
    named = {song.key: song for song in songs_heard(keys=keys)}
    for key, given in hearts:
        song = named.get(key)
        yield {"song": song and song.title, "maker": song and song.username, "given_at": given}
