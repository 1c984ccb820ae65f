"""The demo's makers and its organiser, who share a password drawn on this machine; and its
listeners, who have none."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from chartbusters.accounts.models import User

MAKERS = {
    "ada": "Ada Quill",
    "bela": "Béla Stern",
    "cleo": "Cleo Marsh",
    "dario": "Dario Finch",
    "esme": "Esme Vale",
    "finn": "Finn Harbour",
}
ORGANISER = "organiser"
LISTENERS = 12


def password() -> str:
    """The password of the demo's people, drawn once and kept where only the owner of the site can
    read it."""
    kept = Path(settings.VAR_DIR) / "demo_password"
    if not kept.exists():
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(9))
    return kept.read_text()


def makers() -> list[User]:
    return [_person(name, shown, password()) for name, shown in MAKERS.items()]


def organiser() -> User:
    person = _person(ORGANISER, "The organiser", password())
    person.is_staff = person.is_superuser = True
    person.save()
    return person


def listeners() -> list[User]:
    return [
        _person(f"listener{number:02}", f"Listener {number}", None)
        for number in range(1, LISTENERS + 1)
    ]


def _person(name: str, shown: str, secret: str | None) -> User:
    # As if they had been here for a month: votes of new accounts weigh less.
    facts = {"display_name": shown, "date_joined": timezone.now() - timedelta(days=30)}
    person, made = User.objects.get_or_create(username=name, defaults=facts)
    if made:
        person.set_password(secret)  # None: nobody can sign in with it
        person.about = "Part of the demo."
        person.save()
    return person
