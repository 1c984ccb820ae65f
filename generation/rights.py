"""What staff may do beyond looking: each act wants one permission, named here once, and leaves its
line in the log.

Services ask before they act (`require`) and write down what was done (`record`), so that no door
can forget either; the admin shows an act to those only who hold its right. The rooms above are
known here by the names of permissions alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model

CANCEL_JOB = "generation.change_generationjob"
RESTART_JOB = "generation.change_generationjob"
CANCEL_TRAINING = "generation.change_trainingrun"
PUBLISH_TRAINING = "generation.change_trainingrun"
PUBLISH_MODEL = "generation.change_trainedmodel"
SCORE_AGAIN = "scoring.change_scorereport"
CHECK_AGAIN = "scoring.change_provenance"
RENDER_AGAIN = "compositions.change_rendering"
VIEW_CHALLENGE = "challenges.view_challenge"
ADD_CHALLENGE = "challenges.add_challenge"
CHANGE_CHALLENGE = "challenges.change_challenge"
PUBLISH_CHALLENGE = "challenges.change_challenge"
RUN_SEASONS = "challenges.change_challenge"
EXTEND_CHALLENGE = "challenges.change_challenge"
VOID_VOTE = "voting.add_votevoid"
COMPUTE_BOARD = "leaderboard.change_board"
ADD_PEOPLE = "joining.add_newcomer"
LIST_ADDRESSES = "joining.add_listedaddress"
DECIDE_WEIGHTS = "trust.add_decision"
CHANGE_SITE_WEBHOOKS = "webhooks.change_endpoint"
HIDE_SONG = "compositions.change_composition"
HIDE_COMMENT = "comments.change_comment"
DECIDE_REPORT = "moderation.change_report"
TRY_MAIL_AGAIN = "mail.change_outgoingmail"
CHANGE_RUBRIC = "jury.change_criterion"
SEE_JURY = "jury.view_juror"
INVITE_JUROR = "jury.add_juror"
REMIND_JUROR = "jury.change_juror"
REMOVE_JUROR = "jury.delete_juror"
OPEN_ROUND = "jury.add_juryround"
COMPUTE_FINAL = "leaderboard.change_finalboard"


# Outside of a request (shell, workers) nothing has to be proven: who is there has the machine.
_proven: ContextVar[Callable[[], bool]] = ContextVar("proven", default=lambda: True)


@contextmanager
def acting(*, proven: Callable[[], bool]) -> Iterator[None]:
    """Meanwhile staff hold their rights only if `proven` says so; it is asked when a right is."""
    before = _proven.set(proven)
    try:
        yield
    finally:
        _proven.reset(before)


def has_right(by: AbstractUser, right: str) -> bool:
    return by.is_active and by.is_staff and by.has_perm(right) and _proven.get()()


def require(by: AbstractUser, right: str) -> None:
    """Raises `PermissionDenied` unless this is an organiser who holds the right."""
    if not has_right(by, right):
        raise PermissionDenied


def record(*, by: AbstractUser, row: Model, words: str) -> None:
    """Writes into the admin's log who did what to a row. Belongs into the transaction that
    does it."""
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, words, single_object=True)
