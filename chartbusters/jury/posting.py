"""Mail to jurors: whether this site sends any, and the words."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from chartbusters.challenges.models import Challenge
from chartbusters.mail.server import LOCAL
from generation.wording import line


def site_mails() -> bool:
    """Whether mail leaves this machine."""
    return bool(settings.MAIL_BACKEND != LOCAL)


def post(email: str, kind: str, challenge: Challenge, **more: str | int) -> None:
    words = {"challenge": challenge, "site": settings.SITE_NAME, **more}
    subject = line(render_to_string(f"jury/mail/{kind}_subject.txt", words))
    send_mail(subject, render_to_string(f"jury/mail/{kind}.txt", words), None, [email])
