"""Takes that are compared: the one that goes on best from the song is marked, and the first stays
what it would be alone."""

from typing import Any

import numpy as np
import pytest

from generation.codecs.score import OF_PITCH, ONSET, Notes
from generation.engine import Request, generate
from generation.music.song import Song
from generation.take import Take, replayed
from generation.techniques.transformer import sampler
from generation.techniques.transformer.choosing import OpeningModel, choose_best
from generation.techniques.transformer.cost import count_seconds
from generation.techniques.transformer.passage import Passage
from generation.techniques.transformer.prompt import build_plan
from generation.techniques.transformer.sampler import perform
from tests.generation.continuer import band
from tests.generation.tunes import ode
from tests.generation.untrained import card
from tests.generation.untrained import transformer as weights


def take(song: Song, **wishes: Any) -> Take:
    return perform(weights(), song, 0, card("transformer").complete_parameters(wishes), 1)


def passage(song: Song) -> Passage:
    wishes = card("transformer").complete_parameters({"seconds": 16})
    return build_plan(song, 0, wishes).passages[0]


def moved(notes: Notes, column: int, by: int) -> Notes:
    made = notes.copy()
    made[:, column] += by
    return made


def test_the_tune_in_its_key_goes_on_better_than_out_of_it_or_anything() -> None:
    asked = passage(ode())
    again = moved(asked.task.played, ONSET, asked.bounds.start)
    random = again.copy()
    random[:, OF_PITCH] = np.random.default_rng(1).integers(60, 84, len(random))
    varied = again.copy()
    varied[::4, OF_PITCH] += 12
    assert choose_best(asked, [random, moved(varied, OF_PITCH, 1), varied]) == 2
    assert choose_best(asked, [varied, random]) == 0


def test_copies_and_another_density_count_against_it() -> None:
    asked = passage(ode())
    model, again = OpeningModel(asked), moved(asked.task.played, ONSET, asked.bounds.start)
    assert model.count_faults(again) > 2
    fewer = moved(again, OF_PITCH, 1)[::4]
    assert 0.5 < model.count_faults(fewer) < 2
    assert model.rate(again[:0]) == -np.inf


def test_drums_alone_are_compared_too() -> None:
    drums = band().with_tracks([band().tracks[0]])
    asked = passage(drums)
    again = moved(asked.task.played, ONSET, asked.bounds.start)
    assert choose_best(asked, [again[:4], again[::2]]) == 1


def test_the_first_take_stays_and_the_best_comes_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, four = take(band(), seconds=8), take(band(), seconds=8, candidates=4)
    monkeypatch.setattr(sampler, "choose_best", lambda passage, takes: len(takes) - 1)
    found = take(band(), seconds=8, considered=4)
    assert (found.song, found.best, len(found.others)) == (alone.song, 1, 1)
    assert replayed(found.song, found.others[0]) == replayed(four.song, four.others[2])
    monkeypatch.setattr(sampler, "choose_best", lambda passage, takes: 0)
    assert take(band(), seconds=8, considered=4) == alone._replace(best=0)


def test_of_the_takes_that_are_shown_one_is_marked() -> None:
    found = take(band(), seconds=8, candidates=3, considered=2)
    assert found.best in (0, 1, 2) and len(found.others) == 2
    assert found._replace(best=None) == take(band(), seconds=8, candidates=3)


@pytest.mark.parametrize("mode", ["fill bars", "add a track", "extend the start"])
def test_only_what_carries_on_is_compared(mode: str) -> None:
    wishes = {"mode": mode, "seconds": 6, "last_bar": 2}
    assert take(band(), **wishes, considered=3) == take(band(), **wishes)


def test_the_recipe_says_which_is_best() -> None:
    wishes = {"seconds": 5, "considered": 2}
    made = generate(Request("transformer", ode(), seed=1, parameters=wishes))
    assert made.recipe["best"] == len(made.recipe.get("others", []))
    assert "best" not in generate(Request("transformer", ode(), parameters={"seconds": 5})).recipe


def test_what_is_compared_is_paid_for() -> None:
    def cost(**wishes: Any) -> float:
        model = card("transformer")
        return count_seconds(model, ode(), 0, model.complete_parameters(wishes))

    assert cost(considered=3) > cost(candidates=3) > 2 * cost()
    assert cost(considered=2, candidates=4) == cost(candidates=4)
    assert cost(mode="extend the start", considered=4) == cost(mode="extend the start")
