"""The honest visitor of `hostile.py`: opens pages, votes, saves and asks for takes throughout, and
keeps a ledger."""

import contextlib
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hostile_attacks import member, notes_of
from running_site import Visitor

CHALLENGE = "sound-science-fair"
PAGES = (
    "/",
    "/challenges/",
    f"/challenges/{CHALLENGE}/",
    f"/challenges/{CHALLENGE}/leaderboard/",
    "/studio/",
)
JOBS = "/api/v1/generation-jobs/"
PATIENCE = 120  # seconds for a take
VOTERS = 30  # each has ten pairs
HERE = "127.0.0.1"


class Ledger:
    """What was acknowledged, and to whom."""

    def __init__(self) -> None:
        self.songs: list[tuple[Visitor, str]] = []
        self.votes: list[tuple[Visitor, str]] = []
        self.jobs: list[str] = []
        self.raw = 0
        self.look: Callable[[], list[str]] = list

    def missing(self) -> list[str]:
        return self.look()


@dataclass
class Seen:
    pages: list[float] = field(default_factory=list)
    takes: list[float] = field(default_factory=list)
    none: int = 0
    votes: int = 0
    saves: int = 0
    unhealthy: int = 0


class Honest:
    def __init__(self, url: str) -> None:
        self.url = url
        self.ledger = Ledger()
        self.ledger.look = self.missing
        self.seen = Seen()
        self.dear = 0.0
        self.resting = threading.Event()
        self.voters = [self._again(lambda: member(url, HERE), 60) for _ in range(VOTERS)]
        self.turn = 0
        self.maker = self.voters[0]
        self.melody = self._copy(self.maker).json("GET", "/api/v1/presets/")["results"][0][
            "document"
        ]

    def _again(self, do: Callable[[], Any], tries: int) -> Any:
        for _ in range(tries):
            with contextlib.suppress(OSError, RuntimeError):
                return do()
            time.sleep(1)
        raise SystemExit("the site does not let anybody in")

    def warm_up(self) -> None:
        """A take of each technique, so that what they load is not laid to an attack; and a dear
        one, timed."""
        for technique in ("gan", "arcnn", "transformer"):
            self._take({"technique": technique, "document": self.melody})
        began = time.monotonic()
        wish = {"technique": "transformer", "document": notes_of(16_000)}
        self._take({**wish, "parameters": {"mode": "add a track", "candidates": 1}})
        self.dear = time.monotonic() - began
        self.seen = Seen()

    def publish(self) -> None:
        """A song of some minutes, which is then recorded."""
        maker = self._copy(self.maker)
        wish = {"title": "An evening", "document": notes_of(16_000)}
        song = maker.json("POST", "/api/v1/compositions/", wish)
        maker.json("PATCH", f"/api/v1/compositions/{song['id']}/", {"visibility": "public"})

    def spend(self, seconds: float) -> dict[str, float]:
        """What was seen within so many seconds."""
        self.seen = seen = Seen()
        with self.busy():
            time.sleep(seconds)
        pages = sorted(seen.pages)
        return {
            "pages": len(pages),
            "p50 s": statistics.median(pages) if pages else PATIENCE,
            "p95 s": pages[int(len(pages) * 0.95)] if pages else PATIENCE,
            "no/5xx": seen.none,
            "votes": seen.votes,
            "saves": seen.saves,
            "takes": len(seen.takes),
            "take s": statistics.median(seen.takes) if seen.takes else PATIENCE,
            "worst": max(seen.takes, default=PATIENCE),
            "unwell": seen.unhealthy,
            "dear s": self.dear,
        }

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        """Goes about their business until the block ends; the last take is waited for."""
        self.resting.clear()
        doing = (self._page, self._vote, self._save, self._make, self._health)
        threads = [threading.Thread(target=self._on_and_on, args=(each,)) for each in doing]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.resting.set()
            for thread in threads:
                thread.join()

    def _on_and_on(self, do: Callable[[int], None]) -> None:
        number = 0
        while not self.resting.is_set():
            try:
                do(number)
            except Exception:
                self.seen.none += 1
                time.sleep(0.2)
            number += 1

    def _page(self, number: int) -> None:
        began = time.monotonic()
        try:
            status, text = Visitor(self.url, HERE, 30).ask("GET", PAGES[number % len(PAGES)])
        finally:
            self.seen.pages.append(time.monotonic() - began)
        self._mark(status, text)
        time.sleep(0.1)

    def _vote(self, number: int) -> None:
        voter = self.voters[self.turn % len(self.voters)]
        status, text = self._post(voter, "/api/v1/ballots/", {"challenge": CHALLENGE})
        if status == 204:
            self.turn += 1
            return
        if status == 201:
            ballot = text["id"]
            status, text = self._post(
                voter, f"/api/v1/ballots/{ballot}/vote/", {"outcome": "ab"[number % 2]}
            )
            if status == 201:
                self.seen.votes += 1
                self.ledger.votes.append((voter, ballot))
                self.turn += 1
        time.sleep(0.5)

    def _save(self, number: int) -> None:
        shade = len(self.ledger.songs) % 36
        song = {"title": f"Honest {number}", "document": notes_of(160, shade)}
        status, text = self._post(self.maker, "/api/v1/compositions/", song)
        if status == 201:
            self.seen.saves += 1
            self.ledger.songs.append((self.maker, text["id"]))
        time.sleep(1)

    def _make(self, number: int) -> None:
        began = time.monotonic()
        self._take({"technique": "gan", "document": self.melody, "seed": number})
        self.seen.takes.append(time.monotonic() - began)
        time.sleep(6)  # ten a minute are allowed

    def _health(self, number: int) -> None:
        status = 0
        with contextlib.suppress(OSError):
            status, _ = Visitor(self.url, HERE, 10).ask("GET", "/healthz")
        self.seen.unhealthy += status != 200
        time.sleep(1)

    def _take(self, wish: dict[str, Any]) -> None:
        """Until a take is done. Asks again as long as the site says that it is busy, as a page
        does."""
        give_up = time.monotonic() + PATIENCE
        visitor = self._copy(self.maker)
        while True:
            status, job = self._post(visitor, JOBS, wish)
            if status == 201:
                self.ledger.jobs.append(job["id"])
                break
            if time.monotonic() > give_up:
                raise TimeoutError(f"not taken: {status} {job}")
            time.sleep(0.5)
        while job["state"] not in ("done", "failed", "cancelled"):
            if time.monotonic() > give_up:
                raise TimeoutError("a take that does not end")
            time.sleep(0.1)
            with contextlib.suppress(OSError, SystemExit):
                job = visitor.json("GET", f"{JOBS}{job['id']}/")
        if job["state"] != "done":
            raise RuntimeError(f"take {job['state']}: {job['error']}")

    def _copy(self, visitor: Visitor) -> Visitor:
        """The same person over a connection of its own, for another thread."""
        other = Visitor(self.url, HERE, 30)
        other.cookies = dict(visitor.cookies)
        return other

    def _post(self, visitor: Visitor, path: str, value: Any) -> tuple[int, Any]:
        status, text = self._copy(visitor).ask(
            "POST", path, json.dumps(value).encode(), "application/json"
        )
        self._mark(status, text)
        return status, json.loads(text) if text.startswith(b"{") else {}

    def _mark(self, status: int, text: bytes) -> None:
        self.seen.none += status >= 500
        self.ledger.raw += status == 500

    def missing(self) -> list[str]:
        """What was acknowledged and is not there."""
        gone = []
        for visitor, song in self.ledger.songs:
            if self._copy(visitor).ask("GET", f"/api/v1/compositions/{song}/")[0] != 200:
                gone.append(f"song {song} is lost")
        give_up = time.monotonic() + PATIENCE
        for job in self.ledger.jobs:
            while (state := self._state(job)) in (
                "queued",
                "running",
            ) and time.monotonic() < give_up:
                time.sleep(0.2)
            gone += [f"take {job} is {state}"] if state != "done" else []
        lost = [ballot for voter, ballot in self.ledger.votes if not self._voted(voter, ballot)]
        return gone + [f"vote {ballot} is lost" for ballot in lost]

    def _state(self, job: str) -> str:
        status, text = self._copy(self.maker).ask("GET", f"{JOBS}{job}/")
        return str(json.loads(text)["state"]) if status == 200 else f"lost ({status})"

    def _voted(self, voter: Visitor, ballot: str) -> bool:
        """A vote that is there is not taken again."""
        status, text = self._post(voter, f"/api/v1/ballots/{ballot}/vote/", {"outcome": "a"})
        return status == 409 and text.get("code") == "already_voted"
