from typing import Any

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "chartbusters.discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from chartbusters.accounts.models import User
        from chartbusters.compositions.showing import GOING, WATCHERS
        from chartbusters.discovery.services import listing_keep, listings_end

        WATCHERS.append(listing_keep)
        GOING.append(listings_end)
        post_save.connect(keep_names, sender=User)


def keep_names(instance: Any, created: bool, **saved: Any) -> None:
    """A person that is saved may have another name; signing in saves something else."""
    from chartbusters.discovery.services import names_keep

    fields = saved.get("update_fields")
    if not created and (fields is None or {"username", "display_name"} & set(fields)):
        names_keep(person=instance)
