"""What people may change about themselves, and what is left of one who is forgotten."""

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import sign_in_names
from chartbusters.web.errors import Refusal

LONGEST_NAME = 60
LONGEST_ABOUT = 500
FORMER = "Former member"


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


def person_anonymise(*, person: User, username: str) -> None:
    """Leaves of a person a row under another name, to which votes and entries may refer, and nothing else.

    Every column goes back to its default, also one that is added tomorrow. Nobody can sign in to what is left.
    """
    with transaction.atomic():
        names = sign_in_names(person=person)
        fresh = {field.attname: field.get_default() for field in User._meta.concrete_fields if not field.primary_key}
        empty = User(pk=person.pk, **fresh)
        empty.username, empty.display_name, empty.is_active = username, FORMER, False
        empty.set_unusable_password()
        empty.save(force_update=True)
        empty.groups.clear()
        empty.user_permissions.clear()
        sign_ins_forget(names=names)
        # The log of the administration keeps what was done, not to whom.
        about = ContentType.objects.get_for_model(User)
        LogEntry.objects.filter(content_type=about, object_id=str(person.pk)).update(object_repr=FORMER)


def sign_ins_forget(*, names: set[str]) -> None:
    """Removes the record of who tried to sign in under these names, from where and with what browser."""
    theirs = Q(pk__in=[])
    for name in names:
        theirs |= Q(username__iexact=name)
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(theirs).delete()


def sessions_end(*, person: User) -> int:
    """Removes all sessions of a person; returns how many. They are sealed, so each has to be opened: for workers."""
    mine = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=Now()).iterator()
        if session.get_decoded().get("_auth_user_id") == str(person.pk)
    ]
    return Session.objects.filter(pk__in=mine).delete()[0]
