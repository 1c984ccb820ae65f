"""Whether votes wait for a mail address to be confirmed."""

from allauth.account.models import EmailAddress

from chartbusters.accounts.models import User
from chartbusters.joining.selectors import people_admitted
from chartbusters.trust.layers import mail_is_asked_for


def mail_missing(*, person: User) -> bool:
    """Whether this person's votes wait for a mail address to be confirmed."""
    if not mail_is_asked_for() or people_admitted(people=[person.pk]):
        return False
    return not EmailAddress.objects.filter(user=person, verified=True).exists()
