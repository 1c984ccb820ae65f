"""Revisions are given names by their maker, who finds them again by these."""

from chartbusters.compositions.models import LONGEST_NAME, Revision
from chartbusters.web.errors import still_there
from chartbusters.web.wording import fitting_line


def revision_name(*, revision: Revision, name: str) -> Revision:
    """Gives a revision a name, or takes it away. One with a name is never let go. Raises `Refusal`
    for too long a name, and for a revision that went meanwhile."""
    named = fitting_line(name, most=LONGEST_NAME, field="name")
    # By one statement: a save at the same moment may let go of a revision without a name.
    changed = Revision.objects.filter(pk=revision.pk).update(name=named)
    revision.name = named
    return still_there(revision if changed else None)
