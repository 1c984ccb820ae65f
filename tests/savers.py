"""An honest program that keeps songs on a running site, and a ledger of what it was told; for tests of ill-treatment."""

import threading
import uuid
from typing import Any

import requests

from tests.servers import Site


def make_alice(site: Site) -> None:
    words = "from chartbusters.accounts.models import User; User.objects.create_user('alice', password='alice-pass-1')"
    site.manage("shell", "-c", words)


def token_of(site: Site) -> dict[str, str]:
    """Headers with which a program is alice."""
    return {"Authorization": f"Bearer {site.manage('token', 'alice', '--name', 'test').split()[-1]}"}


class Saver(threading.Thread):
    """Keeps songs as an honest program would: with a key each, and again with the same key until it is told."""

    def __init__(self, site: Site, document: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.site, self.document, self.headers = site, document, token_of(site)
        self.leaving = threading.Event()
        self.kept: list[str] = []
        self.cut: list[str] = []  # answers that broke off, or never came
        self.strange: list[str] = []

    def run(self) -> None:
        while not self.leaving.is_set():
            key = str(uuid.uuid4())
            while not self._sent(key) and not self.leaving.wait(0.2):
                pass

    def _sent(self, key: str) -> bool:
        body = {"title": key, "document": self.document}
        headers = {**self.headers, "Idempotency-Key": key}
        try:
            answer = requests.post(f"{self.site.url}/api/v1/compositions/", json=body, headers=headers, timeout=30)
        except (requests.ConnectionError, requests.Timeout) as error:
            if "refused" not in str(error):
                self.cut.append(str(error))
            return False
        if answer.status_code == 201:
            self.kept.append(key)
        elif answer.status_code not in (409, 503):
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
