"""Somebody enters a song and shows another one of its tune at the same moment: whoever comes second
seals it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.sealing import under_seal
from chartbusters.compositions.services import composition_create, composition_update, revision_add
from chartbusters.web.errors import Refusal
from tests.interleaving import interleaved

WAYS: dict[str, Callable[[Composition, Any], Any]] = {
    "shown": lambda song, _: composition_update(composition=song, visibility="public"),
    "saved": lambda song, notes: revision_add(composition=song, song=notes),
}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("entering_first", [True, False])
def test_it_works(way: str, entering_first: bool, challenge_in: Any, sample_song: Any) -> None:
    challenge, people = challenge_in("open"), get_user_model().objects
    remixes: list[Composition] = []

    def make() -> tuple[Callable[[], Any], Callable[[], Any]]:
        number = len(remixes)
        maker = people.create(username=f"maker{number}")
        own = sample_song(transpose=number % 40 - 20, bars=4 + number // 40)
        entered = composition_create(owner=maker, song=own, title="Mine")
        seen = "private" if way == "shown" else "public"
        first = sample_song(bars=6, band=True) if way == "shown" else sample_song(bars=1)
        remix = composition_create(owner=maker, song=first, title="Remix", visibility=seen)
        remixes.append(remix)
        actions = (
            lambda: entry_create(challenge=challenge, composition=entered, maker=maker),
            lambda: WAYS[way](remix, sample_song(bars=6, band=True)),
        )
        return actions if entering_first else actions[::-1]

    for outcome in interleaved(make):
        assert not isinstance(outcome.first, Exception | Refusal), outcome
        assert not isinstance(outcome.second, Exception | Refusal), outcome
        silent = Composition.objects.filter(under_seal(), pk=remixes[-1].pk)
        assert silent.exists(), f"heard, by an order that met at step {outcome.step}"
