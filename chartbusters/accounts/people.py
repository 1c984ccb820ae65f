"""Who looks at a page that only people who are signed in see."""

from django.http import HttpRequest

from chartbusters.accounts.models import User


def person_signed_in(request: HttpRequest) -> User:
    """The person of a view below `login_required`, which lets nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101  a view without login_required is a bug
    return request.user
