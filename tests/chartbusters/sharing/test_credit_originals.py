"""What the page of a song tells of licences, of the original of a remix, and of what models learnt
from."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chartbusters.compositions.models import Composition, Licence
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.sharing.sources import sources_of
from generation.catalogue import cards
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
DEED = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def remixed(
    alice: Any, bob: Any, shared: Callable[..., Composition], sample_song: Any
) -> tuple[Composition, Composition]:
    """A song of alice's under CC BY, and what bob has made of it, for everybody."""
    theirs = composition_update(composition=shared(alice), licence=Licence.CC_BY)
    song = composition_create(
        owner=bob, song=sample_song(bars=2), title="Remix", remix_of=theirs.pk
    )
    return theirs, composition_update(composition=song, visibility="public")


def test_the_licence_leads_to_its_words(alice: Any, visitor: Client, shared: Any) -> None:
    composition_update(composition=shared(alice), licence=Licence.CC_BY)
    page = visitor.get("/@alice/morning-song/").content.decode()
    assert f'<a rel="license noopener" href="{DEED}">CC BY 4.0</a>' in page


def test_a_remix_names_its_original(visitor: Client, remixed: Any) -> None:
    page = visitor.get("/@bob/remix/").content.decode()
    assert '“<a href="/@alice/morning-song/">Morning Song</a>” by' in page
    place = "http://testserver/@alice/morning-song/"
    credit = f"Made from “Morning Song” by alice ({place}), CC BY 4.0 ({DEED}). Changed."
    assert credit in page
    assert '"isBasedOn": "http://testserver/@alice/morning-song/"' in page


def test_the_kept_page_follows_the_original(visitor: Client, remixed: Any) -> None:
    theirs, _ = remixed
    visitor.get("/@bob/remix/")
    composition_update(composition=theirs, title="Evening Song")
    assert "Evening Song" in visitor.get("/@bob/remix/").content.decode()
    composition_update(composition=theirs, visibility="private")
    page = visitor.get("/@bob/remix/").content.decode()
    assert "Evening Song" not in page and "a song that is not shown here now" in page


def test_a_silent_original_looks_like_a_private_one(
    visitor: Client, remixed: Any, alice: Any, challenge_in: Any
) -> None:
    from chartbusters.challenges.services import entry_create

    theirs, _ = remixed
    composition_update(composition=theirs, visibility="private")
    private = visitor.get("/@bob/remix/").content
    composition_update(composition=theirs, visibility="public")
    challenge = challenge_in("open")
    entry_create(challenge=challenge, composition=theirs, maker=alice)
    to_phase(challenge, "voting")
    assert visitor.get("/@bob/remix/").content == private


@pytest.mark.parametrize(("licence", "offered"), [(Licence.CC_BY, True), (Licence.CC_BY_ND, False)])
def test_a_remix_is_offered_where_the_licence_allows_it(
    alice: Any, visitor: Client, shared: Any, licence: str, offered: bool
) -> None:
    composition_update(composition=shared(alice), licence=licence)
    page = visitor.get("/@alice/morning-song/").content.decode()
    assert ("/studio/?remix=" in page) is offered
    assert ("lets nobody make a song of their own" in page) is not offered


def test_its_maker_chooses_in_plain_words(alice: Any, client_of: Any, shared: Any) -> None:
    shared(alice, visibility="private")
    page = client_of(alice).get("/@alice/morning-song/").content.decode()
    for licence in Licence:
        assert f'id="licence-{licence}"' in page
    assert "Others may listen here, and nothing else" in page


def test_the_last_choice_is_offered_first(alice: Any, client_of: Any, shared: Any) -> None:
    composition_update(composition=shared(alice, title="Before"), licence=Licence.CC_BY_SA)
    shared(alice, visibility="private")
    page = client_of(alice).get("/@alice/morning-song/").content.decode()
    assert 'value="cc-by-sa" aria-describedby="licence-cc-by-sa-help" checked' in page
    assert "As with the song you showed last." in page


def test_a_remix_is_offered_what_its_original_allows(
    bob: Any, client_of: Any, remixed: Any
) -> None:
    page = client_of(bob).get("/@bob/remix/").content.decode()
    assert 'id="licence-cc0"' not in page and 'id="licence-cc-by-sa"' in page


def test_models_and_their_data_are_named() -> None:
    card = next(card for card in cards() if card.name == "gan-bach")
    recipe = {"technique": card.technique, "model": card.name, "model_digest": card.digest}
    found = sources_of([{"recipe": {}}, {"recipe": {"parent": recipe}}, {"recipe": recipe}])
    assert [source.model for source in found] == [card.title]
    assert any(data["licence"] == "CC-BY-4.0" for data in found[0].data)
    assert all(data["attribution"] for data in found[0].data)


def test_a_model_that_is_not_installed_is_not_guessed() -> None:
    assert sources_of([{"recipe": {"model": "gone", "model_digest": "0" * 64}}]) == []
