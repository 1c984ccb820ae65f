"""People who write down what the site acknowledged, so that it can be held to it.

Each does as the API's page says: after a 503, a 409 `in_progress`, or no answer, the same request
under the same key.
"""

import http.client
import itertools
import json
import threading
import time
import uuid
from collections import Counter, defaultdict
from typing import Any

API = "/api/v1"
KINDS = ("compose", "save", "vote", "save", "enter", "vote", "save", "compose", "vote", "generate")


class Ledger:
    """What was acknowledged, by kind; how often the site answered how; and the longest wait for an
    answer."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, list[Any]] = defaultdict(list)
        self.answers: Counter[int] = Counter()
        self.raw = 0
        self.slowest = 0.0
        self._lock = threading.Lock()

    def answered(self, status: int, retry_after: str | None, seconds: float) -> None:
        with self._lock:
            self.answers[status] += 1
            # A 503 without a time to come back is as good as a 500: nobody of the site has written
            # it.
            self.raw += status >= 500 and not (status == 503 and retry_after)
            self.slowest = max(self.slowest, seconds)

    def write(self, kind: str, what: Any) -> None:
        with self._lock:
            self.acknowledged[kind].append(what)

    @property
    def total(self) -> int:
        return sum(len(rows) for rows in self.acknowledged.values())


class Writer(threading.Thread):
    """One person at work until `rest`; then they bring the request at hand to its end, and stop."""

    numbers = itertools.count(1)

    def __init__(self, port: int, person: dict[str, Any], ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self.port, self.person, self.ledger = port, person, ledger
        self.resting = threading.Event()
        self.patience = 90.0

    def run(self) -> None:
        first = next(self.numbers) % len(KINDS)  # not all the same at the same time
        for kind in itertools.cycle(KINDS[first:] + KINDS[:first]):
            if self.resting.is_set():
                return
            getattr(self, kind)(next(self.numbers))

    def compose(self, number: int) -> str | None:
        title = f"ledger {number}"
        made = self.post("/compositions/", {"title": title, "document": self.song(number)})
        if made:
            self.ledger.write("compose", title)
        return made["id"] if made else None

    def save(self, number: int) -> None:
        home = self.person["composition"]
        made = self.post(f"/compositions/{home}/revisions/", {"document": self.song(number)})
        if made:
            self.ledger.write("save", (plain(home), made["number"]))

    def enter(self, number: int) -> None:
        if composition := self.compose(number):
            made = self.post("/entries/", {"challenge": "open", "composition": composition})
            if made:
                self.ledger.write("enter", plain(made["id"]))

    def vote(self, number: int) -> None:
        ballot = self.post("/ballots/", {"challenge": "voting"})
        if ballot and self.post(f"/ballots/{ballot['id']}/vote/", {"outcome": "a"}):
            self.ledger.write("vote", plain(ballot["id"]))

    def generate(self, number: int) -> None:
        made = self.post(
            "/generation-jobs/", {"technique": "gan", "seed": number, "document": self.song(number)}
        )
        if made:
            self.ledger.write("generate", plain(made["id"]))

    def song(self, number: int) -> dict[str, Any]:
        """A song that no other number has, and that sounds like none: the number stands in its
        first notes."""
        document = json.loads(self.person["document"])
        notes = document["tracks"][0]["notes"]
        for place in range(4):
            number, digit = divmod(number, 40)
            start, _, *rest = notes[place]
            notes[place] = [start, 40 + digit, *rest]
        return document

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        key = str(uuid.uuid4())
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            status, answer, retry_after = self.ask(path, body, key)
            if status in (200, 201, 204):
                return json.loads(answer) if answer else None
            if status and status != 503 and b"in_progress" not in answer and status != 500:
                return None  # a refusal
            time.sleep(min(float(retry_after or 0.2), 1.0))
        return None

    def ask(self, path: str, body: dict[str, Any], key: str) -> tuple[int, bytes, str | None]:
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        headers = {
            "Authorization": f"Bearer {self.person['token']}",
            "Content-Type": "application/json",
        }
        try:
            connection.request(
                "POST", API + path, json.dumps(body), {**headers, "Idempotency-Key": key}
            )
            answer = connection.getresponse()
            found = answer.status, answer.read(), answer.getheader("Retry-After")
        except (OSError, http.client.HTTPException):
            return 0, b"", None
        finally:
            connection.close()
        self.ledger.answered(found[0], found[2], time.monotonic() - began)
        return found


def plain(key: object) -> str:
    return str(key).replace("-", "")


HISTORY = 20  # revisions that stay whatever they are
# What there is now of each kind, and what there is more than once of what can be there once only.
FOUND = {
    "compose": "SELECT title FROM compositions_composition",
    "save": "SELECT composition_id, number FROM compositions_revision",
    "enter": "SELECT id FROM challenges_entry",
    "vote": "SELECT ballot_id FROM voting_vote",
    "generate": "SELECT id FROM generation_generationjob",
}
TWICE = [
    (
        "SELECT title FROM compositions_composition WHERE title LIKE 'ledger %' GROUP BY title "
        "HAVING count(*) > 1"
    ),
    (
        "SELECT composition_id FROM compositions_revision GROUP BY composition_id, song_id HAVING "
        "count(*) > 1"
    ),
    "SELECT composition_id FROM challenges_entry GROUP BY composition_id HAVING count(*) > 1",
    "SELECT ballot_id FROM voting_vote GROUP BY ballot_id HAVING count(*) > 1",
    "SELECT seed FROM generation_generationjob GROUP BY seed HAVING count(*) > 1",
]


def thinned(save: tuple[str, int], there: set[Any]) -> bool:
    """Whether it is so far behind the newest of its song that the history lets it go
    (docs/operator.md)."""
    newest = max((number for song, number in there if song == save[0]), default=0)
    return save[1] <= newest - HISTORY


def plain_where_an_id(value: Any) -> Any:
    return plain(value) if isinstance(value, str | uuid.UUID) else value


def compared(ledger: Ledger, query: Any) -> tuple[list[Any], int]:
    """What was acknowledged and is not there, and how many things are there twice."""
    lost: list[Any] = []
    for kind, rows in ledger.acknowledged.items():
        there = {tuple(map(plain_where_an_id, row)) for row in query(FOUND[kind])}
        if kind == "compose":
            there = {(row[0],) for row in query(FOUND[kind])}
        gone = [row for row in rows if (row if isinstance(row, tuple) else (row,)) not in there]
        lost += [(kind, row) for row in gone if kind != "save" or not thinned(row, there)]
    return lost, sum(len(query(sql)) for sql in TWICE)
