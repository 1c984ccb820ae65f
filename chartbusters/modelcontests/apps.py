from django.apps import AppConfig


class ModelContestsConfig(AppConfig):
    name = "chartbusters.modelcontests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges.copying import AFTER_COPYING
        from chartbusters.challenges.opening import BEFORE_OPENING
        from chartbusters.challenges.organisers import Right
        from chartbusters.challenges.steps import STEPS
        from chartbusters.desk.readiness import MORE
        from chartbusters.desk.tabs import TABS, Group, Tab
        from chartbusters.modelcontests import noticing
        from chartbusters.modelcontests.readiness import melodies_missing
        from chartbusters.modelcontests.selectors import models_told, runs_told
        from chartbusters.modelcontests.services import contest_copy, refuse_unready
        from chartbusters.modelcontests.steps import steps_told
        from generation.shown_elsewhere import MODELS_SHOWN, RUNS_SHOWN

        noticing.connect()
        BEFORE_OPENING.append(refuse_unready)
        AFTER_COPYING.append(contest_copy)
        STEPS.append(steps_told)
        MORE.append(melodies_missing)
        TABS.append(Tab("models", "Models", "desk-models", Right.VIEW, Group.ENTRIES))
        RUNS_SHOWN.append(runs_told)
        MODELS_SHOWN.append(models_told)
