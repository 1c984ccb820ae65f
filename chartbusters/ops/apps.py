from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class OpsConfig(AppConfig):
    name = "chartbusters.ops"

    def ready(self) -> None:
        # Not in `chartbusters/__init__.py`: the supervisor, which needs only the settings, would
        # import Celery too.
        from chartbusters import celery  # noqa: F401  so that `task.delay` finds our application
        from chartbusters.ops import heartbeats, ticks  # noqa: F401  signs of life, and ticks
        from chartbusters.ops.fontfile import soundfont_fault

        # The one that is installed is not refused here: `manage.py` must work without it, and
        # /healthz tells.
        if settings.SOUNDFONT and (fault := soundfont_fault()):
            raise ImproperlyConfigured(fault)
