from django.apps import AppConfig


class JuryConfig(AppConfig):
    name = "chartbusters.jury"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges.opening import BEFORE_OPENING
        from chartbusters.challenges.steps import STEPS
        from chartbusters.jury.services import refuse_unready
        from chartbusters.jury.steps import steps_told

        BEFORE_OPENING.append(refuse_unready)
        STEPS.insert(0, steps_told)  # people wait for a jury
