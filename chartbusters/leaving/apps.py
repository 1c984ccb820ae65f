from django.apps import AppConfig


class LeavingConfig(AppConfig):
    name = "chartbusters.leaving"
    default_auto_field = "django.db.models.BigAutoField"
