from django.apps import AppConfig


class CompositionsConfig(AppConfig):
    name = "chartbusters.compositions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.compositions.noticing import connect

        connect()
