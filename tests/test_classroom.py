"""A class of thirty behind one router: nobody is told to wait because the others are there too."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from django.conf import LazySettings
from django.contrib.auth import get_user_model

from chartbusters.voting.models import Vote
from generation.models import GenerationJob
from generation.music.document import to_document

CLASS = 30
AT_ONCE = 8
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _as_it_is_run(settings: LazySettings, broker: str) -> None:
    """Limits and locks as they are by default, counted in a real cache; only the listening is left
    out."""
    settings.LIMITS_ENABLED = settings.AXES_ENABLED = True
    settings.VOTING_REQUIRED_MS = 0


class Pupil:
    """A browser, which may have an account."""

    def __init__(self, site: str, number: int) -> None:
        self.site, self.name = site, f"pupil{number}"
        self.browser = requests.Session()

    def send(self, path: str, **body: Any) -> requests.Response:
        headers = {"X-CSRFToken": self.browser.cookies.get("csrftoken", ""), "Referer": self.site}
        return self.browser.post(
            self.site + path, headers=headers, allow_redirects=False, timeout=60, **body
        )

    def sign_up(self, **more: str) -> int:
        self.browser.get(f"{self.site}/accounts/signup/", timeout=60)
        form = {
            "username": self.name,
            "password1": "a-long-enough-word-7",
            "email": f"{self.name}@example.org",
        }
        return self.send("/accounts/signup/", data=form | more).status_code

    def take(self, document: Any) -> int:
        wish = {"technique": "gan", "seed": 1, "document": document}
        return self.send("/api/v1/generation-jobs/", json=wish).status_code

    def vote(self, challenge: str) -> int:
        ballot = self.send("/api/v1/ballots/", json={"challenge": challenge}).json()
        return self.send(f"/api/v1/ballots/{ballot['id']}/vote/", json={"outcome": "a"}).status_code


def _all_at_once(do: Callable[[Pupil], Any], pupils: list[Pupil]) -> list[Any]:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(do, pupils))


def test_it_works(
    live_server: Any, contest: Callable[..., Any], sample_song: Callable[..., Any]
) -> None:
    """Each signs up, asks for a take and votes, all within the same minute."""
    challenge, _ = contest("voting", 4)
    document = to_document(sample_song())
    pupils = [Pupil(live_server.url, number) for number in range(CLASS)]
    assert set(_all_at_once(Pupil.sign_up, pupils)) == {302}
    assert set(_all_at_once(lambda pupil: pupil.take(document), pupils)) == {201}
    assert set(_all_at_once(lambda pupil: pupil.vote(challenge.slug), pupils)) == {201}
    names = {pupil.name for pupil in pupils}
    assert names <= set(get_user_model().objects.values_list("username", flat=True))
    assert names == set(GenerationJob.objects.values_list("owner__username", flat=True))
    assert names == set(Vote.objects.values_list("ballot__voter__username", flat=True))


def test_it_works_without_accounts(live_server: Any, sample_song: Callable[..., Any]) -> None:
    """Three takes of each visitor, one after the other; and their browsers are told apart."""
    document = to_document(sample_song())
    pupils = [Pupil(live_server.url, number) for number in range(CLASS)]
    for _ in range(3):
        assert set(_all_at_once(lambda pupil: pupil.take(document), pupils)) == {201}
    assert len(set(GenerationJob.objects.values_list("session_key", flat=True))) == CLASS
