"""What people may change about themselves, their tokens for programs, and what is left of one who
is forgotten."""

from datetime import timedelta
from typing import Any, cast

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from chartbusters.accounts.models import Token, User
from chartbusters.accounts.names import RESERVED
from chartbusters.accounts.selectors import looks_official, sign_in_names, tokens_of
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line, fitting_prose

LONGEST_NAME = 60
LONGEST_ABOUT = 500
LONGEST_DAYS = 366
MOST_TOKENS = 20
BEGINNING = (
    "cb_"  # so that people, and programs that look for leaked secrets, know one when they see it
)
TOUCHED_EVERY = timedelta(minutes=1)
FORMER = "Former member"


def person_update(*, person: User, display_name: str, about: str) -> User:
    """Changes what the profile shows. Raises `Refusal` for texts that are too long."""
    display_name = fitting_line(display_name, most=LONGEST_NAME, field="display_name")
    if looks_official(name=display_name, but=person):
        raise Refusal("name_reserved", RESERVED, field="display_name")
    person.display_name = display_name
    person.about = fitting_prose(about, most=LONGEST_ABOUT, field="about")
    person.save(update_fields=["display_name", "about"])
    return person


def token_create(
    *, owner: User, name: str, days: int | None, by: Token | None = None
) -> tuple[Token, str]:
    """A new token and its secret, which nobody can tell again. Without `days` it lasts until it is
    taken away.

    `by` is the token with which the owner came. Raises `Refusal`.
    """
    if by is not None:
        message = (
            "A token cannot make another one, or a stolen one would never end. Sign in "
            "to the site to make it."
        )
        raise Refusal("sign_in_needed", message, 403)
    name = _token_name(name)
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        message = f"A token lasts 1 to {LONGEST_DAYS} days, or until you take it away."
        raise Refusal("out_of_range", message, field="days")
    with transaction.atomic():
        # Of two requests at once, one counts after the other.
        still_there(User.objects.select_for_update().filter(pk=owner.pk).first())
        _check_number(owner)
        token, secret = _token_insert(owner, name)
        if days is not None:
            Token.objects.filter(pk=token.pk).update(expiry=Now() + timedelta(days=days))
        trace(act=Act.TOKEN_MADE, by=owner, row=token)
        return tokens_of(owner=owner).get(
            pk=token.pk
        ), secret  # here still, or it may be taken away already


def _check_number(owner: User) -> None:
    if Token.objects.filter(user=owner).count() >= MOST_TOKENS:
        message = (
            f"You have {MOST_TOKENS} tokens, as many as we keep. Take one away that you "
            "no longer need."
        )
        raise Refusal("too_many_tokens", message, 409)


def _token_name(name: str) -> str:
    name = fitting_line(name, most=LONGEST_NAME, field="name")
    if not 1 <= len(name) <= LONGEST_NAME:
        message = (
            f"A token needs a name of 1 to {LONGEST_NAME} characters, by which you will "
            "know it again."
        )
        raise Refusal("invalid", message, field="name")
    return name


def _token_insert(owner: User, name: str) -> tuple[Token, str]:
    try:
        with transaction.atomic():
            made = Token.objects.create(user=owner, expiry=None, prefix=BEGINNING, name=name)  # type: ignore[misc]
            return cast("tuple[Token, str]", made)
    except IntegrityError as error:
        message = (
            "You have a token of this name already. Give this one another name, or take "
            "the other one away."
        )
        raise Refusal("name_taken", message, 409, "name") from error


def token_revoke(*, token: Token) -> None:
    """From now on nobody comes in with it."""
    with transaction.atomic():
        trace(act=Act.TOKEN_TAKEN, by=token.user, row=token)
        Token.objects.filter(pk=token.pk).delete()


def tokens_end_with_password(instance: User, created: bool, **kwargs: Any) -> None:
    """A thief who is thrown out by a new password leaves no program behind. For the signal of a
    person that is saved.

    Django keeps what was typed until then, and not where it only hashes the old password anew.
    """
    if created or instance._password is None:  # type: ignore[attr-defined]
        return
    for token in Token.objects.filter(user=instance):
        trace(act=Act.TOKEN_TAKEN, to=instance, row=token, words="with a new password")
    Token.objects.filter(user=instance).delete()


def token_used(*, token: Token) -> None:
    """Notes when it was last used, once a minute at most: a program that reads should not make the
    database write."""
    if token.last_used_at is None or timezone.now() - token.last_used_at > TOUCHED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=Now())


def factors_remove(*, person: User) -> int:
    """Takes away all second factors and recovery codes; how many there were. For the operator's
    shell."""
    with transaction.atomic():
        removed: int = Authenticator.objects.filter(user=person).delete()[0]
        if removed:
            trace(act=Act.FACTOR_OFF, to=person, words="by the operator")
    return removed


def person_anonymise(*, person: User, username: str) -> None:
    """Leaves of a person a row under another name, to which votes and entries may refer, and
    nothing else.

    Every column goes back to its default, also one that is added tomorrow. Nobody can sign in to
    what is left.
    """
    with transaction.atomic():
        names = sign_in_names(person=person)
        fresh = {
            field.attname: field.get_default()
            for field in User._meta.concrete_fields
            if not field.primary_key
        }
        empty = User(pk=person.pk, **fresh)
        empty.username, empty.display_name, empty.is_active = username, FORMER, False
        empty.set_unusable_password()
        empty.save(force_update=True)
        empty.groups.clear()
        empty.user_permissions.clear()
        sign_ins_forget(names=names)
        # The log of the administration keeps what was done, not to whom.
        about = ContentType.objects.get_for_model(User)
        LogEntry.objects.filter(content_type=about, object_id=str(person.pk)).update(
            object_repr=FORMER
        )


def sign_ins_forget(*, names: set[str]) -> None:
    """Removes the record of who tried to sign in under these names, from where and with what
    browser."""
    theirs = Q(pk__in=[])
    for name in names:
        theirs |= Q(username__iexact=name)
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(theirs).delete()


def sessions_end(*, person: User) -> int:
    """Removes all sessions of a person; returns how many. They are sealed, so each has to be
    opened: for workers."""
    mine = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=Now()).iterator()
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    return Session.objects.filter(pk__in=mine).delete()[0]
