from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "chartbusters.sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.sharing.selectors import (
            board_addresses,
            person_addresses,
            song_addresses,
        )
        from chartbusters.web.site_pages.sitemap import PLACES

        PLACES.extend([board_addresses, song_addresses, person_addresses])
