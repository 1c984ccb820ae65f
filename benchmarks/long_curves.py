"""A chart of a million points over HTTP: what the page of a run is told when it comes, when it asks
again, and when there is news; in milliseconds, bytes and points a curve.

A real web, and a run with four figures of a million steps each. Every round tells an epoch first,
so that no answer is kept yet.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.running_site import Visitor
from benchmarks.training_viewers import (
    read,
    running_web,
    seconds_of_web,
    start_writer,
    write,
    write_next,
)

EPOCHS, ROUNDS, STEPS = 80, 20, 10_000  # told before; told meanwhile; of an epoch
FIGURES = ("loss", "critic", "generator", "told")
SOUGHT_MS, SOUGHT_POINTS = 50, 2000
Asked = tuple[float, bytes]


def main() -> None:
    with running_web() as site:
        writer = start_writer(site, __file__)
        run = read(writer)["run"]
        visitor = Visitor(site.url)
        whole, kept, news = [], [], []
        ask(visitor, run)  # what a process does once is no part of an answer
        spent = 0.0
        for _ in range(ROUNDS):
            since = json.loads(ask(visitor, run)[1])["next"]
            write_next(writer)
            before = seconds_of_web(site)
            whole.append(ask(visitor, run))
            spent += seconds_of_web(site) - before
            kept.append(ask(visitor, run))
            news.append(ask(visitor, run, since))
        writer.kill()
    report(whole, kept, news, spent)


def ask(visitor: Visitor, run: str, since: str = "") -> Asked:
    """Milliseconds until all of an answer is there, and the answer."""
    path = f"/api/v1/training-runs/{run}/live/?{urlencode({'since': since})}"
    began = time.perf_counter()
    status, body = visitor.ask("GET", path)
    took = 1000 * (time.perf_counter() - began)
    if status != 200:
        raise SystemExit(f"{status}: {body[:300]!r}")
    return took, body


def report(whole: list[Asked], kept: list[Asked], news: list[Asked], spent: float) -> None:
    told = json.loads(whole[-1][1])
    points = max(len(curve["mean"]) for curve in told["curves"])
    steps = min(curve["steps"] for curve in told["curves"])
    print("\nA chart of a million points over HTTP\n")
    print(f"{'steps of each of ' + str(len(told['curves'])) + ' figures':44} {steps:,}")
    print(f"{'points of each':44} {points:,} (sought: {SOUGHT_POINTS:,} at most)")
    for name, asked in (("whole, made anew", whole), ("whole, kept", kept), ("news", news)):
        print(f"{name + ', ms: median, slowest':44} {figures(asked, itemgetter(0))}")
        print(f"{name + ', kB':44} {len(asked[-1][1]) / 1000:.1f}")
    print(f"{'processor of a whole one made anew, ms':44} {1000 * spent / ROUNDS:.1f}")
    met = max(map(itemgetter(0), whole)) <= SOUGHT_MS and points <= SOUGHT_POINTS
    print(f"{'the slowest within ' + str(SOUGHT_MS) + ' ms':44} {'yes' if met else 'no'}")


def figures(asked: list[Asked], of: Callable[[Asked], float]) -> str:
    values = list(map(of, asked))
    return f"{statistics.median(values):.1f}, {max(values):.1f}"


def write_epoch(run: Any, number: int) -> None:
    """An epoch as the machinery tells it, with its ten thousand steps."""
    import numpy as np
    from django.db import transaction

    from generation.models import TrainingCurve, TrainingEpoch
    from generation.services.training.happenings import event_record
    from generation.training_curves import extend_buckets

    random = np.random.default_rng(number)
    losses = {name: round(float(random.normal()), 4) for name in FIGURES}
    measures = {f"measure {each}": round(0.98765 / (1 + each), 4) for each in range(12)}
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
        for name in FIGURES:
            curve, _ = TrainingCurve.objects.get_or_create(run=run, phase="likelihood", name=name)
            kept = bytes(curve.buckets), curve.stride, curve.steps
            values = random.normal(size=STEPS)
            curve.buckets, curve.stride, curve.steps = extend_buckets(*kept, values)
            curve.save()
        event_record(run=run, code="told", words=f"Epoch {number} is told.")


if __name__ == "__main__":
    write(write_epoch, EPOCHS) if sys.argv[1:] == ["write"] else main()
