"""Accounts at SoundCloud that people connected, the ways there that are begun, and what they
publish: songs, and playlists of challenges."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.compositions.models import LONGEST_TITLE, Composition

LONGEST_PROBLEM, LONGEST_LINK = 300, 500


class Authorisation(models.Model):
    """A way to SoundCloud that somebody has begun: good once, in the same browser, for minutes."""

    state = models.CharField(max_length=64, unique=True, help_text="SHA-256 of it")
    session = models.CharField(max_length=64, help_text="SHA-256 of the key of the session")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="soundcloud_ways"
    )
    composition = models.ForeignKey(
        Composition,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="from whose page it was begun",
    )
    challenge = models.ForeignKey(
        Challenge,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="from whose playlist it was begun",
    )
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"way of {self.person_id}"


class Connection(models.Model):
    """The account of a person at SoundCloud. `version` counts its tokens: whoever has seen one may
    change them only while it stands."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="soundcloud"
    )
    account = models.CharField(max_length=80, help_text="its URN at SoundCloud")
    name = models.CharField(max_length=120)
    tokens = models.TextField(help_text="both, encrypted (tokens.py)")
    version = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(help_text="of the access token")
    refreshing_until = models.DateTimeField(
        db_default=Now(), help_text="somebody asks for other tokens until then"
    )
    ended_because = models.CharField(
        max_length=LONGEST_PROBLEM,
        blank=True,
        help_text="why the person must connect again; empty: it works",
    )
    connected_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.name} at SoundCloud"


class State(models.TextChoices):
    QUEUED = "queued", "waits, or is being recorded"
    UPLOADING = "uploading", "may have been sent"
    TRANSCODING = "transcoding", "is there, and cannot be played yet"
    LIVE = "live", "can be played"
    LEAVING = "leaving", "is to be taken down"
    WITHDRAWN = "withdrawn", "was taken down"
    FAILED = "failed", "came to nothing"


WORKING = [State.QUEUED, State.UPLOADING, State.TRANSCODING, State.LEAVING]  # a worker has to act


class Audience(models.TextChoices):
    PUBLIC = "public", "everybody"
    PRIVATE = "private", "people with the link"


class Errand(models.Model):
    """Something that workers do at SoundCloud for a person.

    `attempt` is the fencing token: a worker may write only while the row still carries the one that
    it claimed. `sent_at` says that something may be there of which we have no answer: it is looked
    for before anything is sent again, by a tag with the row's id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_id: int  # each kind has its own column, for the name by which people have them
    account = models.CharField(max_length=80, help_text="URN at SoundCloud")
    state = models.CharField(
        max_length=12, choices=State, default=State.QUEUED, db_default=State.QUEUED
    )
    attempt = models.PositiveIntegerField(default=0, db_default=0)
    tries = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="in a row that did not bring it further"
    )
    next_at = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(db_default=Now(), help_text="a worker is at it")
    sent_at = models.DateTimeField(null=True, help_text="when bytes were sent first")
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    problem = models.CharField(max_length=LONGEST_PROBLEM, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    live_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def working(self) -> bool:
        return self.state in WORKING


class Publication(Errand):
    """One song of a person as a track of an account at SoundCloud, or on its way there."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="publications"
    )
    composition = models.ForeignKey(
        Composition, null=True, on_delete=models.SET_NULL, related_name="publications"
    )
    digest = models.CharField(max_length=64, help_text="of the song as it was sent")
    title = models.CharField(max_length=LONGEST_TITLE)
    sharing = models.CharField(max_length=10, choices=Audience)
    track = models.CharField(max_length=80, blank=True, help_text="URN at SoundCloud")

    class Meta:
        constraints = [
            # However often and wherever it is asked for: one track of a song in an account.
            models.UniqueConstraint(
                fields=["account", "composition"],
                condition=~Q(state="withdrawn"),
                name="one_publication_of_a_song",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["transcoding", "live"]) | ~Q(track=""),
                name="what_is_there_has_a_track",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state__in=["queued", "uploading", "transcoding", "leaving"]),
                name="publications_due",
            ),
            models.Index(fields=["owner", "-created_at"], name="publications_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.title} at SoundCloud ({self.state})"

    @property
    def tag(self) -> str:
        """By which the track is known again."""
        return f"chartbusters:publication={self.pk}"


class ChallengePlaylist(Errand):
    """The playlist of a challenge in the account of one who runs it. `tracks` are those that it was
    told to hold when it was last there."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="soundcloud_playlists"
    )
    challenge = models.ForeignKey(
        Challenge, null=True, on_delete=models.SET_NULL, related_name="soundcloud_playlists"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    playlist = models.CharField(max_length=80, blank=True, help_text="URN at SoundCloud")
    tracks = models.JSONField(default=list, help_text="their URNs there, in their order")

    class Meta:
        constraints = [
            # However many press however often: one of a challenge in an account.
            models.UniqueConstraint(
                fields=["account", "challenge"], name="one_soundcloud_playlist_of_a_challenge"
            ),
            models.CheckConstraint(
                condition=~Q(state="live") | ~Q(playlist=""), name="what_is_live_has_a_playlist"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state__in=["queued", "uploading"]),
                name="soundcloud_playlists_due",
            )
        ]

    def __str__(self) -> str:
        return f"playlist {self.title} at SoundCloud ({self.state})"

    @property
    def tag(self) -> str:
        """By which the playlist is known again."""
        return f"chartbusters:playlist={self.pk}"
