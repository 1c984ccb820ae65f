"""What pages ask about people."""

from chartbusters.accounts.models import User


def person_by_name(*, username: str) -> User | None:
    """The person behind `/@username/`; nobody when the account is switched off."""
    return User.objects.filter(username__iexact=username, is_active=True).first()
