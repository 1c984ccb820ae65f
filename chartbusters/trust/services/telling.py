"""Mail about votes, where the site sends any: to an address that its owner has confirmed."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from chartbusters.accounts.models import User
from chartbusters.trust.layers import mail_is_sent
from generation.rights import DECIDE_WEIGHTS


def person_mail(*, person: User, kind: str, words: dict[str, Any]) -> bool:
    """Tells somebody; whether there was a way to. What the mail says stands on their page too."""
    address = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary").first()
    if not mail_is_sent() or address is None:
        return False
    told = {"site": settings.SITE_NAME, "username": person.username, **words}
    subject = " ".join(render_to_string(f"trust/mail/{kind}_subject.txt", told).split())
    send_mail(subject, render_to_string(f"trust/mail/{kind}.txt", told), None, [address.email])
    return True


def organisers_mail(*, kind: str, words: dict[str, Any]) -> int:
    """Tells the organisers who may decide; how many could be told."""
    staff = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
    deciding = [one for one in staff if one.has_perm(DECIDE_WEIGHTS)]
    return sum(person_mail(person=one, kind=kind, words=words) for one in deciding)
