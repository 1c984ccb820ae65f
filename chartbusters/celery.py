"""The Celery application: what workers, the scheduler and `task.delay` share."""

import gc
import logging.config
import os
from typing import Any

from celery.schedules import crontab
from celery.signals import setup_logging, worker_before_create_process, worker_process_init

from chartbusters.ops.parent_death import die_with_supervised_parent
from chartbusters.ops.sending import SiteCelery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")

# The scheduler sends names of tasks at given times. It needs neither the tasks nor Django's apps,
# half of its memory.
SCHEDULER = os.environ.get("PART") == "scheduler"


def every(seconds: float, task: str) -> dict[str, object]:
    """A tick; `chartbusters.ops.ticks` sees to it that they do not pile up while no worker takes
    them."""
    return {"task": task, "schedule": seconds}


def daily(time: str, task: str) -> dict[str, object]:
    """At an hour and minute of each day, `04:37`, in the time zone of the settings."""
    hour, minute = map(int, time.split(":"))
    return {"task": task, "schedule": crontab(hour=hour, minute=minute)}


SCHEDULE: dict[str, dict[str, object]] = {
    "show that scheduler and worker live": every(10.0, "chartbusters.ops.tasks.scheduler_tick"),
    "reap lost jobs": every(10.0, "generation.tasks.jobs_reap"),
    "reap lost renderings": every(60.0, "chartbusters.compositions.tasks.renderings_reap"),
    "sweep recordings without a row": every(
        3600.0, "chartbusters.compositions.tasks.recordings_sweep"
    ),
    "take up lost score reports": every(60.0, "scoring.tasks.score_reports_requeue"),
    "go on making takes again": every(20.0, "scoring.tasks.provenances_requeue"),
    "go on scoring everything again": every(10.0, "scoring.tasks.rescorings_go_on"),
    "forget passages of songs that are gone": daily(
        "05:07", "chartbusters.originality.tasks.passages_forget"
    ),
    "refresh boards": every(10.0, "chartbusters.leaderboard.tasks.boards_refresh"),
    "seal boards": every(60.0, "chartbusters.leaderboard.tasks.boards_seal"),
    "decide final boards": every(10.0, "chartbusters.leaderboard.tasks.finals_refresh"),
    "list songs that are not": every(60.0, "chartbusters.discovery.tasks.listings_mend"),
    "count hearts anew": daily("04:02", "chartbusters.discovery.tasks.hearts_recount"),
    "let go of removed comments": every(60.0, "chartbusters.comments.tasks.comments_clear"),
    "count plays": every(5.0, "chartbusters.plays.tasks.plays_count"),
    "forget who heard what": every(600.0, "chartbusters.plays.tasks.hearings_forget"),
    "count plays anew": daily("04:57", "chartbusters.plays.tasks.plays_recount"),
    "add up seasons": every(60.0, "chartbusters.seasons.tasks.seasons_refresh"),
    "find how firm boards are": every(60.0, "chartbusters.leaderboard.tasks.firmness_find"),
    "forget old ratings": every(600.0, "chartbusters.leaderboard.tasks.runs_forget"),
    "send what waits for endpoints": every(10.0, "chartbusters.webhooks.tasks.deliveries_send"),
    "forget old deliveries": daily("04:47", "chartbusters.webhooks.tasks.deliveries_forget"),
    "send waiting mail": every(60.0, "chartbusters.mail.tasks.mails_requeue"),
    "hand out what stands still": every(60.0, "chartbusters.notices.tasks.events_requeue"),
    "mail notices": every(30.0, "chartbusters.notices.tasks.digests_send"),
    "forget old notices": daily("04:47", "chartbusters.notices.tasks.events_forget"),
    "tell of phases that began": every(60.0, "chartbusters.challenges.tasks.moments_note"),
    "forget old idempotency keys": every(
        3600.0, "chartbusters.web.tasks.remembered_requests_forget"
    ),
    "take up lost data sets, drop files that were read": every(
        60.0, "generation.tasks.datasets_tidy"
    ),
    "forget budgets that are free again": every(3600.0, "generation.tasks.budgets_forget"),
    "thin what ended runs have left": every(3600.0, "generation.tasks.trainings_sweep"),
    "finish departures": every(60.0, "chartbusters.leaving.tasks.departures_finish"),
    "take up lost exports, drop old ones": every(60.0, "chartbusters.leaving.tasks.exports_tidy"),
    "forget songs that nobody holds": daily("04:37", "chartbusters.compositions.tasks.songs_sweep"),
    "forget old drafts": daily("04:52", "chartbusters.compositions.tasks.drafts_forget"),
    "let go of the old trail": daily("04:17", "chartbusters.trail.tasks.trail_tidy"),
    "forget in which browsers people were": daily(
        "04:42", "chartbusters.trust.tasks.sightings_forget"
    ),
    "count ballots anew": daily("04:22", "chartbusters.voting.tasks.exposures_recount"),
    "count votes of days that are over": every(600.0, "chartbusters.voting.tasks.days_count"),
    "forget how many pairs a day": daily("04:12", "chartbusters.voting.tasks.days_forget"),
    "look whether blocks hold all votes": daily("04:32", "chartbusters.voting.tasks.blocks_check"),
    "let go of weights of withdrawn models": every(
        3600.0, "generation.tasks.trained_weights_sweep"
    ),
    "forget takes of visitors": daily("04:27", "generation.tasks.jobs_forget"),
    "go on looking at entries again": every(60.0, "chartbusters.rechecks.tasks.rechecks_go_on"),
    "publish on SoundCloud": every(10.0, "chartbusters.soundcloud.tasks.publications_call"),
    "take up lost files to take home, drop old ones": every(
        60.0, "chartbusters.takehome.tasks.parcels_tidy"
    ),
    "let models of contests play": every(5.0, "chartbusters.modelcontests.tasks.takes_go_on"),
    "forget classes that are over": daily("04:05", "chartbusters.learning.tasks.classes_forget"),
    "forget old sessions": daily("04:07", "chartbusters.web.tasks.sessions_clear"),
}

app = SiteCelery("chartbusters", fixups=[] if SCHEDULER else None)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = SCHEDULE
app.conf.beat_scheduler = "chartbusters.ops.ticks:OneOfEach"
if SCHEDULER:
    from chartbusters.ops import heartbeats  # noqa: F401  tells that the scheduler lives
else:
    app.autodiscover_tasks()


@setup_logging.connect
def _log_as_the_site_does(**_: Any) -> None:
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@worker_before_create_process.connect
def _share_what_is_loaded(**_: Any) -> None:
    gc.collect()
    # or the children's collections would write to, and so copy, every page that they share
    gc.freeze()


@worker_process_init.connect
def _end_with_the_worker(**_: Any) -> None:
    die_with_supervised_parent()
