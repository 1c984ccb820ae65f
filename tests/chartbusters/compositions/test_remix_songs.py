"""Songs made from songs of others, and what the licences of those ask."""

from collections.abc import Callable
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chartbusters.compositions.models import Composition, Licence, Visibility
from chartbusters.compositions.models.licences import REMIXES, WORDS, choices_for
from chartbusters.compositions.remixing import credits_of, licence_last_chosen
from chartbusters.compositions.services import composition_delete, composition_update
from chartbusters.web.errors import Refusal
from generation.music.document import to_document

pytestmark = pytest.mark.django_db
PUBLIC = Visibility.PUBLIC
FREE = sorted(licence for licence, allowed in REMIXES.items() if allowed)
BOUND = sorted(set(Licence) - set(FREE))


@pytest.fixture
def original(composition_of: Callable[..., Composition], alice: Any) -> Callable[..., Composition]:
    """`original("cc-by")`: a song of alice's that everybody may hear."""

    def made(licence: str = Licence.CC_BY, owner: Any = alice) -> Composition:
        song = composition_of(owner, title="Theirs", visibility=PUBLIC)
        return composition_update(composition=song, licence=licence)

    return made


@pytest.fixture
def remix(composition_of: Callable[..., Composition], bob: Any) -> Callable[..., Composition]:
    def made(of: Composition, owner: Any = bob) -> Composition:
        return composition_of(owner, title="Remix", remix_of=of.pk)

    return made


@pytest.mark.parametrize("licence", FREE)
def test_it_keeps_what_it_was_made_from(original: Any, remix: Any, licence: str) -> None:
    theirs = original(licence)
    song = remix(theirs)
    assert (song.remix_of, song.remixed_under) == (theirs, licence)
    assert song.licence in REMIXES[Licence(licence)]


@pytest.mark.parametrize("licence", BOUND)
def test_it_rejects_an_original_that_nobody_may_change(
    original: Any, remix: Any, licence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        remix(original(licence))
    assert refused.value.code == "not_to_be_remixed" and "Your notes are safe" in str(
        refused.value.message
    )


@pytest.mark.postgres
@pytest.mark.parametrize(("under", "licence"), list(product(FREE, sorted(Licence))))
def test_the_table_holds_in_service_and_database(
    original: Any, remix: Any, under: str, licence: str
) -> None:
    song = remix(original(under))
    row = Composition.objects.filter(pk=song.pk)
    if licence in REMIXES[Licence(under)]:
        assert composition_update(composition=song, licence=licence).licence == licence
        return
    with pytest.raises(Refusal) as refused:
        composition_update(composition=song, licence=licence)
    assert (refused.value.code, refused.value.field) == ("licence_not_allowed", "licence")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(licence=licence)


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.SECRET])
def test_an_original_that_was_hidden_meanwhile_keeps_no_save_back(
    original: Any, remix: Any, visibility: str
) -> None:
    """Hidden and silent are alike here, so nobody learns whose song is in a running vote."""
    theirs = original()
    composition_update(composition=theirs, visibility=visibility)
    song = remix(theirs)
    assert song.remixed_under == Licence.CC_BY
    (credit,) = credits_of(composition=song.pk)
    assert credit.title == ""


def test_a_refusal_tells_no_title(original: Any, remix: Any) -> None:
    theirs = original(Licence.ALL_RIGHTS_RESERVED)
    composition_update(composition=theirs, visibility=Visibility.PRIVATE)
    with pytest.raises(Refusal) as refused:
        remix(theirs)
    assert theirs.title not in refused.value.message


def test_an_original_that_is_deleted_keeps_no_save_back(remix: Any) -> None:
    song = remix(Composition(pk=uuid4()))
    assert (song.remix_of, song.remixed_under) == (None, "")


