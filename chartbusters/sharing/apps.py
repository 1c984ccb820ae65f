from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "chartbusters.sharing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.comments.selectors import discussion_told
        from chartbusters.discovery.selectors import remixes_heard
        from chartbusters.following.selectors import reposts_count
        from chartbusters.sharing.selectors import (
            BESIDE,
            board_addresses,
            person_addresses,
            song_addresses,
        )
        from chartbusters.web.site_pages.sitemap import PLACES

        PLACES.extend([board_addresses, song_addresses, person_addresses])
        BESIDE.append(lambda song: reposts_count(composition=song))
        BESIDE.append(lambda song: remixes_heard(composition=song))
        BESIDE.append(discussion_told)
