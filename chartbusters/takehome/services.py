"""Files asked for, handed in and dropped, and what makers give to others."""

from datetime import timedelta

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition
from chartbusters.compositions.rendering_queue import seconds_guessed
from chartbusters.takehome import selectors
from chartbusters.takehome.models import Kind, Offer, Parcel
from chartbusters.web.errors import Refusal
from generation.models import JobState, StoredSong
from generation.music.song import Song
from generation.services import job_cancel, work_finish, work_queue

KEPT = timedelta(days=2)
A_DAY = timedelta(days=1)
MOST_OPEN = 2  # of one person
UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


def offer_set(*, composition: Composition, sound: bool) -> None:
    """What the maker gives to others."""
    Offer.objects.update_or_create(composition=composition, defaults={"sound": sound})


def parcel_request(*, composition: Composition, kind: Kind, by: User) -> Parcel:
    """A file of the song as it is now, made by a worker; the one that is there, if there is one.
    Raises `Refusal`."""
    if not selectors.may_take(composition=composition, user=by):
        words = (
            "The maker of this song does not give its recordings without loss, or its stems, to "
            "others. Its MP3, MIDI and MusicXML files are there."
        )
        raise Refusal("not_offered", words, 403)
    if composition.head is None:
        raise Refusal("no_notes", "There is nothing in this song yet.", 409)
    stored = composition.head.song
    with transaction.atomic():
        # Two clicks at once would both count what the other has not asked for yet.
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        if found := selectors.parcels_of(digest=stored.pk).get(kind):
            return found
        _refuse_too_much(by, kind, stored.song)
        return _queued(stored, kind, by)


def _queued(stored: StoredSong, kind: Kind, by: User) -> Parcel:
    Parcel.objects.filter(
        song=stored, kind=kind, state__in=selectors.ENDED, expires_at__lte=Now()
    ).delete()
    try:
        with transaction.atomic():
            parcel = Parcel.objects.create(song=stored, kind=kind, owner=by)
    except IntegrityError:  # somebody else asked for the same at this moment
        return Parcel.objects.get(song=stored, kind=kind)
    work_queue(work=parcel)
    return parcel


def _refuse_too_much(by: User, kind: Kind, song: Song) -> None:
    mine = Parcel.objects.filter(owner=by)
    if mine.filter(state__in=UNDER_WAY).count() >= MOST_OPEN:
        words = (
            f"{MOST_OPEN} of your files are still being made. Nothing is lost; ask again when "
            "one of them is here."
        )
        raise Refusal("one_at_a_time", words, 429, retry_after=60)
    if mine.filter(created_at__gt=Now() - A_DAY).count() >= settings.PARCELS_A_DAY:
        words = (
            f"You have asked for {settings.PARCELS_A_DAY} files within a day, as much as we make "
            "for one person. Nothing is lost; those that are made stay for two days."
        )
        raise Refusal("too_many_requests", words, 429, retry_after=3600)
    if seconds_needed(song, kind) > settings.PARCEL_SECONDS_EACH:
        words = (
            "This song has too many notes, or too many tracks, for us to make that. The song is "
            "safe, and its MIDI file has every note."
        )
        raise Refusal("too_much", words, 409)


def seconds_needed(song: Song, kind: Kind) -> float:
    """How much work a file is."""
    if kind != Kind.STEMS:
        return seconds_guessed(song)
    tracks = (song.with_tracks([track]) for track in song.tracks if track.notes)
    return sum(seconds_guessed(one) for one in tracks)


def parcel_hand_in(*, parcel: Parcel, file: File, size: int) -> bool:  # type: ignore[type-arg]
    """Stores the whole file first and shows it second. False when the attempt is no longer ours."""
    name = default_storage.save(parcel.files[-1], file)
    shown = work_finish(work=parcel, size=size, expires_at=Now() + KEPT)
    if not shown:
        default_storage.delete(name)
    return shown


def parcels_drop() -> int:
    """Removes what has run out, and the oldest where all together take too much room; returns how
    many."""
    _make_room()
    expired = selectors.parcels_expired()
    for parcel in expired.exclude(state__in=selectors.ENDED):
        job_cancel(pk=str(parcel.pk), model=Parcel)
    over = list(expired.filter(state__in=selectors.ENDED))
    for parcel in over:
        for name in parcel.files:
            default_storage.delete(name)
        parcel.delete()
    # One that came to nothing says so for a day, and is not tried again before.
    Parcel.objects.filter(state__in=selectors.ENDED, expires_at=None).update(
        expires_at=Now() + A_DAY
    )
    return len(over)


def _make_room() -> None:
    most = settings.PARCELS_MEGABYTES * 1_000_000
    kept = selectors.bytes_kept()
    for parcel in selectors.parcels_alive().filter(state=JobState.DONE).order_by("finished_at"):
        if kept <= most:
            return
        kept -= parcel.size
        Parcel.objects.filter(pk=parcel.pk).update(expires_at=Now())
