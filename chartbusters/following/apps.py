from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "chartbusters.following"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.following import noticing

        noticing.connect()
