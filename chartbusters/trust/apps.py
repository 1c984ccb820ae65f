from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "chartbusters.trust"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.trust import hearing, noticing

        hearing.connect()
        noticing.connect()
