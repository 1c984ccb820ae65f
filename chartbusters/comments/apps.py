from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "chartbusters.comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.comments.noticing import connect
        from chartbusters.comments.services.holding import discussions_end
        from chartbusters.compositions.showing import GOING

        connect()
        GOING.append(discussions_end)
