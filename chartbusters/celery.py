"""The Celery application: what workers, the scheduler and `task.delay` share."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init

from chartbusters.web.lifeline import die_with_supervised_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")

app = Celery("chartbusters")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def _log_as_the_site_does(**_: Any) -> None:
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@worker_process_init.connect
def _end_with_the_worker(**_: Any) -> None:
    die_with_supervised_parent()
