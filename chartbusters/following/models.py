"""Who follows whom, who wants to have nothing to do with whom, and what people bring before those
who follow them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.discovery.models import Listing


class Follow(models.Model):
    """That one person wants to hear what another shows."""

    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    followed = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followers"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="followed_once"),
            models.CheckConstraint(
                name="nobody_follows_themselves",
                condition=~models.Q(follower=models.F("followed")),
            ),
        ]
        indexes = [
            models.Index(fields=["follower", "-id"], name="follows_of_a_person"),
            models.Index(fields=["followed", "-id"], name="followers_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.followed_id}"


class Block(models.Model):
    """That one person keeps another away: what they do to each other ends, and none begins."""

    blocker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks"
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocked_by"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="blocked_once"),
            models.CheckConstraint(
                name="nobody_blocks_themselves",
                condition=~models.Q(blocker=models.F("blocked")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocks {self.blocked_id}"


class Mute(models.Model):
    """That one person does not want to be shown what another does. The other is not told, and may
    do what they could before."""

    muter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes"
    )
    muted = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="muted_by"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["muter", "muted"], name="muted_once"),
            models.CheckConstraint(
                name="nobody_mutes_themselves", condition=~models.Q(muter=models.F("muted"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.muter_id} mutes {self.muted_id}"


class Post(models.Model):
    """A song that a person brings before those who follow them: their own, once everybody could
    hear it first, or one of somebody else that they pass on. Its key is its place in streams: it is
    given once and stays, so that a song that was silent for a vote comes back to where it was."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts"
    )
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="posts")
    reposted = models.BooleanField(default=False, db_default=False, help_text="somebody else's")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "person"], name="posted_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="posts_of_a_person"),
            models.Index(
                fields=["person", "-id"],
                condition=models.Q(reposted=True),
                name="reposts_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {'reposts' if self.reposted else 'shows'} {self.listing_id}"
