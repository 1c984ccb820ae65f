"""One who follows a live board, for `followers.py`: asks for the word of the board as the page
does, and fetches the page when it has changed."""

import http.client
import re
import threading
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit


class Pace(NamedTuple):
    """Seconds between two questions: at the least, at the most, and how fast they grow."""

    soonest: float
    latest: float
    slower: float

    @classmethod
    def read(cls, repository: Path) -> "Pace":
        """As the pages have it."""
        text = (repository / "frontend/src/site/following.ts").read_text()
        found = [
            re.search(rf"const {name} = ([\d_.]+)", text)
            for name in ("SOONEST_MS", "LATEST_MS", "SLOWER")
        ]
        soonest, latest, slower = (float(one[1].replace("_", "")) for one in found if one)
        return cls(soonest / 1000, latest / 1000, slower)


class Follower:
    def __init__(self, url: str, slug: str, pace: Pace, busy: bool, begins: float) -> None:
        parts = urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self.page = f"/challenges/{slug}/leaderboard/"
        self.pace, self.busy, self.begins = pace, busy, begins
        self.over = threading.Event()
        self.tag = ""
        self.asked = self.same = self.pages = self.bytes = self.failed = 0
        self.began = self.ended = 0.0  # by the clock of the world
        self.shown: list[tuple[float, float]] = []  # when a page was asked for, and there

    def follow(self) -> None:
        self.over.wait(self.begins)
        self.changed()
        self.began, seconds = time.time(), self.pace.soonest
        while not self.over.wait(seconds):
            changed = self.changed()
            if changed:
                asked = time.time()
                self.get(self.page)
                self.pages += 1
                self.shown.append((asked, time.time()))
            soon = changed or self.busy
            slower = min(self.pace.latest, seconds * self.pace.slower)
            seconds = self.pace.soonest if soon else slower
        self.ended = time.time()
        self.connection.close()

    def changed(self) -> bool:
        known = self.tag
        headers = {"If-None-Match": known} if known else {}
        status, self.tag = self.get(f"{self.page}now/", headers)
        self.tag = self.tag or known
        self.asked += 1
        self.same += status == 304
        self.failed += status not in (200, 304)
        return bool(known) and status == 200 and self.tag != known

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and ETag; on a new connection where the site has closed the last one."""
        for last in (False, True):
            try:
                self.connection.request(
                    "GET", path, headers={"Accept-Encoding": "gzip", **(headers or {})}
                )
                answer = self.connection.getresponse()
                body = answer.read()
                break
            except (http.client.HTTPException, ConnectionError):
                self.connection.close()
                if last:
                    return 0, ""
        self.bytes += len(body) + len(str(answer.headers))
        return answer.status, answer.headers.get("ETag", "")

    def waits_for(self, made: list[float], last: float) -> list[float]:
        """How long after each board was made it was seen; of those made while it followed, but in
        the last seconds."""
        there = [at for at in made if self.began < at < self.ended - last]
        return [self.shown_after(at) - at for at in there]

    def shown_after(self, at: float) -> float:
        """When it first showed what was there at that moment; the end, if it never did."""
        return next((there for asked, there in self.shown if asked >= at), self.ended)
