"""Looking at one entry: which rules it would not meet, or its score by the metrics of today."""

import logging
from typing import NamedTuple

from django.db import DatabaseError

from chartbusters.challenges.generated import share_entered
from chartbusters.challenges.models import Entry
from chartbusters.challenges.own_music import find_faults
from chartbusters.challenges.rules import Facts, find
from chartbusters.rechecks.models import Kind, Recheck
from generation.callers import person_caller
from scoring.models import ReportState, ScoreReport
from scoring.services import score_report_again, score_report_request

logger = logging.getLogger(__name__)


class Looked(NamedTuple):
    """What is wrong with an entry, in words; and whether it has to be looked at once more."""

    words: str = ""
    waits: bool = False


def looked_at(*, recheck: Recheck, entry: Entry) -> Looked:
    """One entry that cannot be looked at stops no other."""
    try:
        return _by_rules(recheck, entry) if recheck.kind == Kind.RULES else _scored(recheck, entry)
    except DatabaseError:
        raise  # of all entries alike: the step is tried again
    except Exception:
        logger.exception("entry %s could not be looked at again", entry.pk)
        return Looked("It could not be looked at. The log of the site says why.")


def _by_rules(recheck: Recheck, entry: Entry) -> Looked:
    share = share_entered(entry=entry, song=entry.song.song)
    facts = Facts(entry.song.song, share.techniques, generated=share.generated)
    found = find_faults(facts.song) + find(recheck.rules, facts)
    unmet = [one for one in found if not one.met]
    words = "; ".join(one.label for one in unmet)
    if _history_gone(entry) and any(one.code == "technique" for one in unmet):
        words += " (its maker has deleted the history that would tell how it was made)"
    return Looked(words)


def _history_gone(entry: Entry) -> bool:
    return entry.composition is None and entry.provenance is None


def _scored(recheck: Recheck, entry: Entry) -> Looked:
    """Its report by the metrics of today, and the genre of the challenge. The entry keeps the one
    it has until the other is there."""
    caller = person_caller(recheck.by_id)
    challenge = recheck.challenge
    report = score_report_request(
        song=entry.song, genre=challenge.genre, caller=caller, seed=challenge.score_seed
    )
    if _failed_before(recheck, report):
        report = score_report_again(report=report, caller=caller)
    if report.state == ReportState.QUEUED:
        return Looked(waits=True)
    if report.state == ReportState.DONE:
        _keep(entry, report)
        return Looked()
    return Looked(report.error_message or "The score could not be worked out.")


def _failed_before(recheck: Recheck, report: ScoreReport) -> bool:
    """What fails again while we look is not asked for a third time."""
    ended = report.finished_at
    return report.state == ReportState.FAILED and bool(ended and ended < recheck.asked_at)


def _keep(entry: Entry, report: ScoreReport) -> None:
    if entry.score_report_id != report.pk:
        Entry.objects.filter(pk=entry.pk).update(score_report=report)
