from dataclasses import replace
from typing import Any

import pytest

from chartbusters.sharing import lineage
from chartbusters.sharing.lineage import Step, steps_of
from generation import catalogue
from generation.catalogue import read_card
from generation.techniques import TECHNIQUES

TODAY = TECHNIQUES["gan"].sampler_version
UNTOLD = {"technique": "gan", "model": "gan-bach", "seed": 7, "parameters": {"temperature": 0.9}}
BACH = {**UNTOLD, "sampler_version": TODAY}
PLAYED = Step("Chorale joined in", "gan-bach, seed 7, temperature 0.9")


def revision(origin: str, **recipe: Any) -> dict[str, Any]:
    return {"origin": origin, "recipe": recipe}


@pytest.mark.parametrize(
    ("lineage", "steps"),
    [
        ([], []),
        ([revision("imported")], [Step("Imported from a MIDI file")]),
        (
            [revision("recorded"), revision("generated", **BACH), *[revision("edited")] * 14],
            [Step("Recorded on the keyboard"), PLAYED, Step("Edited by hand, 14 versions")],
        ),
        (
            [revision("preset"), revision("edited")],
            [Step("Started from a melody in the public domain"), Step("Edited by hand")],
        ),
        (
            [revision("edited"), revision("edited")],
            [Step("Written in the studio"), Step("Edited by hand")],
        ),
        ([revision("edited", parent=BACH)], [PLAYED, Step("Edited by hand")]),
        (
            [revision("imported"), revision("edited", parent=BACH)],
            [Step("Imported from a MIDI file"), PLAYED, Step("Edited by hand")],
        ),
        ([revision("generated", **BACH), revision("generated", **BACH)], [PLAYED, PLAYED]),
        (
            [revision("imported"), revision("generated", **BACH), revision("edited", parent=BACH)],
            [Step("Imported from a MIDI file"), PLAYED, Step("Edited by hand")],
        ),
        (
            [revision("recorded")] * 3,
            [Step("Recorded on the keyboard"), Step("Edited by hand, 2 versions")],
        ),
        ([revision("generated")], [Step("A model joined in")]),
    ],
)
def test_it_works(lineage: list[dict[str, Any]], steps: list[Step]) -> None:
    assert steps_of(lineage) == steps


def test_settings_are_told_by_the_names_people_know() -> None:
    parameters = {"refine": 8, "melody_track": -1, "creativity": 0.9}
    recipe = {**BACH, "model": "gan-pop", "parameters": parameters}
    (step,) = steps_of([revision("generated", **recipe)])
    assert step == Step(
        "Pop band joined in",
        "gan-pop, seed 7, creativity 0.9, melody track found by itself, rehearsals 8",
    )


def test_switches_and_lists_are_told_in_words() -> None:
    parameters = {"ending": True, "recall": False, "locked": [[0, 60], [960, 62]]}
    (step,) = steps_of(
        [revision("generated", technique="x", model="long-gone", parameters=parameters)]
    )
    assert step == Step("long-gone joined in", "ending on, locked: 2, recall off")


def test_weights_under_a_former_digest_are_the_same_model(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = (replace(read_card("gan", "gan-bach"), former_digests=("0ld",)),)
    for room in (catalogue, lineage):
        monkeypatch.setattr(room, "cards", lambda: installed)
    assert steps_of([revision("generated", **BACH, model_digest="0ld")]) == [PLAYED]


def test_a_model_that_was_trained_anew_is_told_from_todays() -> None:
    (step,) = steps_of([revision("generated", **BACH, model_digest="another")])
    assert step.detail == (
        "gan-bach, as it was before it was trained anew, seed 7, temperature 0.9"
    )


def test_a_sampler_that_was_changed_is_told_from_todays(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = replace(TECHNIQUES["gan"], sampler_version=TODAY + 1)
    monkeypatch.setitem(TECHNIQUES, "gan", changed)
    older = PLAYED._replace(
        detail="gan-bach, as another version of it played, seed 7, temperature 0.9"
    )
    recipes = [UNTOLD, BACH, {**BACH, "sampler_version": TODAY + 1}]
    steps = [steps_of([revision("generated", **recipe)])[0] for recipe in recipes]
    assert steps == [older, older, PLAYED]
