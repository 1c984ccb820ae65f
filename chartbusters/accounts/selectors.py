"""What pages ask about people."""

from allauth.account.models import EmailAddress

from chartbusters.accounts.models import User


def person_by_name(*, username: str) -> User | None:
    """The person behind `/@username/`; nobody when the account is switched off."""
    return User.objects.filter(username__iexact=username, is_active=True).first()


def sign_in_names(*, person: User) -> set[str]:
    """What this person may have typed to sign in."""
    mails = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return {name for name in (person.username, person.email, *mails) if name}
