"""Compositions and their chain of revisions, their tunes, and how many bytes they take."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from chartbusters.compositions.models.licences import Licence, may_remix, remixed_as_allowed
from generation.models import StoredSong

LONGEST_TITLE, LONGEST_NOTE, LONGEST_NAME = 200, 2_000, 60  # characters
MOST_TAGS, LONGEST_TAG = 5, 30
LONGEST_TAGS = MOST_TAGS * (LONGEST_TAG + 2)


def at_most(column: str, letters: int) -> LessThanOrEqual:
    """The condition that a text is no longer than so many characters."""
    return LessThanOrEqual(Length(column), letters)


class Visibility(models.TextChoices):
    PRIVATE = "private"
    SECRET = "secret", "anyone with the secret link"
    PUBLIC = "public"


class Origin(models.TextChoices):
    """How a revision came to be."""

    PRESET = "preset", "started from a preset melody"
    RECORDED = "recorded"
    IMPORTED = "imported", "imported from a MIDI file"
    EDITED = "edited"
    GENERATED = "generated"


def song_address(*, username: str, slug: str) -> str:
    """Where a song is shown by name. For rows of which only these two are known; who has a
    composition asks it."""
    return reverse("share", args=[username, slug])


class Composition(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="compositions"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    slug = models.SlugField(max_length=80)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PRIVATE)
    licence = models.CharField(max_length=30, choices=Licence, default=Licence.ALL_RIGHTS_RESERVED)
    remix_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="remixes",
        help_text="somebody else's song that it was made from; empty too when that is deleted",
    )
    remixed_under = models.CharField(
        max_length=30,
        choices=Licence,
        blank=True,
        default="",
        db_default="",
        help_text="the licence of that song when this was made from it; empty: it is no remix",
    )
    process_note = models.TextField(
        blank=True,
        max_length=LONGEST_NOTE,
        help_text="how machines were used, in the maker's words",
    )
    tags = models.CharField(
        max_length=LONGEST_TAGS,
        blank=True,
        default="",
        db_default="",
        help_text="by which it is found, with commas between them",
    )
    secret_hash = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the token of the secret link"
    )
    hidden_because = models.CharField(
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text="why staff keep it private, in words that its maker reads; empty: they do not",
    )
    head = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="slug_once_per_owner"),
            # SQLite knows no lengths, and a form once stored megabytes.
            models.CheckConstraint(
                name="song_title_is_short", condition=at_most("title", LONGEST_TITLE)
            ),
            models.CheckConstraint(
                name="song_note_is_short", condition=at_most("process_note", LONGEST_NOTE)
            ),
            models.CheckConstraint(
                name="song_tags_are_short", condition=at_most("tags", LONGEST_TAGS)
            ),
            # Or a link that died with its song would come to life again with it.
            models.CheckConstraint(
                name="what_is_private_has_no_link",
                condition=~models.Q(visibility=Visibility.PRIVATE) | models.Q(secret_hash=""),
            ),
            models.CheckConstraint(
                name="what_staff_hide_is_private",
                condition=models.Q(hidden_because="") | models.Q(visibility=Visibility.PRIVATE),
            ),
            models.CheckConstraint(
                name="remixes_are_licensed_as_allowed", condition=remixed_as_allowed()
            ),
            models.CheckConstraint(
                name="remixes_have_a_licence_to_be_one",
                condition=models.Q(remix_of=None) | ~models.Q(remixed_under=""),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-updated_at"]),
            models.Index(fields=["secret_hash"]),
        ]
        # The newest are read from its end; without it the first page would sort every public song
        # of the site.
        indexes += [
            models.Index(fields=["visibility", "-created_at"], name="newest_of_a_visibility")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return song_address(username=self.owner.username, slug=self.slug)

    @property
    def remixable(self) -> bool:
        """Whether its licence lets others make something of it."""
        return may_remix(self.licence)


class Revision(models.Model):
    """One state of a composition, made by a recipe from the one before. Written once; only its name
    may be given later."""

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="revisions")
    origin = models.CharField(max_length=10, choices=Origin)
    recipe = models.JSONField(
        default=dict, blank=True, help_text="technique, model, digests, parameters and seed"
    )
    size = models.PositiveIntegerField(default=0, help_text="bytes that it is counted as")
    name = models.CharField(
        max_length=LONGEST_NAME,
        blank=True,
        default="",
        db_default="",
        help_text="in its maker's words",
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["composition", "number"], name="revision_number_once"),
            models.CheckConstraint(
                name="revision_name_is_short", condition=at_most("name", LONGEST_NAME)
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.composition} #{self.number}"


class Tune(models.Model):
    """The tune of the head of a song that others may hear, by which it is known again in other
    clothes. It may be missing, or of an older head; see `sealing.py`."""

    composition = models.OneToOneField(
        Composition, primary_key=True, on_delete=models.CASCADE, related_name="tune"
    )
    digest = models.CharField(max_length=64, help_text="of the song that it is the tune of")
    data = models.BinaryField(help_text="see generation/music/tunes.py")

    def __str__(self) -> str:
        return f"tune of {self.composition_id}"


class Storage(models.Model):
    """The bytes of all revisions of a person, moved with them in their transactions."""

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="storage"
    )
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="storage_is_never_negative", condition=models.Q(used__gte=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.used:,} bytes of {self.owner}"
