"""Which layers of trust this installation has, and why others are off."""

from typing import NamedTuple

from django.conf import settings

from chartbusters.mail.server import LOCAL


class Layer(NamedTuple):
    """One defence, as staff read of it."""

    name: str
    on: bool
    words: str


def mail_is_sent() -> bool:
    """Whether people can confirm a mail address here: mail to a terminal reaches nobody."""
    return bool(settings.MAIL_BACKEND != LOCAL)


def mail_is_asked_for() -> bool:
    return mail_is_sent() and bool(settings.VOTES_NEED_CONFIRMED_MAIL)


def layers_here() -> list[Layer]:
    """All of them, in the order in which they meet a vote."""
    return [_confirmed(), _thrown_away(), _age(), _linked(), _work(), _network(), *_tests()]


def _confirmed() -> Layer:
    name = "Confirmed mail"
    if not mail_is_sent():
        why = "Mail is not configured here (EMAIL_URL), so confirmed addresses are not asked for."
        return Layer(name, False, why)
    if not settings.VOTES_NEED_CONFIRMED_MAIL:
        return Layer(name, False, "The operator has turned it off (VOTES_NEED_CONFIRMED_MAIL).")
    words = (
        "A vote weighs nothing until its voter has confirmed a mail address. Whoever was let in "
        "by code, list or in bulk has no need to."
    )
    return Layer(name, True, words)


def _thrown_away() -> Layer:
    name = "Mail that is thrown away"
    if not mail_is_asked_for():
        why = "Addresses are not confirmed here, so anybody could have left any."
        return Layer(name, False, why)
    return Layer(name, True, "Addresses at services for a few minutes weigh little.")


def _age() -> Layer:
    return Layer(
        "New accounts", True, "An account's votes weigh more as it grows older or has voted before."
    )


def _linked() -> Layer:
    name = "Linked accounts"
    if settings.LINKED_DAYS < 1:
        return Layer(name, False, "The operator has turned it off (LINKED_DAYS=0).")
    words = (
        "Accounts used in one browser, or behind one mailbox, weigh one person together where they "
        f"also say the same. A browser is known for {settings.LINKED_DAYS} days."
    )
    return Layer(name, True, words)


def _work() -> Layer:
    name = "Work at sign-up"
    if settings.SIGN_UP_WORK < 1:
        return Layer(name, False, "No computing is asked for at sign-up (SIGN_UP_WORK=0).")
    words = f"A browser computes for a moment before an account is made ({settings.SIGN_UP_WORK})."
    return Layer(name, True, words)


def _network() -> Layer:
    name = "Parts of the net"
    if settings.NETWORK_PERCENT < 1:
        return Layer(name, False, "The operator has turned it off (NETWORK_PERCENT=0).")
    words = (
        f"More than {settings.NETWORK_CLASS} accounts of one part of the net weigh no more than "
        f"{settings.NETWORK_PERCENT} % of all others together. Nobody is refused."
    )
    if not settings.NUM_PROXIES:
        words += " Behind a proxy this needs NUM_PROXIES, or all people seem to be in one place."
    return Layer(name, True, words)


def _tests() -> list[Layer]:
    return [
        Layer("Test of each voter", True, "Answers that go against everybody else's."),
        Layer("Test of each entry", True, "Groups that hear one entry as nobody else does."),
        Layer("Same answers", True, "Accounts that give the same answers to the same pairs."),
        Layer("Haste", True, "Votes that come faster than anybody listens."),
    ]
