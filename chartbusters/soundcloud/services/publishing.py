"""What a person decides about a song and SoundCloud: publish it, try again, take it down."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition, Visibility
from chartbusters.soundcloud.guards import TOO_MUCH, require_configured, too_much, withheld_because
from chartbusters.soundcloud.models import Audience, Connection, Publication, State
from chartbusters.soundcloud.services.calling import workers_call
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.web.errors import Refusal, still_there

DAY = timedelta(days=1)
CONNECT = "Connect your account at SoundCloud first. Nothing was sent."
ANEW = {"tries": 0, "problem": "", "ended_at": None}


def publication_ask(*, composition: Composition, by: User, sharing: str = "") -> Publication:
    """Publishes a song of one's own, or what is there already: asking again is free. `sharing` is
    that of the song unless it is given. Raises `Refusal`."""
    require_configured()
    _refuse_unfit(composition, by, sharing)
    with transaction.atomic():
        # Two clicks at once would both find nothing: the second waits here for the first.
        mine = Connection.objects.select_for_update().filter(person=by, ended_because="")
        if (connection := mine.first()) is None:
            raise Refusal("not_connected", CONNECT, 409)
        living = Publication.objects.filter(account=connection.account, composition=composition)
        living = living.exclude(state=State.WITHDRAWN)
        found = living.select_for_update().first()
        if found is None:
            return _created(connection, composition, by, sharing)
        if found.state == State.FAILED:
            _put_back(found, composition, sharing)
        return found


def _refuse_unfit(composition: Composition, by: User, sharing: str) -> None:
    if composition.owner_id != by.pk:
        raise Refusal("not_yours", "Only its maker publishes a song.", 403)
    if sharing not in ("", *Audience.values):
        choices = " or ".join(Audience.values)
        raise Refusal("invalid", f"Sharing is {choices}.", field="sharing")
    if composition.head is None:
        raise Refusal("empty_song", "There are no notes in this song. Nothing was sent.")
    if because := withheld_because(composition):
        raise Refusal("withheld", because, 409)
    if too_much(composition.head.song.song):
        raise Refusal("too_much", TOO_MUCH, 409)


def _created(
    connection: Connection, composition: Composition, by: User, sharing: str
) -> Publication:
    today = Publication.objects.filter(owner=by, created_at__gt=Now() - DAY).count()
    if today >= settings.SOUNDCLOUD_A_DAY:
        message = f"You have published {today} songs within a day. Come back tomorrow."
        raise Refusal("too_many_publications", message, 409)
    assert composition.head is not None  # noqa: S101  refused before
    made = Publication.objects.create(
        owner=by,
        account=connection.account,
        composition=composition,
        digest=composition.head.song_id,
        title=composition.title,
        sharing=sharing or _as_here(composition),
    )
    words = f"sent to SoundCloud, {made.sharing}"
    trace(act=Act.VISIBILITY, by=by, row=composition, words=words)
    workers_call()
    return made


def _as_here(composition: Composition) -> str:
    shown = composition.visibility == Visibility.PUBLIC
    return Audience.PUBLIC if shown else Audience.PRIVATE


def _put_back(found: Publication, composition: Composition, sharing: str) -> None:
    """One that came to nothing goes on where it stood: what may be there is looked for first."""
    state = State.TRANSCODING if found.track else State.QUEUED
    wish = {"sharing": sharing} if sharing and not found.sent_at else {}
    fresh = {"state": state, "next_at": Now(), **ANEW, **wish}
    Publication.objects.filter(pk=found.pk).update(**fresh)
    found.refresh_from_db()
    workers_call()


@transaction.atomic
def publication_withdraw(*, publication: Publication, by: User) -> Publication:
    """Takes a track down, or stops it on its way. What was never sent is over at once."""
    require_configured()
    mine = Publication.objects.select_for_update().filter(pk=publication.pk, owner=by)
    row = still_there(mine.first())
    if row.state == State.WITHDRAWN:
        return row
    change = {"state": State.LEAVING, "next_at": Now(), **ANEW}
    if not row.sent_at and not row.track:
        change |= {"state": State.WITHDRAWN, "ended_at": Now()}
    mine.update(**change)
    if row.composition:
        words = "taken down from SoundCloud"
        trace(act=Act.VISIBILITY, by=by, row=row.composition, words=words)
    workers_call()
    row.refresh_from_db()
    return row
