from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "chartbusters.voting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.voting import noticing

        noticing.connect()
