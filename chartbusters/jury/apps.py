from django.apps import AppConfig


class JuryConfig(AppConfig):
    name = "chartbusters.jury"
    default_auto_field = "django.db.models.BigAutoField"
