from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "chartbusters.training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.training.noticing import connect

        connect()
