from django.apps import AppConfig


class JuryConfig(AppConfig):
    name = "chartbusters.jury"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges.copying import AFTER_COPYING
        from chartbusters.challenges.opening import BEFORE_OPENING
        from chartbusters.challenges.steps import STEPS
        from chartbusters.jury import noticing
        from chartbusters.jury.services import refuse_unready, rubric_copy
        from chartbusters.jury.steps import steps_told

        noticing.connect()
        BEFORE_OPENING.append(refuse_unready)
        AFTER_COPYING.append(rubric_copy)
        STEPS.insert(0, steps_told)  # people wait for a jury
