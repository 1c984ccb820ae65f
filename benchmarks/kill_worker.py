"""kill -9 of the worker in mid-job, at random moments: one result each, with the notes of a calm
run.

Starts the whole site in a folder of its own; the supervisor starts the worker again, the scheduler
finds the lost job.
"""

import argparse
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from itertools import islice, product
from typing import Any

from running_site import Site, Visitor, running_site

JOBS = "/api/v1/generation-jobs/"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=5, help="how many times in a row")
    parser.add_argument("--bars", type=int, default=96, help="length of the melody")
    parser.add_argument("--seed", type=int, default=20261121, help="of the moments")
    arguments = parser.parse_args()
    moments = random.Random(arguments.seed)
    with running_site(JOB_LEASE_SECONDS="5", JOB_HEARTBEAT_SECONDS="1") as site:
        visitor = Visitor(site.url)
        wish = longest_wish(visitor, arguments.bars)
        print(f"{wish['model']}, {arguments.bars} bars, every job with its own seed")
        print("kill  calm s  killed at  attempts  recovered s  results  same notes", flush=True)
        tries = (
            kill_once(site, visitor, {**wish, "seed": seed}, moments)
            for seed in range(1, 1 + 4 * arguments.kills)
        )
        good = list(islice((found for found in tries if found is not None), arguments.kills))
    print(f"{sum(good)} of {arguments.kills} times one result, the same notes")
    return 0 if all(good) and len(good) == arguments.kills else 1


def longest_wish(visitor: Visitor, bars: int) -> dict[str, Any]:
    """The first GAN with all the passes it offers, on a preset played over and over."""
    model = next(
        model
        for model in visitor.json("GET", "/api/v1/models/")["results"]
        if model["technique"] == "gan"
    )
    preset = visitor.json("GET", "/api/v1/presets/")["results"][0]
    document = preset["document"]
    length = preset["bars"] * 4 * 960
    notes = document["tracks"][0]["notes"]
    repeats = range(-(-bars // preset["bars"]))
    document["tracks"][0]["notes"] = [
        [onset + n * length, *rest] for n, (onset, *rest) in product(repeats, notes)
    ]
    parameters = {p["name"]: p["maximum"] for p in model["parameters"] if p["name"] == "refine"}
    return {
        "technique": "gan",
        "model": model["name"],
        "document": document,
        "parameters": parameters,
    }


def kill_once(
    site: Site, visitor: Visitor, wish: dict[str, Any], moments: random.Random
) -> bool | None:
    """Whether all was well; None where the job was done before the kill, so that nothing was
    shown."""
    began = time.monotonic()
    calm = until(visitor, visitor.json("POST", JOBS, wish)["id"])
    calm_seconds = time.monotonic() - began
    # The moment is drawn as a share of the work and a while after it: on a busy machine seconds
    # would miss the job.
    share, pause = moments.uniform(0.0, 0.85), moments.uniform(0.0, 0.4)
    job = visitor.json("POST", JOBS, wish)
    until(visitor, job["id"], lambda job: job["state"] == "running" and job["progress"] >= share)
    time.sleep(pause)
    worker = site.part("generate@")
    assert worker is not None
    os.killpg(worker, signal.SIGKILL)
    struck = time.monotonic()
    seen = visitor.json("GET", f"{JOBS}{job['id']}/")
    in_mid_job = seen["state"] == "running"
    job = until(visitor, job["id"])
    results = results_of(site, job["id"])
    same = job["result"] == calm["result"]
    told = ("yes" if same else "NO") if in_mid_job else "too late"
    print(
        f"{wish['seed']:4d}  {calm_seconds:6.1f}  {seen['progress']:9.0%}  {job['attempt']:8d}  "
        f"{time.monotonic() - struck:11.1f}  {results:7d}  {told:>10}",
        flush=True,
    )
    return same and results == 1 and job["attempt"] == 2 if in_mid_job else None


def is_done(job: dict[str, Any]) -> bool:
    return bool(job["state"] == "done")


def until(
    visitor: Visitor, pk: str, reached: Callable[[dict[str, Any]], bool] = is_done
) -> dict[str, Any]:
    """The job once it is as far as that, or done."""
    while True:
        job: dict[str, Any] = visitor.json("GET", f"{JOBS}{pk}/")
        if reached(job) or is_done(job):
            return job
        if job["state"] in ("failed", "cancelled"):
            raise SystemExit(f"job {pk}: {job['state']} {job['error']}")
        time.sleep(0.05)


def results_of(site: Site, pk: str) -> int:
    """How many songs the site holds as the result of this job."""
    assert site.var is not None
    with sqlite3.connect(site.var / "chartbusters.sqlite3") as database:
        query = (
            "SELECT count(*) FROM generation_generationjob j JOIN generation_storedsong s "
            "ON s.digest = j.result_id"
        )
        return int(database.execute(f"{query} WHERE j.id = ?", [pk.replace("-", "")]).fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