def test_a_licence_that_changes_later_changes_nothing(original: Any, remix: Any) -> None:
    theirs = original(Licence.CC_BY)
    song = remix(theirs)
    composition_update(composition=theirs, licence=Licence.ALL_RIGHTS_RESERVED)
    composition_update(composition=song, licence=Licence.CC_BY_SA)
    assert [credit.licence for credit in credits_of(composition=song.pk)] == [Licence.CC_BY]


def test_ones_own_song_binds_to_nothing(original: Any, remix: Any, alice: Any) -> None:
    song = remix(original(Licence.ALL_RIGHTS_RESERVED), owner=alice)
    assert (song.remix_of, song.remixed_under) == (None, "")


def test_a_copy_of_ones_own_remix_stays_bound(original: Any, remix: Any, bob: Any) -> None:
    theirs = original(Licence.CC_BY_SA)
    copy = remix(remix(theirs), owner=bob)
    assert (copy.remix_of, copy.remixed_under) == (theirs, Licence.CC_BY_SA)
    with pytest.raises(Refusal):
        composition_update(composition=copy, licence=Licence.CC0)


def test_credits_go_back_to_the_first(
    original: Any, remix: Any, alice: Any, bob: Any, charlie: Any
) -> None:
    first = original(Licence.CC_BY)
    second = remix(first)
    composition_update(composition=second, visibility=PUBLIC, licence=Licence.CC_BY_NC)
    third = remix(second, owner=charlie)
    told = credits_of(composition=third.pk)
    assert [(each.maker, each.licence) for each in told] == [
        (bob.shown_name, Licence.CC_BY_NC),
        (alice.shown_name, Licence.CC_BY),
    ]
    assert told[0].address == second.get_absolute_url()


@pytest.mark.postgres
@pytest.mark.parametrize("gone", ["private", "deleted", "left"])
def test_who_is_not_shown_is_not_named(original: Any, remix: Any, alice: Any, gone: str) -> None:
    theirs = original(Licence.CC_BY)
    song = remix(theirs)
    if gone == "private":
        composition_update(composition=theirs, visibility=Visibility.PRIVATE)
    elif gone == "deleted":
        composition_delete(composition=theirs)
    else:
        type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    (credit,) = credits_of(composition=song.pk)
    assert (credit.title, credit.maker, credit.address) == ("", "", "")
    assert credit.licence == Licence.CC_BY


def test_programs_say_it_too(api: Any, bob: Any, original: Any, sample_song: Any) -> None:
    theirs = original(Licence.CC_BY_NC)
    wish = {"title": "Mine", "document": to_document(sample_song()), "remix_of": str(theirs.pk)}
    made = api(bob).post("/api/v1/compositions/", wish)
    assert (made.status_code, made.json()["remixed_under"]) == (201, "cc-by-nc")
    assert api().get(f"/api/v1/compositions/{theirs.pk}/").json()["remixable"] is True
    composition_update(composition=theirs, licence=Licence.CC_BY_ND)
    refused = api(bob).post("/api/v1/compositions/", wish)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_to_be_remixed")


def test_every_licence_is_told_in_plain_words() -> None:
    assert set(WORDS) == set(REMIXES) == set(Licence)
    assert [choice.value for choice in choices_for(under="")] == list(Licence)
    assert [choice.value for choice in choices_for(under="cc-by-sa")] == ["cc-by-sa"]


def test_no_chain_loosens_what_its_first_licence_asks() -> None:
    """Whatever is made of a remix asks at least what the first original did."""
    for under, allowed in REMIXES.items():
        for remixed in allowed:
            loosest = REMIXES[remixed]
            assert loosest <= allowed or under == Licence.CC0


def test_the_choice_is_remembered(composition_of: Any, original: Any, alice: Any, bob: Any) -> None:
    assert licence_last_chosen(owner=alice) == ""
    original(Licence.CC_BY_SA)
    composition_of(alice, title="Fresh")
    assert licence_last_chosen(owner=alice) == Licence.CC_BY_SA
    assert licence_last_chosen(owner=bob) == ""
