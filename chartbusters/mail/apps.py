from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "chartbusters.mail"
    default_auto_field = "django.db.models.BigAutoField"
