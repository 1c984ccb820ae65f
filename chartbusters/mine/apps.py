from django.apps import AppConfig


class MineConfig(AppConfig):
    name = "chartbusters.mine"
    default_auto_field = "django.db.models.BigAutoField"
