from django.apps import AppConfig


class TakeHomeConfig(AppConfig):
    name = "chartbusters.takehome"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.sharing.selectors import BESIDE
        from chartbusters.takehome.selectors import offer_told

        BESIDE.append(offer_told)
