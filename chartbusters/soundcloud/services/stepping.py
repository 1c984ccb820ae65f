"""One step of an errand by a worker: with a token that is good, fenced by its attempt, and whatever
happens is written down."""

import logging
from collections.abc import Callable, Mapping

from chartbusters.soundcloud.services.claiming import Row, lease_release
from chartbusters.soundcloud.services.refreshing import token_of, token_spend
from chartbusters.soundcloud.services.settling import trouble_settle
from chartbusters.soundcloud.troubles import SignedOut, Trouble, Unreachable

logger = logging.getLogger(__name__)
Act = Callable[[Row, str], None]  # of a row, with a token


class Overtaken(Exception):
    """The person, or another worker, has it now."""


def errand_step(row: Row, act: Act[Row], words: Mapping[str, str] | None = None) -> None:
    """Never raises. `words`: what is said of some troubles instead of their own, by code."""
    name = f"{row._meta.verbose_name} {row.pk}"
    try:
        _spend_or_act(row, act)
    except Overtaken:
        logger.info("%s: another has it", name)
    except Trouble as trouble:
        logger.info("%s: %s", name, trouble.code)
        _settle(row, trouble, words)
    except Exception:
        logger.exception("%s: a try came to nothing", name)
        _settle(row, Unreachable(), words)
    finally:
        lease_release(row)


def _settle(row: Row, trouble: Trouble, words: Mapping[str, str] | None) -> None:
    trouble.words = (words or {}).get(trouble.code, trouble.words)
    trouble_settle(row, trouble)


def _spend_or_act(row: Row, act: Act[Row]) -> None:
    person = row.owner_id
    token, version = token_of(person_id=person, account=row.account)
    try:
        act(row, token)
    except SignedOut:
        token_spend(person_id=person, version=version)
        raise
