"""Whose recording is made next: people in turn, each as far as their seconds of a day reach."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Now

from chartbusters.compositions.models import Rendering, RenderingState
from generation.music.song import Song

DAY = timedelta(days=1)
# Measured on one core, rounded up: what a recording takes at all, for each second of music
# (loudness, limiter, MP3), and for each second of a voice of the synthesizer. A note has one or two
# voices, that ring on for a second; how many sound at most is set in
# `frontend/src/rendering/offline.ts`.
A_RECORDING, A_SECOND, A_VOICE_SECOND = 1.5, 0.04, 0.001
VOICES_EACH, RINGS_ON, VOICES = 1.6, 1.0, 128


def seconds_guessed(song: Song) -> float:
    """How many seconds of work the recording of a song is."""
    sounding = sum(_sounding(song, track.notes) for track in song.tracks)
    voices = VOICES_EACH * (sounding + RINGS_ON * song.note_count)
    sung = min(voices, VOICES * song.seconds)
    return A_RECORDING + A_SECOND * song.seconds + A_VOICE_SECOND * sung


def _sounding(song: Song, notes: Iterable[Any]) -> float:
    """Seconds for which its notes sound, each by itself, at the pace that the song has on
    average."""
    return sum(note.length for note in notes) * song.seconds / max(1, song.end)


def waiting() -> QuerySet[Rendering]:
    """Recordings that a worker may begin: nobody has them in work, or whoever had has fallen
    silent."""
    free = Q(lease_until=None) | Q(lease_until__lt=Now())
    return Rendering.objects.filter(free, state=RenderingState.QUEUED, left__gt=0)


def in_work() -> QuerySet[Rendering]:
    return Rendering.objects.filter(state=RenderingState.QUEUED, lease_until__gte=Now())


def next_in_turn() -> Rendering | None:
    """The oldest wish of the person whose turn it is.

    First comes who has none in work, then who was served longest ago. Who has used up the seconds
    of a day waits, also when nobody else wants anything: the machine is not only there for
    recordings.
    """
    owners = list(waiting().values_list("owner", flat=True).distinct().order_by())
    facts = {row["owner"]: row for row in _facts(owners)}
    fair = sorted(owners, key=lambda owner: _place(facts.get(owner, {})))
    for owner in fair:
        wish = waiting().filter(owner=owner).order_by("created_at", "pk").first()
        if wish and not _used_up(facts.get(owner, {}), wish):
            return wish
    return None


def _facts(owners: Sequence[int | None]) -> Iterable[dict[str, Any]]:
    """Of each person: recordings in work, when one was begun last, seconds of work within a day."""
    theirs = Q(owner__in=[owner for owner in owners if owner is not None]) | Q(owner=None)
    begun = Rendering.objects.filter(theirs, started_at__gt=Now() - DAY).values("owner").order_by()
    busy = Count("pk", filter=Q(state=RenderingState.QUEUED, lease_until__gte=Now()))
    return begun.annotate(busy=busy, last=Max("started_at"), spent=Sum("cost"))


def _place(facts: dict[str, Any]) -> tuple[Any, ...]:
    last = facts.get("last")
    return facts.get("busy", 0), last.timestamp() if last else 0.0


def _used_up(facts: dict[str, Any], wish: Rendering) -> bool:
    """A first recording is made whatever it costs, as long as it is not too much for anybody."""
    spent = facts.get("spent") or 0.0
    return bool(spent) and spent + wish.cost > settings.RENDERING_SECONDS_A_DAY


def must_wait(rendering: Rendering) -> bool:
    """Whether a recording waits because its owner's seconds of a day are used up."""
    if rendering.state != RenderingState.QUEUED or rendering.lease_until:
        return False
    facts = next(
        (row for row in _facts([rendering.owner_id]) if row["owner"] == rendering.owner_id), {}
    )
    return _used_up(facts, rendering)


def turn_claim(*, rendering: Rendering, length: timedelta) -> bool:
    """Begins an attempt. Compare and set: of two workers that chose the same recording one
    gets it."""
    claimed = waiting().filter(pk=rendering.pk, attempt=rendering.attempt)
    begun = claimed.update(
        attempt=F("attempt") + 1, left=F("left") - 1, lease_until=Now() + length, started_at=Now()
    )
    if begun:
        rendering.attempt += 1
    return bool(begun)
