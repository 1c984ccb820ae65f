"""What organisers may add to compare with: models of the site, and rules; and the accounts in whose
names these stand."""

import secrets
from typing import NamedTuple

from django.db import IntegrityError, transaction

from chartbusters.accounts.models import User
from chartbusters.modelcontests.models import HouseAccount, Plays
from generation.catalogue import Card, cards

HOUSE_MOST = 10  # of the site's own in one contest
OWNER = "takes"  # whose the jobs are
SHOWN, ABOUT = "This site", "An account of this site's own."


class House(NamedTuple):
    """One of them; `title` is told at the end."""

    name: str
    title: str
    plays: str
    card: Card | None = None

    @property
    def digest(self) -> str:
        return self.card.digest if self.card else self.name


RULES = (
    House("arranger", "The arranger: rules, no network", Plays.ARRANGER),
    House("shuffled", "Shuffled bars of a band", Plays.SHUFFLED),
)


def house_known() -> dict[str, House]:
    """By name: the installed models, then the rules."""
    models = (House(card.name, card.title, Plays.INSTALLED, card) for card in cards())
    return {one.name: one for one in (*models, *RULES)}


def house_account(*, name: str) -> User:
    """The account of this name, made when it is first needed. What it is called tells nobody which
    model it stands for."""
    accounts = HouseAccount.objects.select_related("person")
    if kept := accounts.filter(name=name).first():
        return kept.person
    try:
        with transaction.atomic():
            return _made(name).person
    except IntegrityError:  # somebody made it at this moment
        return accounts.get(name=name).person


def _made(name: str) -> HouseAccount:
    person = User(username=f"house-{secrets.token_hex(6)}", display_name=SHOWN, about=ABOUT)
    person.set_unusable_password()  # nobody can sign in with it
    person.save()
    return HouseAccount.objects.create(name=name, person=person)
