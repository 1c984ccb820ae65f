from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class WebConfig(AppConfig):
    name = "chartbusters.web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Not in `chartbusters/__init__.py`: the supervisor, which needs only the settings, would
        # import Celery too.
        from chartbusters import celery  # noqa: F401  so that `task.delay` finds our application
        from chartbusters.web import liveness, ticks  # noqa: F401  connect the signs of life of workers, and ticks
        from chartbusters.web.fontfile import soundfont_fault

        # The one that is installed is not refused here: `manage.py` must work without it, and
        # /healthz tells.
        if settings.SOUNDFONT and (fault := soundfont_fault()):
            raise ImproperlyConfigured(fault)
