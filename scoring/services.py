"""Every write of score reports. A report is asked for once a question, and computed by a worker."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from generation.messages import send_on_commit
from generation.models import StoredSong
from generation.music.song import TICKS_PER_QUARTER, Song
from generation.rights import SCORE_AGAIN, record, require
from generation.turns import choose_next
from scoring.models import ReportState, ScoreReport
from scoring.report import VERSION, Report, judge
from scoring.selectors import report_turn_next, reports_waiting

LOST_AFTER = timedelta(seconds=60)
AT_ONCE = 200  # reports queued again by one round
ATTEMPTS = 3  # of workers that die over it
# ten minutes at a pace of 400; above that a report takes more than seconds
MOST_BARS, MOST_BEATS = (
    2_000,
    4_000,
)
TOO_LONG = (
    "This song has {bars:,} bars and {beats:,.0f} beats; we work out scores up to "
    "{most_bars:,} bars and "
    "{most_beats:,} beats. The song itself is safe and takes part like any other."
)
BROKEN = (
    "The score could not be worked out. The song itself is safe; an organiser can ask for "
    "the score again."
)

# Rooms above that want to know of a report which was done: asked in the transaction that writes it.
REPORTED: list[Callable[[ScoreReport], None]] = []


def score_report_request(
    *, song: StoredSong, genre: str, caller: str = "", seed: str = ""
) -> ScoreReport:
    """The report on a song as a genre by the present metrics and one draw, made and queued on
    commit when it is new. `seed` is a challenge's secret draw, empty the public one.

    Two that ask at once get the same row: the unique constraint decides. It is computed in the turn
    of its `caller`.
    """
    fresh = {"caller": caller, "turn": partial(report_turn_next, caller=caller)}
    report, made = ScoreReport.objects.get_or_create(
        song=song, genre=genre, version=VERSION, seed=seed, defaults=fresh
    )
    if made:
        _queue(report.pk)
    return report


def score_report_retry(*, report: ScoreReport, by: AbstractUser) -> None:
    """An organiser's word that a report which failed, or whose message was lost, is to be queued
    once more."""
    require(by, SCORE_AGAIN)
    with transaction.atomic():
        ScoreReport.objects.filter(pk=report.pk).exclude(state=ReportState.DONE).update(
            state=ReportState.QUEUED, error_message="", finished_at=None, attempt=0
        )
        _queue(report.pk)
        record(by=by, row=report, words="Asked for again.")


def score_report_again(*, report: ScoreReport, caller: str) -> ScoreReport:
    """Queues a report once more that had failed, in the turn of its `caller`; others stay as they
    are. Whoever asks has looked whether they may."""
    turn = report_turn_next(caller=caller)
    with transaction.atomic():
        failed = ScoreReport.objects.filter(pk=report.pk, state=ReportState.FAILED)
        fresh = {"error_message": "", "finished_at": None, "attempt": 0}
        if failed.update(state=ReportState.QUEUED, caller=caller, turn=turn, **fresh):
            _queue(report.pk)
    report.refresh_from_db(fields=["state"])
    return report


def score_reports_requeue() -> int:
    """Queues again what has waited too long, since its message may be lost; returns how many
    reports."""
    waiting = ScoreReport.objects.filter(
        state=ReportState.QUEUED, created_at__lt=Now() - LOST_AFTER
    )
    keys = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        _queue(key)
    return len(keys)


def score_report_next(*, pk: UUID | str) -> None:
    """Computes the report whose turn it is. There is a message for each, so each gets one,
    whoever's that was.

    When none waits that was not begun, it is the message's own: it may be of a worker that died.
    """
    while chosen := choose_next(*reports_waiting(), settings.QUICK_WORKERS):
        fresh = ScoreReport.objects.filter(pk=chosen.pk, state=ReportState.QUEUED, attempt=0)
        if fresh.update(attempt=1):  # of two workers that chose the same one, one begins it
            return _compute(ScoreReport.objects.select_related("song").get(pk=chosen.pk))
    return score_report_compute(pk=pk)


def score_report_compute(*, pk: UUID | str) -> None:
    """Judges the song and fills the row. Runs twice safely: the same song gives the same
    figures."""
    report = (
        ScoreReport.objects.select_related("song").filter(pk=pk, state=ReportState.QUEUED).first()
    )
    if report is None:
        return
    if not ScoreReport.objects.filter(pk=pk, attempt__lt=ATTEMPTS).update(attempt=F("attempt") + 1):
        _finish(pk, state=ReportState.FAILED, error_message=BROKEN)
        return
    _compute(report)


def _compute(report: ScoreReport) -> None:
    pk = report.pk
    try:
        song = report.song.song
        if sentence := _too_long(song):
            _finish(pk, state=ReportState.FAILED, error_message=sentence)
            return
        judged = judge(song, report.genre, report.seed)
    except Exception:
        _finish(pk, state=ReportState.FAILED, error_message=BROKEN)
        raise
    _finish(pk, state=ReportState.DONE, error_message="", **report_columns(judged))


def _too_long(song: Song) -> str:
    bars, beats = len(song.bar_starts()), song.end / TICKS_PER_QUARTER
    if bars <= MOST_BARS and beats <= MOST_BEATS:
        return ""
    return TOO_LONG.format(bars=bars, beats=beats, most_bars=MOST_BARS, most_beats=MOST_BEATS)


def report_columns(judged: Report) -> dict[str, object]:
    """A report as the columns of its row: readings by name in the order of the registry."""
    metrics = {name: asdict(reading) for name, reading in judged.metrics.items()}
    findings = [asdict(finding) for finding in judged.findings]
    told = {"findings": findings, "left_out": dict(judged.left_out)}
    return {"metrics": metrics, "groups": judged.groups, "score": judged.score, **told}


def _finish(pk: UUID | str, **columns: Any) -> None:
    # Of two workers with the same report the first to finish writes; the other's figures would be
    # the same.
    with transaction.atomic():
        undone = ScoreReport.objects.filter(pk=pk).exclude(state=ReportState.DONE)
        if undone.update(finished_at=Now(), caller="", **columns):
            _tell(ScoreReport.objects.get(pk=pk))


def _tell(report: ScoreReport) -> None:
    if report.state == ReportState.DONE:
        for hear in REPORTED:
            hear(report)


def _queue(pk: UUID) -> None:
    send_on_commit("scoring.tasks.score_report_compute", str(pk), queue="quick")
