from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "chartbusters.webhooks"
    default_auto_field = "django.db.models.BigAutoField"
