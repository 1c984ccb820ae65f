"""Everything that is written about who has learnt what."""

from collections.abc import Iterable

from chartbusters.accounts.models import User
from chartbusters.learning.capsules import capsule_named
from chartbusters.learning.models import StepDone
from chartbusters.web.errors import Refusal


def steps_keep(*, person: User, steps: Iterable[tuple[str, str]]) -> int:
    """Keeps that a person has done these steps, each a capsule's and a step's name; those kept
    before stay as they are. Raises `Refusal` for what no capsule has: so a person has no more
    rows than there are steps."""
    wanted = set(steps)
    steps_require(wanted)
    rows = [StepDone(person=person, capsule=capsule, step=step) for capsule, step in sorted(wanted)]
    StepDone.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def steps_require(steps: Iterable[tuple[str, str]]) -> None:
    """Raises `Refusal` where one of them is no step of a capsule."""
    for capsule, step in sorted(steps):
        found = capsule_named(capsule)
        if found is None or found.step_named(step) is None:
            message = f"There is no step “{step}” in “{capsule}”. Nothing was kept."
            raise Refusal("no_such_step", message, 400, "steps")
