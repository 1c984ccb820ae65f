"""What tells a browser whose draft of a challenge it keeps, and whether it still fits."""

from hashlib import sha256
from typing import Any

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Organiser
from chartbusters.desk.forms import DeskForm

PLAN = "zone"  # how times are shown, and nothing that is saved with the challenge


def draft_of(*, form: DeskForm, person: User) -> dict[str, str]:
    """A draft fits as long as what is saved is what its writer saw: its version changes with that.
    Of a challenge that is not saved yet, with the next one that they make."""
    made = form.instance.pk
    words = repr(sorted(_saved(form).items()) if made else _newest(person))
    version = sha256(words.encode()).hexdigest()[:16]
    return {"key": f"{person.username}/{made or 'new'}", "version": version}


def _saved(form: DeskForm) -> dict[str, Any]:
    return {name: value for name, value in form.initial.items() if name != PLAN}


def _newest(person: User) -> int | None:
    rows = Organiser.objects.filter(person=person).order_by("-pk")
    return rows.values_list("pk", flat=True).first()
