"""Why a note was written: for a hundred notes of each technique, how long the answer takes, and
whether taking away what it names changes the note's probability more than taking away as much
elsewhere.

`python benchmarks/why_this_note.py [NOTES]`: one JSON line a technique, then one of answers over
HTTP through a worker of a running site; "load" is the machine's, of the last minute, for on a busy
one the clock says little. Two figures, in nats, each a mean difference of
|change of log p| (what is named, less the mean of five controls) with its interval of 95 % over
notes drawn anew, and the share of notes in which what is named changes it more:

- "asked": under the question by which the named notes were found. They were chosen by this very
  figure, so it flatters them: it says that the search finds something, not that it is so.
- "asked otherwise": under the same question put in a way that had no part in the choice: the
  Transformer hears all of it in another key, the AR-CNN with another quarter of the other notes
  hidden, the GAN with other noise and another texture.

A control is as many notes, drawn among all that the model hears and that were not named, in groups
of a track's beat as the named ones are. "Asked otherwise, nearby" draws its controls within two
bars of the note, which is harder to beat: far away next to nothing matters. Notes for which nothing
is named are counted, and compared nowhere.
"""

import json
import os
import sys
import time
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice, product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator as Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from running_site import Visitor, running_site

from generation.asked_note import AskedNote, Belief, Place, Unexplained, find_new
from generation.engine import Request, Result, choose_track, find_card, generate
from generation.evaluation.intervals import estimate_mean
from generation.explaining import Explanation, explain
from generation.explaining.asking import open_belief
from generation.explaining.groups import group_by_bar, list_lines, split_beats
from generation.music.document import to_document
from generation.music.song import Song
from generation.take import read_edit
from tests.generation.continuer import band
from tests.generation.tunes import grace, jig, ode

NOTES, OVER_HTTP, CONTROLS, OTHERWISE = 100, 12, 5, 3
NEAR = 2  # bars
SEEDS = (1, 2)
Wish = tuple[str, Song, dict[str, Any]]  # model, song, parameters
SONGS = (ode(), grace(), jig(), band())
BANDS = ("gan-bach", "gan-pop", "gan-rock", "gan-jazz", "gan-folk", "gan-symphony")
WISHES: dict[str, list[Wish]] = {
    "transformer": [
        *(("transformer-all", song, {"seconds": 15}) for song in SONGS),
        ("transformer-all", band(), {"mode": "fill bars", "first_bar": 3, "last_bar": 6}),
        ("transformer-all", ode(), {"mode": "add a track", "instrument": "bass"}),
    ],
    "arcnn": [
        *(("arcnn-bach", song, {"mode": "harmonise"}) for song in SONGS[:3]),
        *(("arcnn-bach", song, {}) for song in SONGS[:3]),
    ],
    "gan": [(model, song, {}) for model, song in product(BANDS, SONGS[:2])],
}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else NOTES
    for technique in WISHES:
        print(json.dumps({"technique": technique, **measure(technique, count)}), flush=True)
    print(json.dumps({"over HTTP": ask_site()}))


def measure(technique: str, count: int) -> dict[str, Any]:
    random = np.random.default_rng(1)
    requests = [
        Request(technique, song, model, seed, parameters)
        for (model, song, parameters), seed in product(WISHES[technique], SEEDS)
    ]
    asked = draw_notes(requests, count, random)
    seconds, rows, silent = [], [], 0
    explain(asked[0])  # what is loaded once
    for note in asked:
        began = time.monotonic(), time.process_time()
        answer = explain(note)
        seconds.append((time.monotonic() - began[0], time.process_time() - began[1]))
        if answer.named:
            rows.append(compare(note, answer, random))
        else:
            silent += 1
    clock, processor = zip(*seconds, strict=True)
    found = np.array(rows)  # (notes, 3 figures, 2: named, control)
    return {
        "notes": len(asked),
        "nothing named": silent,
        "median s": round(float(np.median(clock)), 2),
        "longest s": round(max(clock), 2),
        "longest processor s": round(max(processor), 2),
        "load": round(os.getloadavg()[0], 1),
        "asked": tell(found[:, 0]),
        "asked otherwise": tell(found[:, 1]),
        "asked otherwise, nearby": tell(found[:, 2]),
    }


def tell(pairs: np.ndarray) -> dict[str, Any]:
    """(notes, 2): named, control."""
    difference = pairs[:, 0] - pairs[:, 1]
    found = estimate_mean(difference, np.arange(len(difference)))
    assert found is not None
    return {
        "named": round(float(pairs[:, 0].mean()), 3),
        "control": round(float(pairs[:, 1].mean()), 3),
        "difference": [round(each, 3) for each in found],
        "more in": round(float((difference > 0).mean()), 2),
    }


