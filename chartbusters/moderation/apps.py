from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "chartbusters.moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges.organisers import Right
        from chartbusters.comments.services.forgetting import NEEDED
        from chartbusters.desk.tabs import TABS, Group, Tab
        from chartbusters.moderation.noticing import connect
        from chartbusters.moderation.selectors import comments_needed

        connect()
        NEEDED.append(comments_needed)
        TABS.append(Tab("entries", "Entries", "desk-entries", Right.MODERATE, Group.ENTRIES))
        TABS.append(Tab("reports", "Reports", "desk-reports", Right.MODERATE, Group.ENTRIES))
