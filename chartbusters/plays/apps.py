from django.apps import AppConfig


class PlaysConfig(AppConfig):
    name = "chartbusters.plays"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.ops.health import CHECKS
        from chartbusters.plays.health import plays_checked

        CHECKS["plays"] = plays_checked
