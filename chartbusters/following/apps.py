from typing import Any

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "chartbusters.following"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from chartbusters.discovery.models import Listing
        from chartbusters.following import noticing

        noticing.connect()
        post_save.connect(show_first, sender=Listing)


def show_first(instance: Any, created: bool, **saved: Any) -> None:
    """In the transaction in which everybody may hear a song first."""
    from chartbusters.following.services import song_post

    if created:
        song_post(listing=instance)
