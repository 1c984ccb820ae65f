"""How many mails anybody may cause to one address: forms that send mail are open to strangers."""

import hashlib
import logging

from django.conf import settings

from chartbusters.web.windows import use_in_window

logger = logging.getLogger(__name__)


def mail_allowed(*, email: str, kind: str) -> bool:
    """Counts one more mail to an address that somebody who is not signed in has asked for.

    Beyond the limit none is sent and nobody is told: links sent before still work, and an answer of
    its own would say which addresses are known. Each kind is counted alone, or mails of one kind
    would keep links of another away.
    """
    if not settings.LIMITS_ENABLED:
        return True
    owner = hashlib.sha256(email.lower().encode()).hexdigest()
    for rate in settings.MAILS_TO_ONE:
        used = use_in_window(f"mail:{kind}:{owner}", rate.seconds)
        if used is None:
            return True
        if used.amount > rate.most:
            logger.warning(
                "one address has had %d mails that strangers asked for; no more today", rate.most
            )
            return False
    return True
