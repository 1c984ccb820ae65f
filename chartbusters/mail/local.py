"""Mail of a site without a mail server: shown in the terminal, or kept in files that only the
site's owner can read.

Mail holds links that let people in (a new password, an invitation). A log is collected, kept and
read by others; so links go there only while somebody sits at a terminal and sees them pass. Else
each mail is a file in VAR_DIR/mail.
"""

import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)
KEPT = 14 * 86_400  # seconds


class LocalMail(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if sys.stderr.isatty():
                sys.stderr.write(f"{message.message().as_string()}\n{'-' * 79}\n")
                sys.stderr.flush()
            else:
                logger.info(
                    "there is no mail server (EMAIL_URL): a mail was put into %s", _keep(message)
                )
        return len(email_messages)


def _keep(message: EmailMessage) -> Path:
    folder = Path(settings.VAR_DIR) / "mail"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _let_go_of_old(folder)
    path = (
        folder / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{time.time_ns() % 10**9:09}.eml"
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(message.message().as_bytes())
    return path


def _let_go_of_old(folder: Path) -> None:
    for path in folder.glob("*.eml"):
        if time.time() - path.stat().st_mtime > KEPT:
            path.unlink(missing_ok=True)
