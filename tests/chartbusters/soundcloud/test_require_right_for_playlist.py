"""Who may put the playlist of a challenge on SoundCloud, through the page and the API; and what
these tell."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Permission

from chartbusters.challenges.models import Challenge, Entry, Organiser
from chartbusters.soundcloud.models import ChallengePlaylist
from tests.chartbusters.soundcloud.conftest import play
from tests.chartbusters.soundcloud.fake import SoundCloud, User
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
Told = tuple[Challenge, list[Entry]]
PAGE, PRESS = "/challenges/tunes/playlist/", "/challenges/tunes/playlist/soundcloud/"
ADDRESS = "/api/v1/challenges/tunes/soundcloud/"


@pytest.mark.parametrize(
    ("role", "status"), [("", 404), ("viewer", 403), ("moderator", 403), ("editor", 0)]
)
def test_it_requires_the_right_to_edit(
    soundcloud: SoundCloud,
    told_contest: Told,
    bob: Any,
    connected: Any,
    client_of: Any,
    api: Any,
    role: str,
    status: int,
) -> None:
    soundcloud.user = User(2, "bob-runs")
    connected(bob)
    if role:
        Organiser.objects.create(challenge=told_contest[0], person=bob, role=role)
    page = client_of(bob).post(PRESS)
    assert page.status_code == (status or 302)
    assert api(bob).post(ADDRESS).status_code == (status or 202)
    assert api(bob).get(ADDRESS).status_code == (status or 200)
    assert ChallengePlaylist.objects.count() == (0 if status else 1)


def test_a_maker_and_a_visitor_may_not(
    soundcloud: SoundCloud, told_contest: Told, client_of: Any, visitor: Any, api: Any
) -> None:
    maker = told_contest[1][0].maker
    assert client_of(maker).post(PRESS).status_code == 404
    answer = visitor.post(PRESS)
    assert answer.status_code == 302 and "login" in answer["Location"]
    assert api().post(ADDRESS).status_code == 401
    assert not ChallengePlaylist.objects.exists()


def test_without_a_client_id_there_is_nothing(
    told_contest: Told, alice: Any, client_of: Any, api: Any, settings: LazySettings
) -> None:
    settings.SOUNDCLOUD_CLIENT_ID = ""
    browser = client_of(alice)
    assert "SoundCloud" not in browser.get(PAGE).content.decode()
    assert "SoundCloud" not in browser.get("/desk/tunes/").content.decode()
    assert browser.post(PRESS).status_code == 404
    assert api(alice).post(ADDRESS).status_code == 404


def test_staff_may_by_the_right_to_change_challenges(
    soundcloud: SoundCloud, told_contest: Told, charlie: Any, api: Any
) -> None:
    for codename, status in (("view_challenge", 403), ("change_challenge", 409)):
        charlie.is_staff = True
        charlie.save()
        charlie.user_permissions.set([Permission.objects.get(codename=codename)])
        fresh = type(charlie).objects.get(pk=charlie.pk)  # which remembers no permissions
        assert api(fresh).post(ADDRESS).status_code == status


def test_the_api_tells_how_far_it_is(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, api: Any
) -> None:
    assert api(alice).get(ADDRESS).json()["code"] == "not_published"
    assert api(alice).post(ADDRESS).json()["state"] == "queued"
    play()
    told = api(alice).get(ADDRESS).json()
    assert (told["state"], len(told["tracks"]), told["problem"]) == ("live", 2, "")
    assert told["link"] == f"{soundcloud.url}/alice-plays/sets/list-500"


def test_the_page_leads_from_the_button_to_the_link(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, client_of: Any, visitor: Any
) -> None:
    browser, (_, entries) = client_of(alice), told_contest
    page = browser.get(PAGE).content.decode()
    assert "Put the playlist on SoundCloud" in page and "1 entry is left out" in page
    assert f"{entries[2].title}</a> by maker2" in page
    assert f"{PAGE}#soundcloud" in browser.get("/desk/tunes/").content.decode()
    answer = browser.post(PRESS)
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}#soundcloud")
    assert "on its way to SoundCloud" in browser.get(PAGE).content.decode()
    play()
    assert "It is up to date" in browser.get(PAGE).content.decode()
    again = browser.post(PRESS, follow=True).content.decode()
    assert "sent within the last minute" in again and play() == 0
    link = f'href="{soundcloud.url}/alice-plays/sets/list-500"'
    for one in (visitor, client_of(entries[0].maker)):
        shown = one.get(PAGE).content.decode()
        assert link in shown and "Only those who run" not in shown and PRESS not in shown
    ChallengePlaylist.objects.update(tracks=[])
    assert "Bring it up to date" in browser.get(PAGE).content.decode()
    assert "Tunes" in browser.get("/accounts/soundcloud/").content.decode()


def test_a_press_too_early_is_told_on_the_desk(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, client_of: Any
) -> None:
    to_phase(told_contest[0], "held")
    answer = client_of(alice).post(PRESS, follow=True)
    assert answer.redirect_chain == [("/desk/tunes/", 302)]
    assert "not told yet" in answer.content.decode()


def test_the_link_goes_with_the_right(
    soundcloud: SoundCloud, told_contest: Told, alice: Any, api: Any, visitor: Any
) -> None:
    """Who runs the challenge no more could put anything into that playlist."""
    api(alice).post(ADDRESS)
    play()
    assert "sets/list-500" in visitor.get(PAGE).content.decode()
    Organiser.objects.all().delete()
    assert "sets/list-500" not in visitor.get(PAGE).content.decode()
