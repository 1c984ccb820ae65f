"""Django's door to mail: whoever sends one, also a package, puts a row into the database and goes
on."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from chartbusters.mail.services import mail_queue


class QueuedMail(BaseEmailBackend):
    """Keeps mail for a worker: no request waits for a mail server, and none fails because it is
    away."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return len([mail_queue(message=message) for message in email_messages])
