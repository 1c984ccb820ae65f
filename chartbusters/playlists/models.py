"""Playlists, and the songs in them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.compositions.models import Composition, Visibility, at_most

LONGEST_TITLE, LONGEST_DESCRIPTION = 120, 1_000  # characters


class Playlist(models.Model):
    """Songs that a person has put in an order, for themselves or for others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="playlists"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    slug = models.SlugField(max_length=80)
    description = models.TextField(
        blank=True, default="", db_default="", max_length=LONGEST_DESCRIPTION
    )
    visibility = models.CharField(
        max_length=10,
        choices=Visibility,
        default=Visibility.PRIVATE,
        db_default=Visibility.PRIVATE,
    )
    secret_hash = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="SHA-256 of the token of the secret link",
    )
    version = models.PositiveIntegerField(
        default=1, db_default=1, help_text="one higher with each change of its songs"
    )
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="playlist_slug_once"),
            models.CheckConstraint(
                name="playlist_title_is_short", condition=at_most("title", LONGEST_TITLE)
            ),
            models.CheckConstraint(
                name="playlist_words_are_short",
                condition=at_most("description", LONGEST_DESCRIPTION),
            ),
            # Only what is secret has a link, so that a dead one never comes to life again.
            models.CheckConstraint(
                name="only_secret_playlists_have_a_link",
                condition=models.Q(visibility=Visibility.SECRET) | models.Q(secret_hash=""),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-updated_at"], name="playlists_of_a_person"),
            models.Index(fields=["secret_hash"], name="playlist_by_link"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("playlist", args=[self.owner.username, self.slug])


class Place(models.Model):
    """One song in a playlist. `position` puts it in order; what stands between two is nobody's
    business."""

    playlist = models.ForeignKey(Playlist, on_delete=models.CASCADE, related_name="places")
    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["playlist", "composition"], name="song_once_in_a_playlist"
            )
        ]
        indexes = [models.Index(fields=["playlist", "position"], name="songs_in_order")]

    def __str__(self) -> str:
        return f"{self.composition_id} in {self.playlist_id}"
