"""What is written into the log, and how a line of it looks."""

from chartbusters.settings.environment import env_text

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "chartbusters.web.request_ids.RequestIdFilter"}},
    "formatters": {
        "line": {
            "()": "chartbusters.web.redaction.LineFormatter",
            "format": (
                f"%(asctime)s %(levelname)s {env_text('PART', 'manage')} %(name)s "
                "[%(request_id)s] %(message)s"
            ),
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id"],
        }
    },
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "INFO")},
    "loggers": {
        # One line a task and a tick says nothing that the rows do not.
        name: {"level": "WARNING"}
        for name in (
            "axes.apps",
            "celery.beat",
            "celery.worker.strategy",
            "celery.app.trace",
            "celery.worker.consumer",
        )
    },
}