def draw_notes(requests: list[Request], count: int, random: Random) -> list[AskedNote]:
    """As many of each take, of those that a model wrote and can tell of."""
    each = -(-count // len(requests))
    found: list[AskedNote] = []
    for request in requests:
        found += islice(ask_about(request, generate(request), random), each)
    order = random.permutation(len(found))[:count]
    return [found[number] for number in order]


def ask_about(request: Request, result: Result, random: Random) -> Iterator[AskedNote]:
    card, recipe = find_card(request), result.recipe
    melody = choose_track(request, recipe["parameters"])
    edits = tuple(map(read_edit, recipe.get("edits", [])))
    new = find_new(request.song, result.song)
    for number in random.permutation(len(new)):
        note = AskedNote(
            *(card, request.song, result.song, melody),
            *(recipe["parameters"], request.seed, edits, new[number]),
        )
        try:
            open_belief(note).log_probs()
        except Unexplained:
            continue
        yield note


def compare(note: AskedNote, answer: Explanation, random: Random) -> list[list[float]]:
    """|change of log p| without the named notes and, in the mean, without as many others: as asked,
    as asked otherwise, and that with others nearby."""
    pitch, rows = note.at.note.pitch, []
    for other, near in ((0, False), (OTHERWISE, False), (OTHERWISE, True)):
        belief = open_belief(replace(note, other=other))
        base = belief.log_probs()[pitch]
        gone = [place for place in answer.places if place in set(belief.heard)]
        groups = list_groups(note, belief, gone, near)
        controls = [draw_control(groups, len(gone), random) for _ in range(CONTROLS)]
        changes = [abs(belief.log_probs(each)[pitch] - base) for each in (gone, *controls)]
        rows.append([changes[0], float(np.mean(changes[1:]))])
    return rows


def list_groups(
    note: AskedNote, belief: Belief, named: list[Place], near: bool
) -> list[tuple[Place, ...]]:
    """What was not named, by tracks and beats."""
    left = [place for place in belief.heard if place not in set(named)]
    at = bisect_right(list_lines(note.take), note.at.note.onset)
    bars = group_by_bar(note.take, left).items()
    kept = [group for spot, group in bars if not near or abs(spot.bar - at) <= NEAR]
    return list(chain.from_iterable(split_beats(note.take, group).values() for group in kept))


def draw_control(groups: list[tuple[Place, ...]], count: int, random: Random) -> list[Place]:
    drawn: list[Place] = []
    for number in random.permutation(len(groups)):
        drawn += groups[number]
    return drawn[:count]


def ask_site() -> dict[str, Any]:
    """Seconds from the question to the answer, asked for every 50 ms, on an idle site."""
    found = {}
    with running_site() as site:
        visitor = Visitor(site.url)
        for technique, wishes in WISHES.items():
            seconds = list(time_answers(visitor, technique, wishes[0]))
            found[technique] = {
                "answers": len(seconds),
                "median s": round(float(np.median(seconds)), 2),
                "longest s": round(max(seconds), 2),
                "load": round(os.getloadavg()[0], 1),
            }
    return found


def time_answers(visitor: Visitor, technique: str, wish: Wish) -> Iterator[float]:
    model, song, parameters = wish
    body = {
        "technique": technique,
        "model": model,
        "document": to_document(song),
        "seed": 1,
        "parameters": parameters,
    }
    job = follow(visitor, "generation-jobs", body)
    given = set(list_rows(body["document"]))
    rows = [row for row in list_rows(job["result"]["document"]) if row not in given]
    for number, onset, pitch, *_ in rows[:: max(1, len(rows) // OVER_HTTP)][:OVER_HTTP]:
        asked = {"job": job["id"], "track": number, "onset": onset, "pitch": pitch}
        began = time.monotonic()
        follow(visitor, "note-explanations", asked)
        yield time.monotonic() - began


def list_rows(document: dict[str, Any]) -> Iterator[tuple[int, ...]]:
    """(track, onset, pitch, length, velocity)"""
    for number, track in enumerate(document["tracks"]):
        for row in track["notes"]:
            yield number, *row


def follow(visitor: Visitor, rows: str, body: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = visitor.json("POST", f"/api/v1/{rows}/", body)
    while row["state"] in ("queued", "running"):
        time.sleep(0.05)
        row = visitor.json("GET", f"/api/v1/{rows}/{row['id']}/")
    return row


if __name__ == "__main__":
    main()
