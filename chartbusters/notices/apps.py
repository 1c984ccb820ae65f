from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "chartbusters.notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.notices.health import notices_checked
        from chartbusters.ops.health import CHECKS

        CHECKS["notices"] = notices_checked
