"""What is asked of trust: decisions, appeals and mail. What is asked for the weighing itself
(`voters.py`) wants numpy, which pages have no need of."""

from chartbusters.trust.selectors.appeals import (
    appeal_open,
    appeals_of,
    appeals_waiting,
    voids_told,
)
from chartbusters.trust.selectors.decisions import decisions_of, revisions_of, verdicts_in_force
from chartbusters.trust.selectors.mail import mail_missing

__all__ = [
    "appeal_open",
    "appeals_of",
    "appeals_waiting",
    "decisions_of",
    "mail_missing",
    "revisions_of",
    "verdicts_in_force",
    "voids_told",
]
