"""What pages and the API ask about people and their tokens."""

from itertools import chain
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.db.models.functions import Now

from chartbusters.accounts.models import Token, User
from chartbusters.accounts.names import pretends, skeleton
from chartbusters.web.prepared_queries import Prepared, columns_of, instance_of


def person_by_name(*, username: str) -> User | None:
    """The person behind `/@username/`; nobody when the account is switched off."""
    return User.objects.filter(username__iexact=username, is_active=True).first()


def person_by_key(*, pk: int) -> User | None:
    """The person of a session: asked for with every page of somebody signed in."""
    found = _PERSON.first(pk)
    return None if found is None else instance_of(User, found)


def _person(pk: int) -> QuerySet[User, Any]:
    return User.objects.filter(pk=pk).values_list(*columns_of(User))


def rights_of(*, pk: int) -> set[str]:
    """What a person may do by a right of their own or of a group, as `app.codename`: one query
    where Django's own takes two, with every page of somebody signed in."""
    return {f"{room}.{codename}" for room, codename in _RIGHTS.tuples(pk)}


def _rights(pk: int) -> QuerySet[Permission, Any]:
    own = User.user_permissions.through.objects.filter(user=pk).values("permission")
    by_group = Permission.objects.filter(group__user=pk).order_by().values("pk")
    held = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=by_group)).order_by()
    return held.values_list("content_type__app_label", "codename")


_PERSON, _RIGHTS = (Prepared(query, 4_611_686_018) for query in (_person, _rights))


def tokens_of(*, owner: User) -> QuerySet[Token]:
    """The tokens of a person, the newest first, each with whether it has `ended`; those too can be
    taken away."""
    ended = Case(
        When(expiry__lte=Now(), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    tokens: QuerySet[Token] = Token.objects.filter(user=owner).annotate(ended=ended)
    return tokens


def token_lives(*, token: Token) -> bool:
    """Whether it still opens the door, by the database's clock."""
    return Token.objects.filter(Q(expiry=None) | Q(expiry__gt=Now()), pk=token.pk).exists()


def mail_addresses(*, person: User) -> set[str]:
    """All that we know of a person."""
    mails = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return {address for address in (person.email, *mails) if address}


def sign_in_names(*, person: User) -> set[str]:
    """What this person may have typed to sign in."""
    return {person.username, *mail_addresses(person=person)} - {""}


def person_signing_in(*, typed: str) -> User | None:
    """Who means themselves by this name or mail address; one person at most, so that one password
    is compared.

    Of several who have left the same address, one who has confirmed it is meant, else who left it
    first.
    """
    named = User.objects.filter(username__iexact=typed).order_by("pk").first()
    known = (
        EmailAddress.objects.filter(email__iexact=typed).order_by("-verified", "user_id").first()
    )
    plain = User.objects.filter(email__iexact=typed).order_by("pk").first()
    if named or known is None:
        return named or plain
    return known.user if known.verified or plain is None or known.user_id < plain.pk else plain


def looks_official(*, name: str, but: User | None = None) -> bool:
    """Whether others would take a name for the site's, or for that of an organiser other than this
    person."""
    if but is not None and but.is_staff:
        return False
    if pretends(name):
        return True
    organisers = User.objects.filter(is_staff=True, is_active=True).values_list(
        "username", "display_name"
    )
    names = filter(None, chain.from_iterable(organisers))
    taken = {skeleton(one) for one in names}
    return skeleton(name) in taken
