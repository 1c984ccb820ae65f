from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "chartbusters.figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.desk.tabs import TABS, Group, Tab

        TABS.append(Tab("figures", "Statistics", "desk-figures", group=Group.FIGURES))
