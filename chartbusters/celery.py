"""The Celery application: what workers, the scheduler and `task.delay` share."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")

app = Celery("chartbusters")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
