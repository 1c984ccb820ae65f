"""What somebody has who has done everything that one can do on the site."""

from typing import Any

from django.test import Client

from chartbusters.challenges.models import Challenge, Entry

PASSWORD = "zuzanna-pass-1"
FACTOR = "JBSWY3DPEHPK3PXP"  # the secret of her second factor


class Life:
    """What Zuzanna has, by name."""

    person: Any
    voting: Challenge
    judged: Entry  # hers, in voting, on the board
    fresh: Entry  # hers, in a challenge that still takes entries
    token: str  # secret of a token for programs
    secret: str  # token of a secret link
    file: str  # of a recording
    browser: Client
