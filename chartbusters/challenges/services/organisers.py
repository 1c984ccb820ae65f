"""Who runs a challenge: people added to its organisers, given another role, taken off."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Organiser, Role
from chartbusters.challenges.organisers import Right, right_require, rights_of
from chartbusters.web.errors import Refusal, still_there
from generation.rights import record

MOST_ORGANISERS = 50
LAST_OWNER = (
    "This is the last owner of the challenge, and one has to stay. Make somebody else an owner "
    "first; nothing was changed."
)


def organiser_add(*, challenge: Challenge, username: str, role: str, by: User) -> Organiser:
    """Lets somebody run the challenge too. Owners do that, and staff who may change it."""
    _require_owner(by, challenge)
    person = User.objects.filter(username__iexact=username.strip(), is_active=True).first()
    if person is None:
        message = "Nobody here has this user name. Nothing was changed; look at the spelling."
        raise Refusal("no_such_person", message, field="username")
    try:
        with transaction.atomic():
            rows = _held(challenge)
            if rows.count() >= MOST_ORGANISERS:
                message = f"A challenge has {MOST_ORGANISERS} organisers at most."
                raise Refusal("too_many", f"{message} Nothing was changed.", 409)
            made = Organiser.objects.create(
                challenge=challenge, person=person, role=known_role(role)
            )
            record(by=by, row=challenge, words=f"Added {person.username} as {made.role}.")
    except IntegrityError:
        message = f"{person.username} is an organiser already. Nothing was changed."
        raise Refusal("organises_already", message, 409, "username") from None
    return made


def organiser_change(*, challenge: Challenge, username: str, role: str, by: User) -> None:
    """Gives an organiser another role."""
    _require_owner(by, challenge)
    with transaction.atomic():
        row = _found(_held(challenge), username)
        if known_role(role) != Role.OWNER:
            _refuse_ownerless(row)
        Organiser.objects.filter(pk=row.pk).update(role=role)
        record(by=by, row=challenge, words=f"Made {row.person.username} {role}.")


def organiser_remove(*, challenge: Challenge, username: str, by: User) -> None:
    """Takes somebody off the organisers: owners anybody, and everybody themselves."""
    right_require(person=by, challenge=challenge, right=Right.VIEW)
    if username != by.username:
        _require_owner(by, challenge)
    with transaction.atomic():
        row = _found(_held(challenge), username)
        _refuse_ownerless(row)
        row.delete()
        record(by=by, row=challenge, words=f"Took {username} off the organisers.")


def known_role(role: str) -> str:
    if role not in Role.values:
        message = f"A role is one of {', '.join(Role.values)}. Nothing was changed."
        raise Refusal("unknown_role", message, field="role")
    return role


def _require_owner(by: User, challenge: Challenge) -> None:
    right_require(person=by, challenge=challenge, right=Right.EDIT)
    # All rights together are an owner's, and those of staff who may change every challenge.
    if rights_of(person=by, challenge=challenge) != frozenset(Right):
        message = "Only an owner says who runs the challenge. Nothing was changed."
        raise Refusal("not_your_role", message, 403)


def _held(challenge: Challenge) -> QuerySet[Organiser]:
    # Two owners who take each other off at once would leave none: the second waits here.
    rows = Challenge.objects.select_for_update(no_key=True).filter(pk=challenge.pk)
    still_there(rows.first())
    return Organiser.objects.filter(challenge=challenge).select_related("person")


def _found(rows: QuerySet[Organiser], username: str) -> Organiser:
    found = rows.filter(person__username=username).first()
    if found is None:
        message = f"{username} is no organiser, or no more. Nothing was changed."
        raise Refusal("no_organiser", message, 409)
    return found


def _refuse_ownerless(row: Organiser) -> None:
    owners = Organiser.objects.filter(challenge=row.challenge_id, role=Role.OWNER)
    if row.role == Role.OWNER and not owners.exclude(pk=row.pk).exists():
        raise Refusal("last_owner", LAST_OWNER, 409)
