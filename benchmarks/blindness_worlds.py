"""The worlds of `blindness.py`: challenges in voting, whose makers have three public songs and a
remix each."""

import random
from dataclasses import dataclass, field
from typing import Any

from benchmarks import blindness_attack as attacker

SCALE = (0, 2, 4, 5, 7, 9, 11)


@dataclass
class World:
    """A challenge in voting, its makers, and where their songs once stood."""

    challenge: Any
    makers: list[str] = field(default_factory=list)
    places: list[attacker.Place] = field(default_factory=list)


def tune(draw: random.Random, habits: dict[str, Any]) -> Any:
    """A melody that walks on a scale, in a style drawn anew but for the habits of its maker."""
    from generation.music.song import Note, Song, Tempo, Track

    of = {"program": draw.randrange(96), "low": draw.randrange(40, 64, 2)}
    of |= {"speed": draw.randrange(300_000, 800_000), "notes": draw.randrange(48, 128), **habits}
    degree, at, notes = 10, 0, []
    for _ in range(of["notes"]):
        degree = min(20, max(0, degree + draw.choice([-3, -2, -1, -1, 0, 1, 1, 2, 3])))
        length = draw.choice([240, 480, 480, 960])
        pitch = of["low"] + 12 * (degree // 7) + SCALE[degree % 7]
        notes.append(Note(at, pitch, length - 20, draw.randrange(60, 110)))
        at += length
    return Song((Track(tuple(notes), of["program"], name="Mine"),), (Tempo(0, of["speed"]),))


def remix(draw: random.Random, song: Any) -> Any:
    """In another key and tempo, on another instrument, with a bass and chords of its own."""
    from generation.music.song import Note, Tempo, Track

    up, (first, *_) = draw.choice([-4, -3, 2, 3, 5]), song.tracks
    moved = [note._replace(onset=note.onset + 960, pitch=note.pitch + up) for note in first.notes]
    bars = range(song.end // 1920)
    bass = [Note(1920 * bar, 30 + draw.randrange(14), 1900) for bar in bars]
    chords = [Note(1920 * (bar // 3), 48 + draw.randrange(12), 900) for bar in range(3 * len(bars))]
    band = [Track(tuple(bass), 33), Track(tuple(chords), 48)]
    melody = Track(tuple(moved), draw.randrange(96))
    tempi = (Tempo(0, draw.randrange(300_000, 800_000)),)
    return type(song)((*band, melody), tempi)


def world_made(seed: int, makers: int, *, habits: bool = False, public: int = 0) -> World:
    """`habits`: each maker keeps to one instrument, register and tempo. `public`: so many makers
    agree that their entry stays public."""
    draw = random.Random(seed)
    world = World(_challenge(f"blind-{seed}"))
    for number in range(makers):
        own = {"program": 3 * number, "low": 40 + number * 2, "speed": 300_000 + 40_000 * number}
        _enter(world, draw, f"maker-{seed}-{number}", own if habits else {}, number < public)
    _to_voting(world.challenge)
    return world


def _challenge(slug: str) -> Any:
    from django.utils import timezone

    from chartbusters.challenges.models import Challenge

    now, hour = timezone.now(), timezone.timedelta(hours=1)
    times = {"opens_at": now - hour, "entries_close_at": now + hour}
    times["voting_closes_at"] = now + 5 * hour
    return Challenge.objects.create(slug=slug, title=slug, published=True, **times)


def _to_voting(challenge: Any) -> None:
    from django.db.models.functions import Now

    type(challenge).objects.filter(pk=challenge.pk).update(entries_close_at=Now())


def _enter(
    world: World, draw: random.Random, name: str, habits: dict[str, Any], known: bool
) -> None:
    from chartbusters.accounts.models import User
    from chartbusters.challenges.services import entry_create
    from chartbusters.compositions.services import composition_create

    maker = User.objects.create(username=name)
    songs = [tune(draw, habits) for _ in range(3)]
    songs.append(remix(draw, songs[0]))
    saved = [
        composition_create(owner=maker, song=song, title=f"Song {number}", visibility="public")
        for number, song in enumerate(songs)
    ]
    entry_create(
        challenge=world.challenge,
        composition=saved[draw.choice([0, 3])],
        maker=maker,
        heard_by_all=known,
    )
    world.makers.append(name)
    world.places += [attacker.Place(name, one.slug, str(one.pk)) for one in saved]
