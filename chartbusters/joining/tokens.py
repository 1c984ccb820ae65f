"""What links hold that let people in: a short code for somebody who was added, a sealed address for
one on the list."""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

# none that are taken for one another on paper or a blackboard
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LINK_LETTERS = 10  # 5e14 links: short enough to be typed, and not to be guessed
DAY = 86_400
INVITATION = "joining.invitation"


def drawn(letters: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(letters))


def as_kept(code: str) -> str:
    """As people type it: in small letters, with blanks and dashes."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def link_digest(code: str) -> str:
    """What the database keeps of a link. Without SECRET_KEY it cannot be tried which code it
    is of."""
    return salted_hmac("joining.welcome", as_kept(code), algorithm="sha256").hexdigest()


def invitation_token(email: str) -> str:
    """For the owner of a listed address, who is to choose a name of their own."""
    return signing.dumps(email.lower(), salt=INVITATION)


def invited_email(token: str) -> str | None:
    """The address in a token; None when it is none of ours, or too old."""
    try:
        return str(signing.loads(token, salt=INVITATION, max_age=settings.INVITATION_DAYS * DAY))
    except signing.BadSignature:
        return None
