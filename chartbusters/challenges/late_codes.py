"""What a late link holds: a short code, of which only the digest is kept."""

from django.utils.crypto import salted_hmac

from chartbusters.joining.tokens import LINK_LETTERS, as_kept, drawn


def fresh_code() -> str:
    return drawn(LINK_LETTERS)


def late_digest(code: str) -> str:
    """What the database keeps of a link. Without SECRET_KEY it cannot be tried which code it is
    of."""
    return salted_hmac("challenges.late", as_kept(code), algorithm="sha256").hexdigest()
