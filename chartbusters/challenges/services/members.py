"""Who belongs to a challenge: class codes and who comes by them, lists, and taking somebody off."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import OVER, Challenge, ClassCode, Member, Takes
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.selectors.challenges import phase_now
from chartbusters.challenges.selectors.members import is_member
from chartbusters.joining.tokens import as_kept
from chartbusters.mail.addresses import is_mail_address
from chartbusters.web.errors import Refusal, still_there
from generation.wording import line

MOST_AT_ONCE = 2_000  # names in one list
MOST_MEMBERS = 20_000  # of one challenge
MOST_PLACES = 20_000
CODE_CLOSED = (
    "This code makes nobody a member here: it is misspelt, its places are taken, or it has ended. "
    "Nothing was changed. Ask whoever gave it to you."
)
TAKEN_OFF = (
    "An organiser has taken you off the members of this challenge, so the code does not let you in "
    "again. Ask them."
)
WHAT = {"enter": "Your song is safe and was not entered.", "vote": "No pair was given."}


class Listed(NamedTuple):
    """What became of a list: how many are members now who were not before, and which words name
    nobody."""

    added: int
    unknown: list[str]


def member_require(*, challenge: Challenge, person: User, doing: str) -> None:
    """Raises `Refusal` for somebody who may not enter, or vote, here; `challenge` as it stands
    now."""
    taken = challenge.entered_by if doing == "enter" else challenge.voted_by
    if taken == Takes.MEMBERS and not is_member(challenge=challenge.pk, person=person):
        message = (
            f"Only members of this challenge may {doing}. {WHAT[doing]} Type the class code on its "
            "page, or ask the organisers to let you in."
        )
        raise Refusal("members_only", message, 403, "challenge")


def member_join(*, challenge: Challenge, person: User, code: str) -> Member:
    """Makes somebody a member by the class code. Twice is as good as once, and takes one place."""
    if phase_now(challenge=challenge) in (None, *OVER):
        raise Refusal("over", "This challenge takes nobody in any more. Nothing was changed.", 409)
    if known := _known(challenge, person):
        return known
    try:
        with transaction.atomic():
            # One statement, so that of two people who want the last place one gets it.
            open_one = ClassCode.objects.open().filter(challenge=challenge, code=as_kept(code))
            if not open_one.update(used=F("used") + 1):
                raise Refusal("code_closed", CODE_CLOSED, 409, "code")
            used = ClassCode.objects.get(code=as_kept(code))
            return Member.objects.create(challenge=challenge, person=person, code=used)
    except IntegrityError:  # in two windows at once: the second takes no place
        return still_there(_known(challenge, person))


def _known(challenge: Challenge, person: User) -> Member | None:
    member = Member.objects.filter(challenge=challenge, person=person).first()
    if member and member.removed_at:
        raise Refusal("taken_off", TAKEN_OFF, 403, "code")
    return member


def class_code_make(*, challenge: Challenge, by: User, places: int | None = None) -> ClassCode:
    """A fresh code; the one before ends, and who came by it stays a member."""
    right_require(person=by, challenge=challenge, right=Right.PEOPLE)
    if places is not None and not 1 <= places <= MOST_PLACES:
        message = f"A code has 1 to {MOST_PLACES:,} places, or any number. Nothing was changed."
        raise Refusal("out_of_range", message, field="places")
    with transaction.atomic():
        challenge_held(challenge)
        _end(challenge)
        return ClassCode.objects.create(challenge=challenge, made_by=by, places=places)


def class_code_end(*, challenge: Challenge, by: User) -> None:
    """From now on nobody becomes a member by the code."""
    right_require(person=by, challenge=challenge, right=Right.PEOPLE)
    _end(challenge)


def _end(challenge: Challenge) -> None:
    ClassCode.objects.filter(challenge=challenge, ended_at=None).update(ended_at=Now())


def challenge_held(challenge: Challenge) -> Challenge:
    """As it stands now. Two organisers at once would both find no code, or room for their lists:
    the second waits."""
    rows = Challenge.objects.select_for_update(no_key=True)
    return still_there(rows.filter(pk=challenge.pk).first())


def members_list(*, challenge: Challenge, text: str, by: User) -> Listed:
    """Puts people on the list, by user names and mail addresses however they are separated.

    An address is kept as it is, whether or not somebody here has it: nobody is told which it was.
    Whoever has confirmed it is a member.
    """
    right_require(person=by, challenge=challenge, right=Right.PEOPLE)
    words = list(dict.fromkeys(line(text.replace(",", " ").replace(";", " ")).lower().split()))
    if not 1 <= len(words) <= MOST_AT_ONCE:
        message = f"Give 1 to {MOST_AT_ONCE:,} user names or mail addresses. Nobody was added."
        raise Refusal("invalid", message, field="people")
    mails = [word for word in words if is_mail_address(word)]
    people = _people({word.removeprefix("@"): word for word in words if word not in set(mails)})
    with transaction.atomic():
        challenge_held(challenge)
        added = _added(challenge, list(people.values()), mails)
    named = {*mails, *people}
    return Listed(added, [word for word in words if word not in named])


def member_add(*, challenge: Challenge, person: User) -> None:
    """For a service that has asked for the right, and holds the challenge."""
    _added(challenge, [person.pk], [])


def _people(words: dict[str, str]) -> dict[str, int]:
    """Keys of people by the words that name them."""
    named = User.objects.annotate(low=Lower("username")).filter(low__in=words, is_active=True)
    return {words[low]: pk for low, pk in named.values_list("low", "pk")}


def _added(challenge: Challenge, people: list[int], mails: list[str]) -> int:
    standing = Member.objects.filter(challenge=challenge, removed_at=None)
    before = standing.count()
    if before + len(people) + len(mails) > MOST_MEMBERS:
        message = f"A challenge has {MOST_MEMBERS:,} members at most. Nobody was added."
        raise Refusal("too_many", message, 409, "people")
    rows = [Member(challenge=challenge, person_id=pk) for pk in people]
    rows += [Member(challenge=challenge, email=mail) for mail in mails]
    Member.objects.bulk_create(rows, ignore_conflicts=True)
    again = Q(person__in=people) | Q(email__in=mails)
    Member.objects.filter(again, challenge=challenge).update(removed_at=None)
    return standing.count() - before


def member_remove(*, challenge: Challenge, pk: int, by: User) -> None:
    """Takes somebody off the members; what they entered or voted stays."""
    right_require(person=by, challenge=challenge, right=Right.PEOPLE)
    Member.objects.filter(challenge=challenge, pk=pk, removed_at=None).update(removed_at=Now())


def members_forget(*, addresses: Collection[str]) -> None:
    """Takes the mail addresses of somebody who leaves off every list."""
    for address in addresses:
        Member.objects.filter(email__iexact=address).delete()
