"""Every address of a contest tried by the one whose it is, others, organisers of each kind, and
nobody signed in."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from chartbusters.challenges.models import Challenge, Organiser
from chartbusters.modelcontests.models import EnteredModel, ModelContest
from chartbusters.modelcontests.services import model_enter
from tests.contests import to_phase
from tests.model_contests import contest_row

pytestmark = pytest.mark.django_db
PAGE, DESK = "/challenges/models/models/", "/desk/models/models/"
API = "/api/v1/challenges/models/models/"


@pytest.fixture
def entered(staff: Any, alice: Any, model_contest: Any, model_of: Any) -> EnteredModel:
    model = model_of(alice, "Night band")
    return model_enter(challenge=model_contest(staff), model=model, person=alice)


def organised_by(person: Any, role: str) -> Any:
    Organiser.objects.create(challenge_id=ModelContest.objects.get().pk, person=person, role=role)
    return person


def test_it_works(
    staff: Any, alice: Any, client_of: Any, model_contest: Any, model_of: Any
) -> None:
    model_contest(staff)
    model, client = model_of(alice, "Night band"), client_of(alice)
    page = client.get(PAGE).content.decode()
    assert "Night band" in page and "everybody sees its name and yours" in page
    page = client.post(PAGE, {"model": model.name}, follow=True).content.decode()
    assert "is in. It plays once entries close." in page and "It is in already" in page
    assert "will play" in client.get("/challenges/models/").content.decode()
    pk = EnteredModel.objects.get().pk
    again = client.post(PAGE, {"model": model.name})
    assert again.status_code in (302, 409), "a second tab"
    pk = EnteredModel.objects.get(withdrawn_at=None).pk
    page = client.post(PAGE, {"act": "withdraw", "entered": str(pk)}, follow=True).content.decode()
    assert "“Night band” is out" in page
    assert not EnteredModel.objects.filter(withdrawn_at=None).exists()


def test_others_see_nothing_of_it(
    entered: EnteredModel, bob: Any, client_of: Any, visitor: Any, api: Any
) -> None:
    for phase in ("open", "voting", "held"):
        to_phase(Challenge.objects.get(), phase)
        for client in (client_of(bob), visitor):
            for address in (PAGE, "/challenges/models/", "/challenges/models/entries/", API):
                told = client.get(address).content.decode()
                for silent in ("Night band", entered.name, "alice", str(entered.run_id)):
                    assert silent not in told, (phase, address, silent)


@pytest.mark.parametrize("said", [{}, {"model": "t-none"}, {"act": "withdraw", "entered": "9"}])
def test_what_is_not_ones_own_is_not_there(
    said: Any, entered: EnteredModel, bob: Any, client_of: Any
) -> None:
    assert client_of(bob).post(PAGE, said).status_code == 404


def test_a_stranger_neither_withdraws_nor_enters_it(
    entered: EnteredModel, bob: Any, client_of: Any
) -> None:
    client = client_of(bob)
    for said in ({"model": entered.name}, {"act": "withdraw", "entered": str(entered.pk)}):
        assert client.post(PAGE, said).status_code == 404
    entered.refresh_from_db()
    assert entered.withdrawn_at is None


def test_a_visitor_is_asked_to_sign_in(entered: EnteredModel, visitor: Any) -> None:
    answer = visitor.post(PAGE, {"model": entered.name})
    assert answer.status_code == 302 and "login" in answer["Location"]
    assert "Sign in" in visitor.get(PAGE).content.decode()


def test_a_refusal_stands_on_the_page(
    entered: EnteredModel, bob: Any, client_of: Any, model_of: Any
) -> None:
    """bob's model has the weights of alice's."""
    page = client_of(bob).post(PAGE, {"model": model_of(bob).name})
    assert page.status_code == 409 and "These very weights are in" in page.content.decode()


def test_songs_have_no_models_page(challenge_in: Any, visitor: Any) -> None:
    challenge_in("open")
    assert visitor.get("/challenges/tunes/models/").status_code == 404
    assert visitor.get("/api/v1/challenges/tunes/models/").status_code == 404


def test_a_hidden_contest_is_not_there(entered: EnteredModel, visitor: Any) -> None:
    Challenge.objects.update(published=False)
    for address in (PAGE, API, f"{PAGE}melodies.json", f"{PAGE}melodies/1/document.json"):
        assert visitor.get(address).status_code == 404


def test_entering_a_song_leads_to_the_models(
    entered: EnteredModel, alice: Any, client_of: Any
) -> None:
    answer = client_of(alice).get("/challenges/models/submit/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)


@pytest.mark.parametrize(
    ("role", "looks", "acts"),
    [("owner", 200, 302), ("editor", 200, 302), ("moderator", 200, 403), ("viewer", 200, 403)],
)
def test_the_desk_by_role(
    role: str, looks: int, acts: int, entered: EnteredModel, bob: Any, client_of: Any
) -> None:
    client = client_of(organised_by(bob, role))
    page = client.get(DESK)
    assert page.status_code == looks and "Night band" in page.content.decode()
    edits = acts == 302
    assert ("Hidden 1" in page.content.decode()) == edits
    assert client.get(f"{DESK}melodies/1/document.json").status_code == (200 if edits else 403)
    for act in ("set", "add", "remove", "up", "seal", "unseal", "retry", "leave"):
        assert client.post(f"{DESK}act/", {"act": act}).status_code == acts, act
    assert client.post(f"{DESK}act/", {"act": "nonsense"}).status_code == (404 if edits else 403)


@pytest.mark.parametrize(
    ("right", "status"),
    [("view_challenge", 200), ("change_challenge", 200), ("change_entry", 404), ("", 404)],
)
def test_the_desk_by_one_right(
    right: str, status: int, entered: EnteredModel, bob: Any, client_of: Any
) -> None:
    bob.is_staff = True
    bob.save()
    if right:
        bob.user_permissions.add(Permission.objects.get(codename=right))
    assert client_of(bob).get(DESK).status_code == status


def test_the_desk_is_not_for_others(
    entered: EnteredModel, alice: Any, client_of: Any, visitor: Any
) -> None:
    for address in (DESK, f"{DESK}melodies/1/document.json"):
        assert client_of(alice).get(address).status_code == 404
        assert visitor.get(address).status_code == 302
    assert client_of(alice).post(f"{DESK}act/", {"act": "seal"}).status_code == 404
    assert visitor.post(f"{DESK}act/", {"act": "seal"}).status_code == 302


def test_whoever_has_a_model_in_it_hears_no_melodies(
    entered: EnteredModel, alice: Any, client_of: Any
) -> None:
    """Made an organiser afterwards; also when the model was taken out."""
    client = client_of(organised_by(alice, "owner"))
    for _ in range(2):
        page = client.get(DESK).content.decode()
        assert "Hidden 1" not in page and "are not shown to you" in page
        assert client.get(f"{DESK}melodies/1/document.json").status_code == 404
        EnteredModel.objects.update(withdrawn_at="2026-11-30T00:00Z")


def test_the_desk_makes_a_contest_from_nothing(
    staff: Any, client_of: Any, challenge_in: Any, composition_of: Any
) -> None:
    """Five melodies, one too many, one earlier, sealed, broken, sealed again, public."""
    challenge_in("upcoming", slug="models", published=False)
    client, act = client_of(staff), f"{DESK}act/"
    assert "compares songs" in client.get(DESK).content.decode()
    Challenge.objects.update(kind="models")
    assert "None is chosen yet" in client.get(DESK).content.decode()
    songs = [composition_of(staff, title=f"Song {n}", transpose=n) for n in range(5)]
    for song in [*songs, songs[0]]:
        client.post(act, {"act": "add", "composition": str(song.pk)})
    client.post(act, {"act": "remove", "number": "2"})
    client.post(act, {"act": "up", "number": "2"})
    page = client.get(DESK).content.decode()
    order = [page.index(f". Song {n}<") for n in (2, 0, 3, 4)]
    assert order == sorted(order) and "Seal 4 melodies" in page
    for one in ("seal", "unseal", "seal"):
        client.post(act, {"act": one})
    client.post(act, {"act": "set", "techniques": ["gan"], "most_megabytes": "", "house": []})
    assert client.post("/desk/models/publish/").status_code == 302
    assert Challenge.objects.get().published
    said = client.post(act, {"act": "unseal"}, follow=True).content.decode()
    assert "its seal stands" in said and contest_row(Challenge.objects.get()).seal in said
    assert contest_row(Challenge.objects.get()).techniques == ["gan"]


@pytest.mark.parametrize("said", ["x", "-1", "²", "9" * 30, ""])
def test_the_desk_rejects_figures_that_are_none(
    said: str, entered: EnteredModel, staff: Any, client_of: Any
) -> None:
    client = client_of(staff)
    for act in ("remove", "up", "set"):
        sent = {"act": act, "number": said, "most_megabytes": said, "composition": said}
        assert client.post(f"{DESK}act/", sent).status_code == 302
    assert client.post(f"{DESK}act/", {"act": "add", "composition": said}).status_code == 302


def test_the_api_enters_and_takes_out(
    staff: Any, alice: Any, bob: Any, api: Any, model_contest: Any, model_of: Any
) -> None:
    model_contest(staff)
    model = model_of(alice, "Night band")
    told = api().get(API).json()
    assert (told["melodies"], told["mine"], told["models"]) == (3, [], [])
    assert len(told["seal"]) == 64
    assert api().post(API, {"model": model.name}).status_code in (401, 403)
    assert api(bob).post(API, {"model": model.name}).status_code == 404
    made = api(alice).post(API, {"model": model.name})
    assert made.status_code == 201 and made.json()["title"] == "Night band"
    (mine,) = api(alice).get(API).json()["mine"]
    assert api(bob).get(API).json()["mine"] == []
    one = f"{API}{mine['id']}/"
    assert api().delete(one).status_code in (401, 403)
    assert api(bob).delete(one).status_code == 404
    assert api(alice).delete(one).status_code == 204
    assert api(alice).get(API).json()["mine"] == []
    refused = api(staff).post(API, {"model": model_of(staff, by=0.1).name})
    assert refused.status_code == 403 and refused.json()["code"] == "knows_melodies"


def test_the_api_tells_who_was_who_at_the_end(entered: EnteredModel, api: Any, alice: Any) -> None:
    to_phase(Challenge.objects.get(), "closed")
    (told,) = api().get(API).json()["models"]
    assert (told["title"], told["username"]) == ("Night band", "alice")
    assert told["run"] == str(entered.run_id) and told["digest"] == entered.digest


def test_it_is_in_the_archive_of_its_maker(entered: EnteredModel, alice: Any) -> None:
    from chartbusters.modelcontests.selectors import entered_told

    (told,) = entered_told(person=alice)
    assert (told["title"], told["contest__challenge__slug"]) == ("Night band", "models")
