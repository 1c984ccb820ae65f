"""The buttons of a decision: what each does, in words."""

from chartbusters.moderation.models import Decision, Report
from chartbusters.moderation.services.deciding import FITTING, kind_of

BUTTONS = {
    Decision.KEPT: "Nothing is wrong",
    Decision.HIDDEN: "Hide the song",
    Decision.COVERED: "Hide the comment",
    Decision.OUT: "Disqualify the entry",
    Decision.SETTLED: "Settled in another way",
}
HARD = (Decision.HIDDEN, Decision.COVERED, Decision.OUT)


def choices_for(report: Report) -> list[tuple[Decision, str, bool]]:
    """Each with its button, and whether somebody loses something by it."""
    return [(one, BUTTONS[one], one in HARD) for one in FITTING[kind_of(report)]]
