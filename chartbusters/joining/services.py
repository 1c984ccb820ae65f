"""Everything that lets people in."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.template.loader import render_to_string

from chartbusters.accounts.models import User
from chartbusters.accounts.posting import mail_allowed
from chartbusters.joining.lists import ListedPerson, read_people, row_fault
from chartbusters.joining.models import Addition, Admission, JoinCode, ListedAddress, Newcomer
from chartbusters.joining.selectors import additions_open
from chartbusters.joining.tokens import LINK_LETTERS, as_kept, drawn, invitation_token, link_digest
from chartbusters.mail.addresses import is_mail_address
from chartbusters.web.errors import Refusal
from generation.rights import ADD_PEOPLE, LIST_ADDRESSES, has_right, record
from generation.wording import clipped

LONGEST_NOTE = 100  # on a join code
SEND_AGAIN_AFTER = timedelta(minutes=3)
CODE_CLOSED = (
    "This code lets nobody in: it is misspelt, its places are taken, or its time is over. No "
    "account was made. "
    "Ask whoever gave it to you."
)
LINK_DEAD = (
    "This link was used, or is too old. If you have a password, sign in; else ask for a new link."
)
Address = Callable[[str, str], str]  # name of a page and what its link holds -> whole address


class Added(NamedTuple):
    """What became of one line of a list: a link, or word that it was sent, or the reason why there
    is none."""

    line: int
    username: str
    email: str
    link: str
    fault: str


def people_add(*, text: str, by: User | None, address: Address, send: bool = False) -> list[Added]:
    """An account for each line of a list, with a link to set its password. One bad line does not
    stop the next.

    Who was added before and has not been here yet gets a fresh link, and the one before is dead.
    With `send` links go to the mail addresses and are shown to nobody. `by` is None in the
    operator's shell.
    """
    _require(by, ADD_PEOPLE)
    return [_added(row, by, address, send) for row in read_people(text)]


def _added(row: ListedPerson, by: User | None, address: Address, send: bool) -> Added:
    try:
        if fault := row_fault(row):
            raise Refusal("invalid", fault)
        if send and not row.email:
            raise Refusal(
                "no_email",
                "There is no mail address to send a link to. Nothing was done for this line.",
            )
        with transaction.atomic():
            person = _newcomer(row) or _person_create(row, by)
            link = address("welcome", _link_draw(person, mailed=send))
            if send:
                _send(person.email, "welcome", link, person.username)
            if by is not None:
                record(by=by, row=person, words="Given a link to come in.")
    except Refusal as refusal:
        return Added(row.line, row.username, row.email, "", refusal.message)
    return Added(row.line, person.username, person.email, "" if send else link, "")


def _link_draw(person: User, *, mailed: bool) -> str:
    """A fresh code for a link, of which only the digest is kept."""
    code = drawn(LINK_LETTERS)
    Addition.objects.filter(person=person).update(
        link=link_digest(code), linked_at=Now(), mailed=mailed
    )
    return code


def _newcomer(row: ListedPerson) -> User | None:
    """Who stands on this line and was added before, with the same address or none."""
    person = Newcomer.objects.filter(username__iexact=row.username).first()
    return person if person and person.email.lower() == row.email.lower() else None


def _person_create(row: ListedPerson, by: User | None) -> User:
    if row.email and _address_taken(row.email):
        raise Refusal("email_taken", "Somebody with this mail address has an account already.", 409)
    taken = Refusal(
        "username_taken", "There is somebody with this user name already; give another.", 409
    )
    if User.objects.filter(username__iexact=row.username).exists():
        raise taken
    try:
        with transaction.atomic():
            person = User.objects.create_user(row.username, row.email, display_name=row.name)
            Addition.objects.create(person=person, added_by=by)
            return person
    except IntegrityError:  # another list had the same name in the same moment
        raise taken from None


def _address_taken(email: str) -> bool:
    return (
        User.objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email).exists()
    )


def person_welcome(*, code: str, password: str) -> User:
    """Sets the first password of somebody who was added. Raises `Refusal`, or `ValidationError` for
    a weak password."""
    validate_password(password, _addition(additions_open(code=code)).person)
    # slow on purpose, so it is done before others wait for our lock
    hashed = make_password(password)
    with transaction.atomic():
        # Of two that use the link at once the second waits here, and then finds no such link.
        addition = _addition(additions_open(code=code).select_for_update(of=("self",)))
        person = addition.person
        person.password = hashed
        person.save(update_fields=["password"])
        Addition.objects.filter(pk=addition.pk).update(link=None)
        if addition.mailed:
            EmailAddress.objects.get_or_create(
                user=person,
                email=person.email.lower(),
                defaults={"verified": True, "primary": True},
            )
    return person


def _addition(open_ones: QuerySet[Addition]) -> Addition:
    if found := open_ones.first():
        return found
    raise Refusal("link_dead", LINK_DEAD, 410)


def join_code_use(*, code: str) -> None:
    """Takes one place of a code, in the transaction that makes the account. Raises `Refusal` when
    there is none."""
    # One statement, so that of two people who want the last place one gets it.
    if not JoinCode.objects.open().filter(code=as_kept(code)).update(used=F("used") + 1):
        raise Refusal("code_closed", CODE_CLOSED, 409, "code")


def admission_note(*, person: User, way: Admission.Way) -> None:
    """Keeps by whose word somebody came, in the transaction that makes the account."""
    Admission.objects.create(person=person, way=way)


def join_code_save(*, code: JoinCode) -> None:
    """Saves a code as an organiser has filled it in. Raises `Refusal` when somebody made the same
    one."""
    code.note = clipped(code.note, LONGEST_NOTE)
    try:
        with transaction.atomic():
            code.save()
    except IntegrityError:
        message = (
            "There is such a code already, or more people have used it than it has "
            "places. Nothing was saved."
        )
        raise Refusal("code_taken", message, 409, "code") from None


def addresses_list(*, text: str, by: User) -> tuple[int, list[str]]:
    """Puts mail addresses on the list, however they are separated; how many are new, and what is no
    address."""
    _require(by, LIST_ADDRESSES)
    words = text.replace(",", " ").replace(";", " ").replace("<", " ").replace(">", " ").split()
    mails = [word for word in words if "@" in word]
    good = [mail for mail in mails if is_mail_address(mail)]
    rows = [
        ListedAddress(email=mail.lower(), added_by=by)
        for mail in dict.fromkeys(map(str.lower, good))
    ]
    before = ListedAddress.objects.count()
    ListedAddress.objects.bulk_create(rows, ignore_conflicts=True)
    return ListedAddress.objects.count() - before, [mail for mail in mails if mail not in good]


def invitation_send(*, email: str, address: Address) -> None:
    """Sends a link to a listed address; to others nothing, and nobody is told which it was."""
    listed = ListedAddress.objects.filter(email__iexact=email)
    with transaction.atomic():
        # Compare and set: however often somebody asks, the owner gets one mail in a while.
        due = listed.filter(Q(sent_at=None) | Q(sent_at__lt=Now() - SEND_AGAIN_AFTER))
        if due.update(sent_at=Now()) and mail_allowed(email=email, kind="invitation"):
            owner = User.objects.filter(email__iexact=email).first()
            kind = "known" if owner else "invitation"
            link = "" if owner else address("invited", invitation_token(email))
            _send(email, kind, link, owner.username if owner else "")


def _send(email: str, kind: str, link: str, username: str) -> None:
    words = {
        "link": link,
        "username": username,
        "site": settings.SITE_NAME,
        "days": settings.INVITATION_DAYS,
    }
    subject = render_to_string(f"joining/mail/{kind}_subject.txt", words).strip()
    send_mail(subject, render_to_string(f"joining/mail/{kind}.txt", words), None, [email])


def _require(by: User | None, right: str) -> None:
    if by is not None and not has_right(by, right):
        raise Refusal(
            "permission_denied", "You are signed in, but may not add people. Nobody was added.", 403
        )


def addresses_unlist(*, addresses: Collection[str]) -> None:
    """Takes mail addresses from the list of those who may sign up."""
    for address in addresses:
        ListedAddress.objects.filter(email__iexact=address).delete()
