"""The accounts of a blind test: one a maker, named so that nobody can tell which, until all is
over."""

import random
from collections.abc import Collection, Sequence
from itertools import cycle, islice

from chartbusters.accounts.models import User
from chartbusters.accounts.services import person_update

NAMES = ("Alder", "Aspen", "Birch", "Cedar", "Elm", "Hazel", "Linden", "Maple", "Rowan", "Willow")
LONGEST = 60  # letters of a name that is shown
ABOUT = "Part of a blind test."


def accounts_make(*, test: str, makers: Collection[str], seed: int) -> dict[str, User]:
    """An account for each maker. Which of them has which name is drawn."""
    drawn = sorted(makers)
    random.Random(seed).shuffle(drawn)
    return {maker: _account(test, number, name) for number, (maker, name) in _named(drawn)}


def _named(makers: Sequence[str]) -> list[tuple[int, tuple[str, str]]]:
    names = islice(cycle(NAMES), len(makers))
    return list(enumerate(zip(makers, names, strict=True), 1))


def _account(test: str, number: int, name: str) -> User:
    shown = name if number <= len(NAMES) else f"{name} {number}"
    person, made = User.objects.get_or_create(
        username=f"{test}-{number}", defaults={"display_name": shown, "about": ABOUT}
    )
    if made:
        person.set_unusable_password()  # nobody can sign in with it
        person.save()
    return person


def account_tell(*, person: User, label: str) -> None:
    """Names an account for what it is."""
    person_update(person=person, display_name=label[:LONGEST], about=f"{ABOUT} {label}.")
