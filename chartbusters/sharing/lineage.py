"""How a song was made, in words, from the chain of its revisions."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

_FIRST = {
    "preset": "Started from a melody in the public domain",
    "recorded": "Recorded on the keyboard",
    "imported": "Imported from a MIDI file",
    "edited": "Written in the studio",
}
_LATER = {
    "preset": "Started again from a melody in the public domain",
    "recorded": "Recorded over",
    "imported": "Brought in from a MIDI file",
}


class Step(NamedTuple):
    """One step; `detail` is what makes a machine's step repeatable."""

    text: str
    detail: str = ""


def steps_of(lineage: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Words for the revisions, first to last; edits in a row become one step."""
    steps: list[Step] = []
    for origin, group in groupby(lineage, key=lambda revision: str(revision["origin"])):
        revisions = list(group)
        if origin == "edited" and steps:
            steps += _edits(revisions)
        elif origin == "generated":
            steps += [_machine(revision["recipe"]) for revision in revisions]
        else:
            steps += _by_hand(origin, revisions, first=not steps)
    return steps


def _edits(revisions: list[Mapping[str, Any]]) -> list[Step]:
    machines = [_machine(revision["recipe"]["parent"]) for revision in revisions if revision["recipe"].get("parent")]
    count = len(revisions)
    return [*machines, Step("Edited by hand" if count == 1 else f"Edited by hand, {count} versions")]


def _by_hand(origin: str, revisions: list[Mapping[str, Any]], first: bool) -> list[Step]:
    steps = [Step((_FIRST if first else _LATER)[origin])]
    parent = revisions[0]["recipe"].get("parent")
    if parent:
        # The first save was an edit of what a model had made.
        steps = [_machine(parent), Step("Edited by hand")]
    elif len(revisions) > 1:
        steps.append(Step(f"Edited by hand, {len(revisions) - 1} versions"))
    return steps


def _machine(recipe: Mapping[str, Any]) -> Step:
    known = [("seed", recipe.get("seed")), *sorted(recipe.get("parameters", {}).items())]
    detail = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in known if value is not None)
    return Step(f"{recipe.get('model') or recipe.get('technique') or 'A model'} joined in", detail)
