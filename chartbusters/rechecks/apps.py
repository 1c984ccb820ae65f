from django.apps import AppConfig


class RechecksConfig(AppConfig):
    name = "chartbusters.rechecks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges.organisers import Right
        from chartbusters.desk.tabs import TABS, Group, Tab

        TABS.append(Tab("rechecks", "Check again", "desk-rechecks", Right.MODERATE, Group.ENTRIES))
