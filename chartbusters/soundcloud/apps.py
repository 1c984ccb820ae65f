from django.apps import AppConfig


class SoundCloudConfig(AppConfig):
    name = "chartbusters.soundcloud"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.sharing.selectors import BESIDE
        from chartbusters.soundcloud.selectors import track_told

        BESIDE.append(track_told)
