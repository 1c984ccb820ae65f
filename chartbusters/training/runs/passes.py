"""Passes: whoever may see a run is given a word that says so for ten minutes, so that a page which
asks every few seconds need not be asked who it is each time.

A pass is of one run and of the way in which it is shared: when that changes, all of them end. It
opens nothing but the answers that everybody who sees the run is given alike.
"""

import hmac
import re
import time
from uuid import UUID

from django.utils.crypto import salted_hmac

from chartbusters.training.runs.standing import Standing

SECONDS = 600
_PASS = re.compile(r"([0-9]{1,12})-([0-9a-f]{16})-([0-9a-f]{32})")


def pass_make(*, pk: UUID, standing: Standing) -> str:
    """Until when it holds, how the run is shared, and our seal on both."""
    told = f"{int(time.time()) + SECONDS}-{_digest(standing.shared)[:16]}"
    return f"{told}-{_sealed(pk, told)}"


def pass_is_ours(*, text: str, pk: UUID) -> bool:
    """Whether we gave it for this run, and not too long ago; asks no database."""
    match = _PASS.fullmatch(text)
    if match is None or int(match[1]) < time.time():
        return False
    return hmac.compare_digest(match[3], _sealed(pk, f"{match[1]}-{match[2]}"))


def pass_holds(*, text: str, standing: Standing) -> bool:
    """Whether the run is still shared as it was when this pass of ours was given."""
    return hmac.compare_digest(text.split("-")[1], _digest(standing.shared)[:16])


def _sealed(pk: UUID, told: str) -> str:
    return _digest(f"{pk} {told}")[:32]


def _digest(text: str) -> str:
    return salted_hmac("chartbusters.training.pass", text, algorithm="sha256").hexdigest()
