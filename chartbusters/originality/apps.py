from django.apps import AppConfig


class OriginalityConfig(AppConfig):
    name = "chartbusters.originality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.compositions.showing import WATCHERS
        from chartbusters.originality.services import public_song_know

        WATCHERS.append(public_song_know)
