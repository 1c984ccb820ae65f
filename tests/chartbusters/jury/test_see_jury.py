"""Pages and API of a jury: a juror, another one, somebody who was asked, a maker, a stranger, an
organiser and a visitor."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge
from chartbusters.jury.models import Juror, JurySheet
from chartbusters.jury.services import jurors_invite

pytestmark = pytest.mark.django_db
ROOT = "/challenges/tunes/jury/"
API = "/api/v1/juries/tunes/"


@pytest.fixture
def made(jury: Any) -> Any:
    return jury()


def body(made: Any, *levels: int, **more: Any) -> dict[str, Any]:
    given = made.levels(*levels).items()
    return {"levels": [{"criterion": key, "level": level} for key, level in given], **more}


def test_a_juror_judges_by_the_api(made: Any, api: Any, alice: Any, bob: Any) -> None:
    me, number = api(alice), made.entries[0].number
    told = me.get(API).json()
    assert (told["judged"], told["of"]) == (0, 3)
    assert told["rubric"][0]["levels"][4] == {"level": 5, "words": "Words for 5"}
    assert [one["number"] for one in told["entries"]] == [one.number for one in made.entries]
    one = f"{API}entries/{number}/"
    draft = me.put(one, {"levels": [], "comment": "Hm"}).json()
    assert draft["comment"] == "Hm" and draft["others"] is None and draft["submitted_at"] is None
    other = body(made, 1, 5)
    assert api(bob).post(f"{one}submit/", other).json()["others"] == []
    rubric = told["rubric_version"]
    sent = me.post(f"{one}submit/", body(made, 4, 2, comment="Nice", rubric=rubric)).json()
    assert sent["submitted_at"] and sent["others"] == [{"juror": 2, "levels": other["levels"]}]
    assert me.put(one, body(made, 1, 1)).status_code == 409
    assert me.post(f"{one}reopen/").json()["submitted_at"] is None
    assert me.get("/api/v1/juries/").json()["results"][0]["judged"] == 0


def test_what_a_juror_hears_has_no_names(made: Any, api: Any, client_of: Any, alice: Any) -> None:
    number = made.entries[0].number
    pages = [
        client_of(alice).get(f"{ROOT}entries/{number}/").content.decode(),
        client_of(alice).get(ROOT).content.decode(),
        client_of(alice).get(f"{ROOT}entries/{number}/song.json").content.decode(),
        str(api(alice).get(f"{API}entries/{number}/").json()),
    ]
    for page in pages:
        assert "Secret title" not in page and "maker" not in page.replace(
            "To the maker", ""
        ).replace("Read by the maker alone", "")
    document = client_of(alice).get(f"{ROOT}entries/{number}/song.json").json()
    assert document["title"] == "" and {track["name"] for track in document["tracks"]} == {""}


@pytest.mark.parametrize("levels", [[{"criterion": 1, "level": 6}], [{"criterion": 2**63}], "x"])
def test_the_api_rejects_what_is_no_sheet(levels: Any, made: Any, api: Any, alice: Any) -> None:
    one = f"{API}entries/{made.entries[0].number}/"
    assert api(alice).put(one, {"levels": levels}).status_code == 400
    assert not JurySheet.objects.exists()


def test_songs_are_heard_from_voting_on_only(
    made: Any, client_of: Any, api: Any, alice: Any
) -> None:
    made.to("open")
    number = made.entries[0].number
    assert client_of(alice).get(ROOT).status_code == 200
    for address in (f"{ROOT}entries/{number}/", f"{ROOT}entries/{number}/song.json"):
        assert client_of(alice).get(address).status_code == 404
    assert api(alice).get(f"{API}entries/{number}/").status_code == 404
    made.to("closed")
    assert client_of(alice).get(f"{ROOT}entries/{number}/").status_code == 200


def addresses(made: Any) -> list[tuple[str, str]]:
    """Every address of jurors, with the method that does something."""
    one, sheet = (
        f"{API}entries/{made.entries[0].number}/",
        f"{ROOT}entries/{made.entries[0].number}/",
    )
    return [
        *(("get", address) for address in (API, one, ROOT, sheet, f"{sheet}song.json")),
        *(("post", f"{one}{act}/") for act in ("submit", "reopen")),
        *(("post", address) for address in (sheet, f"{ROOT}answer/")),
        *(("post", f"{API}{act}/") for act in ("accept", "decline")),
        ("put", one),
    ]


def test_others_find_nothing(
    made: Any, client_of: Any, visitor: Any, charlie: Any, staff: Any
) -> None:
    """A stranger, a maker, an organiser who is no juror: there is no such thing for them."""
    maker = made.entries[0].maker
    for method, address in addresses(made):
        for person in (charlie, maker, staff):
            answer = getattr(client_of(person), method)(address, {}, "application/json")
            assert answer.status_code == 404, (person, method, address)
        if method != "put":
            refused = getattr(visitor, method)(address)
            assert refused.status_code in (302, 401), address
    assert not JurySheet.objects.exists()


def test_who_is_asked_sees_the_question_and_nothing_else(
    made: Any, client_of: Any, api: Any, charlie: Any, staff: Any
) -> None:
    jurors_invite(challenge=made.challenge, text="charlie", by=staff, address=lambda p, x: p)
    number, me = made.entries[0].number, client_of(charlie)
    assert "Will you judge" in me.get(ROOT).content.decode()
    assert "asked onto the jury" in me.get("/challenges/tunes/").content.decode()
    for address in (f"{ROOT}entries/{number}/", f"{ROOT}entries/{number}/song.json", API):
        assert me.get(address).status_code == 404
    assert me.post(f"{API}entries/{number}/submit/", {}, "application/json").status_code in (
        400,
        404,
    )
    assert api(charlie).post(f"{API}accept/").json()["of"] == 3
    assert me.get(f"{ROOT}entries/{number}/").status_code == 200
    assert api(charlie).post(f"{API}decline/").status_code == 204
    assert me.get(f"{ROOT}entries/{number}/").status_code == 404


def test_a_link_leads_to_the_question_and_is_used_once(
    made: Any, client_of: Any, visitor: Any, charlie: Any, staff: Any
) -> None:
    (asked,) = jurors_invite(
        challenge=made.challenge,
        text="judge@example.org",
        by=staff,
        address=lambda page, code: f"/juries/invited/{code}/",
    )
    assert visitor.get(asked.link).url.startswith("/accounts/login/")
    me = client_of(charlie)
    assert "Will you judge" in me.get(asked.link).content.decode()
    assert me.post(asked.link, {"answer": "yes"}).url == ROOT
    assert Juror.objects.get(person=charlie).accepted_at
    assert me.get(asked.link).status_code == 410


def test_a_juror_judges_by_the_page(made: Any, client_of: Any, alice: Any) -> None:
    me, address = client_of(alice), f"{ROOT}entries/{made.entries[0].number}/"
    one, other = made.criteria
    form = {f"level-{one.pk}": "4", "comment": "Fine", "act": "draft"}
    assert me.post(address, form).status_code == 302
    missing = me.post(address, {**form, "act": "submit", "comment": "Better"})
    assert missing.status_code == 409
    page = missing.content.decode()
    assert (
        "Choose a level for Surprise" in page and "Better" in page and page.count(" checked") == 1
    )
    done = me.post(address, {**form, f"level-{other.pk}": "2", "act": "submit"}, follow=True)
    page = done.content.decode()
    assert "You have judged 1 of 3" in page and "4 of 5: Words for 4" in page
    assert "1 of 3 judged" in me.get("/challenges/tunes/").content.decode()
    assert "1 of 3 judged" in me.get("/juries/").content.decode()
    me.post(address, {"act": "reopen"})
    assert JurySheet.objects.get().submitted_at is None


def test_visitors_and_strangers_are_told_of_no_jury(
    made: Any, visitor: Any, client_of: Any, charlie: Any
) -> None:
    for browser in (visitor, client_of(charlie)):
        assert "You are on the jury" not in browser.get("/challenges/tunes/").content.decode()


def test_an_answer_that_is_neither_yes_nor_no_is_none(made: Any, client_of: Any, bob: Any) -> None:
    answer = client_of(bob).post(f"{ROOT}answer/", {"answer": "perhaps"})
    assert answer.status_code == 400
    assert Juror.objects.get(person=bob).declined_at is None


def test_a_number_that_no_database_holds_is_no_entry(
    made: Any, client_of: Any, api: Any, alice: Any, staff: Any
) -> None:
    number = "9" * 40
    for address in (f"{ROOT}entries/{number}/", f"{ROOT}entries/{number}/song.json"):
        assert client_of(alice).get(address).status_code == 404
    assert api(alice).get(f"{API}entries/{number}/").status_code == 404
    assert api(alice).post(f"{API}entries/{number}/submit/", body(made, 1, 1)).status_code == 404
    assert client_of(staff).post(f"{ROOT}panel/{number}/remove/").status_code == 404
    assert client_of(alice).get(f"/challenges/tunes/final/{number}/").status_code == 404


@pytest.mark.parametrize("weights", [(50, 30, 20), (100, 0, 0)])
def test_makers_read_what_jurors_wrote_on_their_entry(
    weights: tuple[int, ...], made: Any, client_of: Any, visitor: Any, charlie: Any
) -> None:
    names = ("weight_public", "weight_jury", "weight_metrics")
    Challenge.objects.update(**dict(zip(names, weights, strict=True)))
    made.judge(0, 0, 3, 4, comment="A lovely bridge.")
    entry = made.entries[0]
    address, maker = f"/challenges/tunes/entries/{entry.pk}/", client_of(entry.maker)
    assert "A lovely bridge." not in maker.get(address).content.decode()
    made.to("closed")
    page = maker.get(address).content.decode()
    assert "A lovely bridge." in page and "Juror 1" in page and "alice" not in page
    for browser in (visitor, client_of(charlie)):
        assert "A lovely bridge." not in browser.get(address).content.decode()
