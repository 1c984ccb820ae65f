from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "chartbusters.voting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges.pulse import DAYS
        from chartbusters.challenges.steps import STEPS
        from chartbusters.voting import noticing
        from chartbusters.voting.days import days_told
        from chartbusters.voting.steps import steps_told

        noticing.connect()
        DAYS.append(days_told)
        STEPS.append(steps_told)
