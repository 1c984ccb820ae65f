"""What share pages, profiles and the landing page ask."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author, Challenge, Entry
from chartbusters.challenges.sealing import blind
from chartbusters.compositions import selectors as compositions
from chartbusters.compositions.models import Composition, Revision, song_address
from chartbusters.compositions.remixing import credits_of
from chartbusters.web.prepared_queries import Prepared


def token_hash(*, token: str) -> str:
    """What is kept of the token of a secret link."""
    return hashlib.sha256(token.encode()).hexdigest()


def composition_by_token(*, token: str, user: User | AnonymousUser) -> Composition | None:
    """The composition behind a secret link, while it is shared and the link has not been
    replaced."""
    return compositions.composition_by_secret(secret_hash=token_hash(token=token), user=user)


def composition_public(*, pk: UUID) -> Composition | None:
    """What may be shown on other people's sites."""
    seen = compositions.compositions_visible(user=AnonymousUser())
    return seen.defer(*compositions.NOTES).filter(pk=pk).first()


def songs_on_profile(*, person: User, viewer: User | AnonymousUser) -> QuerySet[Composition]:
    """All songs for their maker, the public ones for everybody else."""
    if viewer == person:
        return compositions.compositions_of(owner=person).select_related("listing")
    return compositions.compositions_public_of(owner=person).select_related("listing")


def songs_fresh(*, count: int) -> list[Any]:
    """The newest songs that everybody may hear, without the same notes by somebody else than who
    has entered them.

    Rows with title, slug, and both names of their makers: what is shown of them.
    """
    return _FRESH.rows()[:count]


def _fresh() -> QuerySet[Composition, Any]:
    # Whether they are silent is asked song by song from the newest on, as few are wanted: lists of
    # all entries would be made each time.
    fresh = Composition.objects.filter(
        compositions.heard_by_everybody(), head__isnull=False, owner__is_active=True
    )
    fresh = fresh.exclude(Exists(Entry.objects.filter(blind(), song=OuterRef("head__song"))))
    shown = fresh.values_list("pk", "title", "slug", "owner__username", "owner__display_name")
    return shown.order_by("-created_at", "pk")[:MOST_FRESH]


MOST_FRESH = 12
MOST_ADDRESSES = 3_000
MOST_PEOPLE, MOST_BOARDS = 800, 200
_FRESH = Prepared(_fresh)


def song_addresses() -> list[str]:
    """Pages of songs that everybody may hear, the newest first: a bounded number."""
    public = Composition.objects.filter(compositions.heard_by_everybody(), owner__is_active=True)
    names = public.order_by("-created_at", "pk").values_list("owner__username", "slug")
    return [song_address(username=name, slug=slug) for name, slug in names[:MOST_ADDRESSES]]


def person_addresses() -> list[str]:
    """Pages of people who have shown a song to everybody: a bounded number."""
    public = Composition.objects.filter(compositions.heard_by_everybody(), owner=OuterRef("pk"))
    people = User.objects.filter(Exists(public), is_active=True).order_by("-date_joined", "pk")
    names = people.values_list("username", flat=True)[:MOST_PEOPLE]
    return [reverse("profile", args=[name]) for name in names]


def board_addresses() -> list[str]:
    """Boards whose result is told, the newest first: a bounded number."""
    over = Challenge.objects.published().filter(told_at__lte=Now()).order_by("-told_at", "pk")
    slugs = over.values_list("slug", flat=True)[:MOST_BOARDS]
    return [reverse("leaderboard", args=[slug]) for slug in slugs]


def song_told(*, username: str, slug: str) -> Any:
    """All that may change on the page of a public song; None where there is none of exactly this
    name.

    Revisions are added and never edited, so their number stands for how the song was made.
    """
    song = _SONG.first(username, slug)
    if song is None:
        return None
    credited = song.remixed_under and credits_of(composition=song.pk)
    return song, credited, [tell(song.pk) for tell in BESIDE]


# What rooms above show on the page of a song, given its id.
BESIDE: list[Callable[[UUID], object]] = []


def _song(username: str, slug: str) -> QuerySet[Composition, Any]:
    revisions = Revision.objects.filter(composition=OuterRef("pk")).order_by().values("composition")
    names = [
        "pk",
        "title",
        "slug",
        "licence",
        "remixed_under",
        "process_note",
        "tags",
        "created_at",
        "head_id",
        "head__song_id",
    ]
    names += ["owner__username", "owner__display_name", "listing__hearts", "listing__plays"]
    names += [f"head__song__rendering__{name}" for name in ("state", "seconds", "error_message")]
    songs = Composition.objects.filter(
        compositions.heard_by_everybody(), owner__username=username, slug=slug
    )
    songs = songs.annotate(steps=Subquery(revisions.annotate(number=Count("pk")).values("number")))
    return songs.values_list(*names, "steps")[:1]


_SONG = Prepared(_song, "a-name-that-no-one-has", "a-slug-that-no-one-has")


def person_told(*, username: str, songs: int) -> Any:
    """All that may change on the first page of a profile with so many songs; None where there is
    none of this name."""
    person = _PERSON.first(username)
    if person is None:
        return None
    signed = _SIGNED.tuples(person.pk) if person.signed else []
    return person, _THEIRS.tuples(person.pk)[:songs], signed


def _person(username: str) -> QuerySet[User, Any]:
    public = (
        Composition.objects.filter(compositions.heard_by_everybody(), owner=OuterRef("pk"))
        .order_by()
        .values("owner")
    )
    people = User.objects.filter(username=username, is_active=True)
    people = people.annotate(songs=Subquery(public.annotate(number=Count("pk")).values("number")))
    signed = Author.objects.filter(person=OuterRef("pk"), accepted_at__isnull=False)
    people = people.annotate(signed=Exists(signed))  # most have not: nothing more is asked of them
    names = ["pk", "username", "display_name", "about", "date_joined", "songs", "signed"]
    return people.values_list(*names)


def _theirs(owner: int) -> QuerySet[Composition, Any]:
    songs = Composition.objects.filter(compositions.heard_by_everybody(), owner=owner)
    songs = songs.order_by("-updated_at", "pk")
    told = ("title", "slug", "updated_at", "licence", "listing__hearts", "listing__plays")
    return songs.values_list(*told)[:MOST_ON_PROFILE]


def _signed(person: int) -> QuerySet[Author, Any]:
    """What is shown of entries that a person co-wrote, once it may be told."""
    told = Author.objects.filter(person=person, accepted_at__isnull=False)
    told = told.filter(entry__withdrawn_at=None, entry__challenge__told_at__lte=Now())
    names = ["entry__title", "entry__maker__display_name", "entry__maker__username"]
    return told.order_by("pk").values_list("pk", *names, "entry__challenge__published")


MOST_ON_PROFILE = 50
_THEIRS = Prepared(_theirs, 4_611_686_018)
_SIGNED = Prepared(_signed, 4_611_686_018)
_PERSON = Prepared(_person, "a-name-that-no-one-has")
