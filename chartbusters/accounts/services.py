"""What people may change about themselves, and the tokens they give to programs."""

from datetime import timedelta
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from chartbusters.accounts.models import Token, User
from chartbusters.accounts.selectors import tokens_of
from chartbusters.web.errors import Refusal

LONGEST_NAME = 60
LONGEST_ABOUT = 500
LONGEST_DAYS = 366
MOST_TOKENS = 20
BEGINNING = "cb_"  # so that people, and programs that look for leaked secrets, know one when they see it
TOUCHED_EVERY = timedelta(minutes=1)


def person_update(*, person: User, display_name: str, about: str) -> User:
    """Changes what the profile shows. Raises `Refusal` for texts that are too long."""
    display_name, about = " ".join(display_name.split()), about.strip()
    if len(display_name) > LONGEST_NAME:
        raise Refusal("too_long", f"A name has {LONGEST_NAME} characters at most.", field="display_name")
    if len(about) > LONGEST_ABOUT:
        raise Refusal("too_long", f"The words about you have {LONGEST_ABOUT} characters at most.", field="about")
    person.display_name, person.about = display_name, about
    person.save(update_fields=["display_name", "about"])
    return person


def token_create(*, owner: User, name: str, days: int | None, by: Token | None = None) -> tuple[Token, str]:
    """A new token and its secret, which nobody can tell again. Without `days` it lasts until it is taken away.

    `by` is the token with which the owner came. Raises `Refusal`.
    """
    if by is not None:
        message = "A token cannot make another one, or a stolen one would never end. Sign in to the site to make it."
        raise Refusal("sign_in_needed", message, 403)
    name = _token_name(name)
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        message = f"A token lasts 1 to {LONGEST_DAYS} days, or until you take it away."
        raise Refusal("out_of_range", message, field="days")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)  # of two requests at once, one counts after the other
        _check_number(owner)
        token, secret = _token_insert(owner, name)
        if days is not None:
            Token.objects.filter(pk=token.pk).update(expiry=Now() + timedelta(days=days))
    return tokens_of(owner=owner).get(pk=token.pk), secret


def _check_number(owner: User) -> None:
    if Token.objects.filter(user=owner).count() >= MOST_TOKENS:
        message = f"You have {MOST_TOKENS} tokens, as many as we keep. Take one away that you no longer need."
        raise Refusal("too_many_tokens", message, 409)


def _token_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        message = f"A token needs a name of 1 to {LONGEST_NAME} characters, by which you will know it again."
        raise Refusal("invalid", message, field="name")
    return name


def _token_insert(owner: User, name: str) -> tuple[Token, str]:
    try:
        with transaction.atomic():
            made = Token.objects.create(user=owner, expiry=None, prefix=BEGINNING, name=name)  # type: ignore[misc]
            return cast("tuple[Token, str]", made)
    except IntegrityError as error:
        message = "You have a token of this name already. Give this one another name, or take the other one away."
        raise Refusal("name_taken", message, 409, "name") from error


def token_revoke(*, token: Token) -> None:
    """From now on nobody comes in with it."""
    Token.objects.filter(pk=token.pk).delete()


def token_used(*, token: Token) -> None:
    """Notes when it was last used, once a minute at most: a program that reads should not make the database write."""
    if token.last_used_at is None or timezone.now() - token.last_used_at > TOUCHED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=Now())
