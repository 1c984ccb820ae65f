"""Hearts given and taken back. How many a song has is kept by the database (indexing.py), so
nobody here counts."""

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition
from chartbusters.discovery.models import Heart, Listing
from chartbusters.discovery.selectors import listing_heard
from chartbusters.web.errors import Refusal, still_there

WENT = "The song went at this very moment. Nothing was changed."


def heart_give(*, song: Composition, person: User) -> Listing:
    """The listing with its number. Given twice it counts once. Raises `Refusal`."""
    if song.owner_id == person.pk:
        raise Refusal("own_song", "This is your own song: others may love it.", 409)
    try:
        with transaction.atomic():
            # Whoever leaves the site holds this row too: what they gave is found and taken back.
            mine = User.objects.select_for_update().filter(pk=person.pk, is_active=True)
            still_there(mine.first())
            Heart.objects.get_or_create(listing=_listing(song), person=person)
    except IntegrityError:
        raise Refusal("gone", WENT, 409) from None
    return _listing(song)


def heart_take(*, song: Composition, person: User) -> Listing:
    """Takes back what was given, if anything was. Raises `Refusal`."""
    Heart.objects.filter(listing__composition=song, person=person).delete()
    return _listing(song)


def _listing(song: Composition) -> Listing:
    found = listing_heard(composition=song.pk)
    if found is None:
        message = "Only a song that everybody may hear can be loved. Nothing was changed."
        raise Refusal("not_public", message, 409)
    return found


def hearts_erase(*, person: User) -> None:
    """Takes back all that a person gave, who leaves the site."""
    with transaction.atomic():
        loved = Listing.objects.filter(given__person=person)
        if connection.features.has_select_for_update:
            # In one order, so that two who leave at once do not wait for each other.
            list(loved.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
        Heart.objects.filter(person=person).delete()


def hearts_recount() -> int:
    """Puts numbers right that are not those of the hearts; returns how many were wrong."""
    given = Heart.objects.filter(listing=OuterRef("pk")).order_by().values("listing")
    number = Coalesce(Subquery(given.annotate(number=Count("pk")).values("number")), 0)
    wrong = Listing.objects.annotate(number=number).exclude(hearts=number).values_list("pk")
    mended = 0
    for (pk,) in list(wrong):
        with transaction.atomic():
            # A heart that comes meanwhile waits for this row, and is counted behind it.
            held = Listing.objects.select_for_update().filter(pk=pk)
            if held.first():
                mended += held.update(hearts=number)
    return mended
