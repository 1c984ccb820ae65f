"""Two hundred people watch one network learn: how much of a core the web needs for them, and how
soon they see a new epoch.

A real web, 200 connections that ask as the page of a run does, and an epoch every six seconds.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.running_site import (
    REPOSITORY,
    Site,
    Visitor,
    children_of,
    surroundings,
    wait_until_up,
)

VIEWERS = 200
SECONDS = 60
EPOCH_SECONDS = 6
EPOCHS, STEPS = 30, 300  # when people come; steps of an epoch
SOONEST, LATEST, SLOWER = 2.0, 3.5, 1.4  # as frontend/src/training/asking.ts has them
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Watching:
    """What all viewers have seen together."""

    run: str
    told_at: dict[int, float] = field(default_factory=dict)  # when each epoch was written
    delays: list[float] = field(default_factory=list)
    answers: int = 0
    whole: list[int] = field(default_factory=list)  # bytes of first answers
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)


def main() -> None:
    with running_web() as site:
        writer = start_writer(site)
        watching = Watching(read(writer)["run"])
        viewers = [threading.Thread(target=view, args=(site, watching, n)) for n in range(VIEWERS)]
        began, spent = time.monotonic(), seconds_of_web(site)
        for viewer in viewers:
            viewer.start()
        time.sleep(8)  # all have come and asked again
        coming = seconds_of_web(site) - spent
        asked, spent, began = watching.answers, seconds_of_web(site), time.monotonic()
        while time.monotonic() - began < SECONDS:
            tell(writer, watching)
            time.sleep(EPOCH_SECONDS)
        wall, used = time.monotonic() - began, seconds_of_web(site) - spent
        watching.over.set()
        for viewer in viewers:
            viewer.join()
        writer.kill()
        report(watching, coming, used, wall, watching.answers - asked)


@contextlib.contextmanager
def running_web() -> Iterator[Site]:
    """The web alone: nothing else of the site is asked."""
    with tempfile.TemporaryDirectory(prefix="cb-viewers-") as folder:
        environment = surroundings(Path(folder), {})
        for words in (["migrate"], ["collectstatic", "--noinput"]):
            command = [sys.executable, "manage.py", *words, "--verbosity", "0"]
            subprocess.run(command, cwd=REPOSITORY, env=environment, check=True)
        where = ["--host", "127.0.0.1", "--port", environment["PORT"]]
        web = [sys.executable, "-m", "chartbusters.web.server", *where]
        with (Path(folder) / "log").open("wb") as log:
            server = subprocess.Popen(web, cwd=REPOSITORY, env=environment, stdout=log, stderr=log)
        try:
            site = Site(f"http://127.0.0.1:{environment['PORT']}", Path(folder), server)
            wait_until_up(site, "/accounts/login/")
            yield site
        finally:
            server.terminate()
            server.wait(60)


def report(watching: Watching, coming: float, used: float, wall: float, answers: int) -> None:
    delays = sorted(watching.delays)
    lines = {
        "viewers": VIEWERS,
        "answers a second": round(answers / wall, 1),
        "of a core, %": round(100 * used / wall, 1),
        "milliseconds of processor an answer": round(1000 * used / answers, 2),
        "an epoch is seen after, s, median": round(statistics.median(delays), 2),
        "an epoch is seen after, s, at the latest": round(delays[-1], 2),
        "epochs seen, of those told": f"{len(delays)} of {VIEWERS * len(watching.told_at)}",
        "first answers, kB": round(statistics.mean(watching.whole) / 1000, 1),
        "processor seconds for 200 who come": round(coming, 2),
    }
    print("\nWatching a network learn\n")
    for name, value in lines.items():
        print(f"{name:44} {value}")


def view(site: Site, watching: Watching, number: int) -> None:
    """One open page, from a network of its own."""
    visitor = Visitor(site.url, address=f"127.0.1.{number % 250 + 1}")
    query = {"since": "", "pass": "", "link": ""}
    time.sleep(number * 4 / VIEWERS)
    wait = SOONEST
    while not watching.over.is_set():
        path = f"/api/v1/training-runs/{watching.run}/live/?{urlencode(query)}"
        status, body = visitor.ask("GET", path)
        if status != 200:
            raise RuntimeError(f"{status}: {body[:300]!r}")
        answer = json.loads(body)
        query["pass"] = answer.get("pass", query["pass"])
        news = "next" in answer
        if news:
            query["since"] = answer["next"]
        note(watching, answer, len(body))
        wait = SOONEST if news else min(LATEST, wait * SLOWER)
        watching.over.wait(wait)


def note(watching: Watching, answer: dict[str, Any], size: int) -> None:
    now = time.monotonic()
    with watching.lock:
        watching.answers += 1
        if answer.get("whole"):
            watching.whole.append(size)
            return
        for epoch in answer.get("epochs", ()):
            told = watching.told_at.get(epoch["number"])
            if told is not None:
                watching.delays.append(now - told)


def seconds_of_web(site: Site) -> float:
    """Processor seconds of the web, all its processes."""
    assert site.supervisor is not None
    first = site.supervisor.pid
    return sum(map(seconds_of, [first, *children_of(first)]))


def seconds_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def start_writer(site: Site, program: str = __file__) -> "subprocess.Popen[str]":
    """A process that writes epochs into the site's database, one for each line that it is given:
    `program write`."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, program, "write"],
        cwd=REPOSITORY,
        env={**kept, "VAR_DIR": str(site.var)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def read(writer: "subprocess.Popen[str]") -> Any:
    assert writer.stdout is not None
    return json.loads(writer.stdout.readline())


def write_next(writer: "subprocess.Popen[str]") -> int:
    """Has one more epoch written; its number."""
    assert writer.stdin is not None
    writer.stdin.write("next\n")
    writer.stdin.flush()
    return int(read(writer)["epoch"])


def tell(writer: "subprocess.Popen[str]", watching: Watching) -> None:
    number = write_next(writer)
    with watching.lock:
        watching.told_at[number] = time.monotonic()


def write(write_epoch: Callable[[Any, int], None], epochs: int) -> None:
    """The writer: a published run of some epochs, then one more for each line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    import django

    django.setup()
    from chartbusters.accounts.models import User
    from generation.models import TrainingRun

    owner = User.objects.create_user("bench-owner", "bench-owner@example.org")
    run = TrainingRun.objects.create(
        owner=owner, technique="gan", genre="pop", state="running", visibility="published"
    )
    for number in range(epochs):
        write_epoch(run, number)
    print(json.dumps({"run": str(run.pk)}), flush=True)
    for number, _ in enumerate(sys.stdin, epochs):
        write_epoch(run, number)
        print(json.dumps({"epoch": number}), flush=True)


def epoch_write(run: Any, number: int) -> None:
    """An epoch as the machinery tells it: eight losses, a dozen measures, curves of four."""
    import numpy as np
    from django.db import transaction

    from generation.models import TrainingCurve, TrainingEpoch
    from generation.services.training.happenings import event_record
    from generation.training_curves import extend_buckets

    losses = {f"loss {each}": round(1.234567 / (1 + number + each), 4) for each in range(8)}
    measures = {f"measure {each}": round(0.98765 / (1 + each), 4) for each in range(12)}
    random = np.random.default_rng(number)
    with transaction.atomic():
        TrainingEpoch.objects.create(
            run=run,
            number=number,
            phase="likelihood",
            at=STEPS * number,
            losses={"train": losses, "valid": losses},
            figures={"distance": {"value": 1.2, "low": 1.1, "high": 1.3}},
            measures=measures,
        )
        for name in list(losses)[:4]:
            curve, _ = TrainingCurve.objects.get_or_create(run=run, phase="likelihood", name=name)
            kept = bytes(curve.buckets), curve.stride, curve.steps
            values = random.normal(size=STEPS)
            curve.buckets, curve.stride, curve.steps = extend_buckets(*kept, values)
            curve.save()
        event_record(run=run, code="told", words=f"Epoch {number} is told.")


if __name__ == "__main__":
    write(epoch_write, EPOCHS) if sys.argv[1:] == ["write"] else main()
