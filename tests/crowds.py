"""Crowds that come by HTTP: each person a browser of their own, behind an address that a proxy of
ours tells."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import requests
from django.core import mail

from chartbusters.voting.models import Ballot

PASSWORD = "a-long-enough-word-7"
AT_ONCE = 6
WAIT = 60  # seconds, for an answer


@dataclass
class Caller:
    """Somebody with a browser."""

    site: str
    name: str
    domain: str
    address: str  # as the proxy tells it
    statuses: list[int] = field(default_factory=list)  # of all that was sent

    def __post_init__(self) -> None:
        self.browser = requests.Session()
        self.browser.headers["X-Forwarded-For"] = self.address
        self.email = f"{self.name}@{self.domain}"

    def send(self, path: str, **body: Any) -> requests.Response:
        headers = {"X-CSRFToken": self.browser.cookies.get("csrftoken", ""), "Referer": self.site}
        answer = self.browser.post(
            self.site + path, headers=headers, allow_redirects=False, timeout=WAIT, **body
        )
        self.statuses.append(answer.status_code)
        return answer

    def sign_up(self) -> None:
        self.browser.get(f"{self.site}/accounts/signup/", timeout=WAIT)
        form = {"username": self.name, "password1": PASSWORD, "email": self.email}
        self.send("/accounts/signup/", data=form)

    def confirm(self) -> None:
        """Follows the link that came by mail."""
        (letter,) = [one for one in mail.outbox if one.to == [self.email]]
        found = re.search(r"/accounts/confirm-email/[^/\s]+/", str(letter.body))
        assert found is not None
        self.browser.get(self.site + found.group(), timeout=WAIT)
        self.send(found.group())

    def vote(self, challenge: str, pairs: int, choose: Callable[[Ballot], str]) -> int:
        """Votes on so many pairs, or on as many as there are; returns on how many."""
        for cast in range(pairs):
            answer = self.send("/api/v1/ballots/", json={"challenge": challenge})
            if answer.status_code == 204:
                return cast
            ballot = Ballot.objects.get(pk=answer.json()["id"])
            self.send(f"/api/v1/ballots/{ballot.pk}/vote/", json={"outcome": choose(ballot)})
        return pairs


def all_at_once(do: Callable[[Caller], Any], people: list[Caller]) -> float:
    """Lets all of them do it, some at a time; returns the seconds that it took."""
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(do, people))
    return time.monotonic() - began
