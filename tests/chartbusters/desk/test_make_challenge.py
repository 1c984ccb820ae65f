"""An organiser makes a challenge on the desk, sees what is wrong as they type, copies one, and
publishes it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from chartbusters.challenges.models import Challenge, ChallengeNote, Organiser, Role
from chartbusters.challenges.services import class_code_make
from chartbusters.compositions.services import composition_update
from chartbusters.jury.models import Criterion
from chartbusters.jury.selectors import rubric_fault
from tests.juries import LEVEL_WORDS

NEW = "/desk/+new/"
DAY = timedelta(days=1)
Form = Callable[..., dict[str, str]]


@pytest.fixture
def form() -> Form:
    """`form(title="Winter")`: the form as it is sent, all else as it is proposed."""

    def made(**changes: str) -> dict[str, str]:
        fields = {"title": "Winter songs", "genre": "bach", "zone": "Europe/Berlin"}
        fields |= {"opens_at": "2031-01-10T18:00", "entries_close_at": "2031-01-20T18:00"}
        return fields | {"voting_closes_at": "2031-01-27T18:00"} | changes

    return made


def test_it_works(client_of: Any, staff: Any, alice: Any, composition_of: Any, form: Form) -> None:
    song = composition_update(composition=composition_of(alice), visibility="public")
    wish = {"overview": "**Cold** hands", "rules-minimum_bars": "8", "rules-key": "G major"}
    wish |= {"prizes-1-place": "1st place", "prizes-1-words": "A synthesizer"}
    wish |= {"playlist": song.get_absolute_url(), "listening_ms": "7.5"}
    client = client_of(staff)
    assert client.post(NEW, form(**wish)).status_code == 302
    made = Challenge.objects.get(slug="winter-songs")
    assert not made.published and made.listening_ms == 7500
    assert f"{made.opens_at:%H:%M}" == "17:00"  # by the site's clock
    assert made.rules[0] == {"rule": "minimum_bars", "value": 8} and len(made.rules) == 2
    page = client.get("/desk/winter-songs/settings/").content.decode()
    assert 'value="2031-01-10T18:00"' in page and "10 Jan 2031 17:00 UTC" in page
    seen = client.get("/desk/winter-songs/preview/").content.decode()
    for words in ("<strong>Cold</strong>", "A synthesizer", song.title, "In G major", "A preview"):
        assert words in seen, words
    assert client_of(alice).get("/challenges/winter-songs/").status_code == 404


def test_it_says_what_is_wrong_as_one_types(client_of: Any, staff: Any, form: Form) -> None:
    wrong = form(entries_close_at="2031-01-01T00:00", title=" ", playlist="/@nobody/nothing/")
    told = client_of(staff).post(f"{NEW}check/", wrong | {"rules-meter": "4/5"}).json()
    assert told["errors"].keys() == {"title", "playlist", "rules", "__all__"}
    assert told["utc"]["opens_at"] == "10 Jan 2031 17:00 UTC" and told["slug"] == "challenge"
    assert not Challenge.objects.exists()
    right = client_of(staff).post(f"{NEW}check/", form()).json()
    assert right["errors"] == {} and right["slug"] == "winter-songs"


def test_what_was_sent_wrong_stays_in_the_form(client_of: Any, staff: Any, form: Form) -> None:
    answer = client_of(staff).post(NEW, form(**{"rules-minimum_bars": "many", "title": "Kept"}))
    page = answer.content.decode()
    assert answer.status_code == 409 and 'value="Kept"' in page and 'value="many"' in page
    assert "No song meets minimum_bars" in page


def test_saved_as_it_is_nothing_moves(challenge_in: Any, client_of: Any, staff: Any) -> None:
    """Seconds, an odd order of rules, a time that the list does not offer: all of it stays."""
    rules = [{"rule": "meter", "value": "13/8"}, {"rule": "minimum_bars", "value": 8}]
    before = challenge_in("open", rules=rules, listening_ms=12_500, genre="bach")
    client = client_of(staff)
    response = client.get("/desk/tunes/settings/")
    shown = response.context["form"]
    fields = {name: value for name in shown.fields if (value := shown[name].value()) is not None}
    sent = {
        name: shown[name].field.widget.format_value(value)
        for name, value in fields.items()
        if hasattr(shown[name].field.widget, "format_value")
    }
    sent = {k: v[0] if isinstance(v, list) else v for k, v in sent.items() if v not in (None, "")}
    sent |= {"rules-meter": "13/8", "rules-minimum_bars": "8"}
    assert client.post("/desk/tunes/settings/", sent).status_code == 302
    after = Challenge.objects.get()
    assert after.rules == rules and after.listening_ms == 12_500
    assert after.opens_at == before.opens_at.replace(microsecond=0)
    assert not ChallengeNote.objects.exists()


def test_a_copy_has_all_but_entries(
    contest: Any, challenge_in: Any, client_of: Any, staff: Any
) -> None:
    before, _ = contest("closed")
    settings = {"rules": [{"rule": "minimum_bars", "value": 2}], "weight_public": 70}
    settings |= {"weight_jury": 30, "board_shows": "frozen", "freezes_at": before.voting_closes_at}
    settings |= {"prizes": [{"place": "1st", "words": "Fame"}], "palette": "sky"}
    Challenge.objects.update(**settings, reveal_at=before.voting_closes_at + DAY)
    Criterion.objects.create(challenge=before, name="Melody", **LEVEL_WORDS)
    assert client_of(staff).post("/desk/tunes/copy/").status_code == 302
    before.refresh_from_db()
    made = Challenge.objects.exclude(pk=before.pk).get()
    assert {name: getattr(made, name) for name in settings if name != "freezes_at"} == {
        name: value for name, value in settings.items() if name != "freezes_at"
    }
    shift = made.opens_at - before.opens_at
    assert shift.days and shift.days % 7 == 0 and shift.seconds < 15 * 60
    assert {moment.minute % 15 or moment.second for moment in (made.opens_at, made.freezes_at)} == {
        0
    }
    assert made.freezes_at == made.voting_closes_at == made.reveal_at - DAY
    assert made.criteria.get().level_5 == LEVEL_WORDS["level_5"]
    assert not made.published and not made.entries.exists() and made.slug == "tunes-2"


def test_a_jury_without_a_rubric_is_needed_and_said(
    challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge_in("upcoming", published=False, weight_public=70, weight_jury=30)
    client = client_of(staff)
    page = client.post("/desk/tunes/publish/", follow=True).content.decode()
    assert "needs words for each level" in page and not Challenge.objects.get().published
    row = {"name-1": "Melody", "weight-1": "2"}
    row |= {f"level-1-{level}": f"Words {level}" for level in range(1, 6)}
    assert client.post("/desk/tunes/rubric/", row).status_code == 302
    assert client.post("/desk/tunes/publish/", follow=True).status_code == 200
    assert Challenge.objects.get().published and Criterion.objects.get().weight == 2
    assert {"Wrote the rubric of the jury.", "Published."} <= set(
        LogEntry.objects.values_list("change_message", flat=True)
    )


def test_the_usual_rubric_is_proposed_and_saved_as_it_is(
    challenge_in: Any, client_of: Any, staff: Any
) -> None:
    challenge_in("upcoming", published=False, weight_public=70, weight_jury=30)
    client = client_of(staff)
    lines = client.get("/desk/tunes/rubric/").context["lines"]
    assert not Criterion.objects.exists()  # a look saves nothing
    row: dict[str, Any] = {}
    for line in lines:
        number = line["number"]
        row |= {f"name-{number}": line["row"].name, f"weight-{number}": line["row"].weight}
        row |= {f"level-{number}-{level}": words for level, words in line["row"].levels}
    client.post("/desk/tunes/rubric/", row)
    assert rubric_fault(criteria=list(Criterion.objects.all())) == ""
    page = client.get("/desk/tunes/rubric/")
    assert not page.context["proposed"] and Criterion.objects.count() == 3


def test_what_members_and_the_jury_still_need_is_told(
    challenge_in: Any, client_of: Any, staff: Any, alice: Any
) -> None:
    terms = {"weight_public": 70, "weight_jury": 30, "entered_by": "members"}
    challenge = challenge_in("upcoming", published=False, **terms)
    Organiser.objects.create(challenge=challenge, person=alice, role=Role.EDITOR)
    page = client_of(staff).get("/desk/tunes/").content.decode()
    assert "make a class code" in page and "ask people" in page
    theirs = client_of(alice).get("/desk/tunes/").content.decode()
    assert "nobody can become one yet" in theirs and "make a class code" not in theirs
    class_code_make(challenge=challenge, by=staff)
    client_of(staff).post("/challenges/tunes/jury/panel/", {"people": "alice"})
    page = client_of(staff).get("/desk/tunes/").content.decode()
    assert "Members have a class code" in page and "1 person is asked onto the jury" in page


@pytest.mark.parametrize(
    ("phase", "published", "opened"),
    [("upcoming", True, True), ("upcoming", False, False), ("voting", True, False)],
)
def test_it_is_opened_before_its_time(
    phase: str, published: bool, opened: bool, challenge_in: Any, client_of: Any, staff: Any
) -> None:
    before = challenge_in(phase, published=published)
    client_of(staff).post("/desk/tunes/open/")
    after = Challenge.objects.with_phase().get()
    assert (after.phase, after.opens_at < before.opens_at) == ("open" if opened else phase, opened)
    assert after.entries_close_at == before.entries_close_at


@pytest.mark.parametrize(("role", "status"), [("editor", 302), ("moderator", 403), ("", 404)])
def test_who_may_change_it_opens_it(
    role: str, status: int, challenge_in: Any, client_of: Any, charlie: Any
) -> None:
    challenge = challenge_in("upcoming")
    if role:
        Organiser.objects.create(challenge=challenge, person=charlie, role=role)
    assert client_of(charlie).post("/desk/tunes/open/").status_code == status
    assert (Challenge.objects.with_phase().get().phase == "open") == (status == 302)


def test_the_first_time_the_browser_may_propose_the_zone(
    client_of: Any, staff: Any, form: Form
) -> None:
    client = client_of(staff)
    assert "data-guess" in client.get(NEW).content.decode()
    client.post(NEW, form())
    assert "data-guess" not in client.get(NEW).content.decode()


def test_more_time_is_told_with_words(challenge_in: Any, client_of: Any, staff: Any) -> None:
    challenge_in("open")
    client_of(staff).post("/desk/tunes/extend/", {"days": "3", "note": "Snow."})
    note = ChallengeNote.objects.get()
    assert note.words == "Snow." and "The end of entries was moved" in note.text
    client_of(staff).post("/desk/tunes/extend/", {"days": "400"})
    assert ChallengeNote.objects.count() == 1


def test_everybody_may_where_the_operator_lets_them(
    client_of: Any, alice: Any, visitor: Any, settings: Any, form: Form, monkeypatch: Any
) -> None:
    assert (
        client_of(alice).get(NEW).status_code
        == 403
        == client_of(alice).post(NEW, form()).status_code
    )
    assert "New challenge" not in client_of(alice).get("/desk/").content.decode()
    assert "Make a challenge" not in client_of(alice).get("/challenges/").content.decode()
    settings.ORGANISERS = "everybody"
    monkeypatch.setattr("chartbusters.challenges.services.challenges.MOST_OWNED", 1)
    for shown in (client_of(alice), visitor):
        assert "Make a challenge" in shown.get("/challenges/").content.decode()
    sign_in = visitor.get(NEW, follow=True).content.decode()
    assert sign_in.count("/signup/?next=%2Fdesk%2F%2Bnew%2F") == 2  # both ways lead on to it
    assert client_of(alice).post(NEW, form()).status_code == 302
    assert client_of(alice).get("/desk/winter-songs/").status_code == 200
    answer = client_of(alice).post(NEW, form(title="Another"))
    assert answer.status_code == 409 and "as many as one person may" in answer.content.decode()
    assert Challenge.objects.count() == 1
