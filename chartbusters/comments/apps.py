from typing import Any

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "chartbusters.comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import pre_delete

        from chartbusters.comments.noticing import connect
        from chartbusters.compositions.models import Composition

        connect()
        pre_delete.connect(hold_discussion, sender=Composition)


def hold_discussion(instance: Any, **_: Any) -> None:
    """A song goes with what is said of it: held first, as by all who change what is said."""
    from chartbusters.comments.services.holding import discussions_held

    discussions_held([instance.pk])
