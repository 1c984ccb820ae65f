"""Songs brought before those who follow somebody: one's own, and those that one passes on."""

from django.db import transaction

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition
from chartbusters.discovery.models import Listing
from chartbusters.discovery.selectors import listing_heard
from chartbusters.following.models import Post
from chartbusters.following.services.blocks import blocked_refuse
from chartbusters.web.errors import Refusal, still_there

MOST_REPOSTS = 5_000  # songs, by one person


def song_post(*, listing: Listing) -> None:
    """A song's own place in streams, in the transaction in which it is listed first."""
    Post.objects.get_or_create(listing=listing, person_id=listing.composition.owner_id)


def song_repost(*, song: Composition, by: User) -> None:
    """Passes a song on to those who follow one; again changes nothing. Raises `Refusal`."""
    if song.owner_id == by.pk:
        message = "This is your own song: those who follow you see it already. Nothing was changed."
        raise Refusal("own_song", message, 409)
    with transaction.atomic():
        # Held: a block comes before or after, and whoever leaves the site is found gone.
        mine = User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True)
        still_there(mine.first())
        blocked_refuse(by=by, person=song.owner_id)
        # Held: somebody who deletes it at this moment has, or finds this one with it.
        still_there(Composition.objects.select_for_update(no_key=True).filter(pk=song.pk).first())
        listing = listing_heard(composition=song.pk)
        if listing is None:
            message = "Only a song that everybody may hear can be reposted. Nothing was changed."
            raise Refusal("not_public", message, 409)
        _refuse_beyond(by, listing)
        Post.objects.get_or_create(listing=listing, person=by, defaults={"reposted": True})


def _refuse_beyond(by: User, listing: Listing) -> None:
    others = Post.objects.filter(person=by, reposted=True).exclude(listing=listing)
    if others.count() >= MOST_REPOSTS:
        message = (
            f"You repost {MOST_REPOSTS:,} songs, as many as one person may. Nothing was changed; "
            "take some back first."
        )
        raise Refusal("too_many", message, 409)


def song_unrepost(*, song: Composition, by: User) -> None:
    """Takes back what was passed on, if it was."""
    Post.objects.filter(listing__composition=song, person=by, reposted=True).delete()
