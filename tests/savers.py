"""An honest program that keeps songs on a running site, with a ledger of what it was told."""

import threading
import uuid
from typing import Any

import requests

from tests.servers import Site


def make_alice(site: Site) -> None:
    words = (
        "from chartbusters.accounts.models import User; User.objects.create_user('alice', "
        "password='alice-pass-1')"
    )
    site.manage("shell", "-c", words)


def token_of(site: Site) -> dict[str, str]:
    """Headers with which a program is alice."""
    return {
        "Authorization": (
            f"Bearer {site.manage('token', 'alice', '--name', uuid.uuid4().hex).split()[-1]}"
        )
    }


class Saver(threading.Thread):
    """Keeps songs one after the other, each asked for once, and notes what it was told."""

    def __init__(self, site: Site, document: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.site, self.document, self.headers = site, document, token_of(site)
        self.leaving = threading.Event()
        self.kept: list[str] = []  # titles of songs that were acknowledged
        self.cut: list[str] = []  # answers that broke off, or never came
        self.strange: list[str] = []  # answers that nobody should get

    def run(self) -> None:
        while not self.leaving.is_set():
            if not self._kept():
                self.leaving.wait(0.1)

    def _kept(self) -> bool:
        title = str(uuid.uuid4())
        body, headers = (
            {"title": title, "document": self.document},
            {**self.headers, "Idempotency-Key": title},
        )
        try:
            answer = requests.post(
                f"{self.site.url}/api/v1/compositions/", json=body, headers=headers, timeout=60
            )
        except (requests.ConnectionError, requests.Timeout) as error:
            if "refused" not in str(error):
                self.cut.append(f"{title}: {error}")
            return False
        if answer.status_code == 201:
            self.kept.append(title)
        elif answer.status_code != 503:
            self.strange.append(f"{answer.status_code} {answer.text[:200]}")
        return answer.status_code == 201

    def titles(self) -> list[str]:
        """Titles of all that is kept."""
        found, address = [], f"{self.site.url}/api/v1/compositions/"
        while address:
            page = requests.get(address, headers=self.headers, timeout=30).json()
            found += [each["title"] for each in page["results"]]
            address = page["next"]
        return found
