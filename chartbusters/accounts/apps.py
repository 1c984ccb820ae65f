from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "chartbusters.accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "People"  # the administration has "Accounts" of allauth's already
