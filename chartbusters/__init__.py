"""The site. The Celery application is made here, so that tasks find it whoever imports them first."""

from chartbusters.celery import app as celery_app

__all__ = ["celery_app"]
