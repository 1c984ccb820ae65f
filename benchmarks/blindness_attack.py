"""Who made what sounds on a ballot? The attacker of `blindness.py`: reads every public address, and
compares notes, lengths, instruments and styles."""

import json
import random
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

Document = dict[str, Any]
Known = Mapping[str, list["Heard"]]  # what is found of each maker
GRAM = 4  # intervals


class Place:
    """A song that was public once, with all addresses under which it ever stood."""

    def __init__(self, maker: str, slug: str, pk: str) -> None:
        self.maker = maker
        named = f"/@{maker}/{slug}/"
        # Its other parts are the same notes behind the same door; `test_be_silent.py` tries each.
        self.addresses = [f"{named}notes.json", f"/embed/{pk}/notes.json"]
        self.addresses += [f"/api/v1/compositions/{pk}/", f"/oembed?url=http://testserver{named}"]


def documents_found(browsers: Iterable[Any], places: Iterable[Place]) -> Known:
    """The songs that any of these browsers is given at addresses noted before. What one address of
    a song has told is asked for nowhere else: it would be the same notes."""
    found: dict[str, list[Heard]] = {}
    for browser in browsers:
        silent = []
        for place in places:
            if song := _song_at(browser, place):
                found.setdefault(place.maker, []).append(Heard(song))
            else:
                silent.append(place)
        places = silent
    return found


def _song_at(browser: Any, place: Place) -> Document | None:
    bodies = (_json(browser.get(address)) for address in place.addresses)
    return next((song for body in bodies if (song := _song_in(body))), None)


def _json(answer: Any) -> Any:
    if answer.status_code != 200 or "json" not in answer["Content-Type"]:
        return None
    return json.loads(answer.content)


def _song_in(body: Any) -> Document | None:
    if not isinstance(body, dict):
        return None
    return body if "tracks" in body else body.get("document")


class Heard:
    """A document, and what an attacker makes of it, worked out once."""

    def __init__(self, document: Document) -> None:
        self.tracks = document["tracks"]
        self.tempo = document["tempi"][0][1]

    @cached_property
    def notes(self) -> list[list[int]]:
        return list(chain.from_iterable(track["notes"] for track in self.tracks))

    @cached_property
    def seconds(self) -> float:
        end = max(onset + length for onset, _, length, _ in self.notes)
        return float(end * self.tempo / 960e6)

    @cached_property
    def lines(self) -> list[list[int]]:
        """The upper line of each track, and of all."""
        pitched = [track["notes"] for track in self.tracks if not track["drums"]]
        return [_upper(notes) for notes in (*pitched, list(chain.from_iterable(pitched)))]

    @cached_property
    def grams(self) -> set[tuple[int, ...]]:
        found = set()
        for line in self.lines:
            steps = np.diff(line).tolist()
            found |= {tuple(steps[at : at + GRAM]) for at in range(len(steps) - GRAM + 1)}
        return {gram for gram in found if any(gram)}

    @cached_property
    def programs(self) -> set[int]:
        return {track["program"] for track in self.tracks}

    @cached_property
    def style(self) -> np.ndarray:
        """Register, spread, pace, steps, loudness, tempo, size."""
        notes = np.array(self.notes, float)
        steps = np.abs(np.concatenate([np.diff(line) for line in self.lines]))
        figures = [notes[:, 1].mean(), notes[:, 1].std(), len(notes) / self.seconds]
        figures += [steps.mean(), (steps == 0).mean(), (steps > 4).mean(), notes[:, 3].mean() / 10]
        return np.array([*figures, np.log2(self.tempo) * 4, len(self.tracks)])


def _upper(notes: list[list[int]]) -> list[int]:
    top = {onset: pitch for onset, pitch, *_ in sorted(notes)}
    return list(top.values())


def by_tune(side: Heard, other: Heard) -> float:
    shorter = min(len(side.grams), len(other.grams))
    return len(side.grams & other.grams) / max(1, shorter)


def by_bytes(side: Heard, other: Heard) -> float:
    """How many of its tracks have the very same notes."""
    theirs = [track["notes"] for track in other.tracks]
    return float(sum(track["notes"] in theirs for track in side.tracks))


def by_length(side: Heard, other: Heard) -> float:
    return -abs(float(np.log(side.seconds / other.seconds)))


def by_instruments(side: Heard, other: Heard) -> float:
    return len(side.programs & other.programs) / len(side.programs | other.programs)


def by_style(side: Heard, other: Heard) -> float:
    return -float(np.abs(side.style - other.style).sum())


def by_everything(side: Heard, other: Heard) -> float:
    """The tune first, which is a proof where it is there; else all other likeness."""
    rest = by_instruments(side, other) + by_length(side, other) + by_style(side, other) / 10
    return 1000 * max(0.0, by_tune(side, other) - 0.3) + rest


Likeness = Callable[[Heard, Heard], float]
ATTACKS: dict[str, Likeness] = {
    "same bytes": by_bytes,
    "tune": by_tune,
    "length": by_length,
    "instruments": by_instruments,
    "style": by_style,
    "everything": by_everything,
}


def _most(likeness: Likeness, side: Heard, songs: list[Heard]) -> float | None:
    return max((likeness(side, one) for one in songs), default=None)


def named(attack: str, side: Heard, known: Known, makers: list[str], draw: random.Random) -> str:
    """The maker whose songs are most like this side; drawn where there is nothing to choose."""
    likeness = ATTACKS[attack]
    scores = {maker: _most(likeness, side, known.get(maker, [])) for maker in makers}
    told = [score for score in scores.values() if score is not None]
    unknown = float(np.mean(told)) if told else 0.0  # of whom nothing is found
    order = draw.sample(makers, len(makers))
    return max(order, key=lambda maker: unknown if scores[maker] is None else scores[maker])
