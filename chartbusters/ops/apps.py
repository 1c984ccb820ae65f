from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class OpsConfig(AppConfig):
    name = "chartbusters.ops"

    def ready(self) -> None:
        # Not in `chartbusters/__init__.py`: the supervisor, which needs only the settings, would
        # import Celery too.
        from chartbusters import celery  # noqa: F401  so that `task.delay` finds our application
        from chartbusters.ops import heartbeats, ticks  # noqa: F401  signs of life, and ticks
        from chartbusters.ops.instruments import font_fault

        # Those that the build makes are not asked for here: `manage.py` must work without them,
        # and /healthz tells.
        if fault := font_fault():
            raise ImproperlyConfigured(fault)
