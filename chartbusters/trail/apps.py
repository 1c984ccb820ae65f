from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "chartbusters.trail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.trail import listening

        listening.connect()
