from django.apps import AppConfig


class JoiningConfig(AppConfig):
    name = "chartbusters.joining"
    default_auto_field = "django.db.models.BigAutoField"
