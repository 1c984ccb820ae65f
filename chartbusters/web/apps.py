from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chartbusters.web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.web import liveness  # noqa: F401  connects the signs of life of workers
