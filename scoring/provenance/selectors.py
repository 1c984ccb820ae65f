"""Every read of provenance: what waits, what is known of a song, and how it is said."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Max, Min, Q
from django.db.models.functions import Now

from generation.models import GenerationJob, JobState
from generation.music.song import Song
from generation.turns import Waiting
from scoring.models import Provenance, ReportState, Standing
from scoring.provenance.chains import takes_behind
from scoring.provenance.tracing import Taken, trace

WHOLE = "This site made its takes again from their recipes, and every note is the same."
AGAIN = "This site made its takes again from their recipes."


class Stamp(NamedTuple):
    """A few words beside a song, and how they are coloured: good, warn or nothing."""

    words: str
    tone: str


class Badge(NamedTuple):
    """The same with sentences for who wants to know more."""

    words: str
    tone: str
    detail: str


class Share(NamedTuple):
    """How many notes of a song are as models wrote them, and the techniques and models of which
    there are some. Those of takes that were not kept are among them: nobody can say they are
    not."""

    generated: int
    notes: int
    techniques: frozenset[str]
    models: frozenset[str]


def provenance_of(*, song: str, owner: int) -> Provenance | None:
    """What is known of this person's song, by its digest."""
    return Provenance.objects.filter(song_id=song, owner_id=owner).first()


def share_of(*, song: Song, owner: int | None, recipes: list[dict[str, Any]]) -> Share:
    """From the takes as they were kept, at once: nothing is made again for it."""
    takes = takes_behind(owner=owner, recipes=recipes)
    found = trace(takes, song)
    pairs = zip(takes, found.kept, strict=True)
    still = [take for take, kept in pairs if kept or not take.kept]
    names = (_told(name, still) for name in ("technique", "model"))
    return Share(found.generated, found.notes, *names)


def _told(name: str, takes: Iterable[Taken]) -> frozenset[str]:
    return frozenset(str(take.recipe.get(name, "")) for take in takes)


def takes_wait() -> bool:
    """Whether somebody waits for a take: checks of what is made give way."""
    return GenerationJob.objects.filter(state=JobState.QUEUED).exists()


def provenance_turn_next(*, caller: str) -> int:
    """The turn of what this caller asks for now, see `generation/turns.py`."""
    queued = Provenance.objects.filter(state=ReportState.QUEUED)
    turns = queued.aggregate(now=Min("turn"), own=Max("turn", filter=Q(caller=caller)))
    return max(turns["now"] or 0, -1 if turns["own"] is None else turns["own"] + 1)


def provenances_waiting() -> list[Waiting]:
    """Those that no worker holds; seconds are told of none."""
    free = Q(held_until=None) | Q(held_until__lt=Now())
    rows = Provenance.objects.filter(free, state=ReportState.QUEUED)
    columns = rows.order_by("turn").values_list("pk", "caller", "turn", "created_at")[:200]
    return [Waiting(pk, caller, turn, age, 0.0) for pk, caller, turn, age in columns]


def provenance_held() -> bool:
    """Whether a worker is at one: one at a time, whatever there is."""
    return Provenance.objects.filter(state=ReportState.QUEUED, held_until__gte=Now()).exists()


def stamp_of(*, state: str, standing: str, written: int, kept: int) -> Stamp:
    """What a row says in a few words, from its columns."""
    if state == ReportState.QUEUED:
        return Stamp("being checked", "")
    if state == ReportState.FAILED:
        return Stamp("not checked", "")
    return {
        Standing.VERIFIED.value: Stamp("verified", "good"),
        Standing.EDITED.value: Stamp(f"edited {written - kept:,} of {written:,} notes", ""),
        Standing.BY_HAND.value: Stamp("made by hand", ""),
    }.get(standing, Stamp("not reproducible", "warn"))


def badge_of(row: Provenance) -> Badge:
    """What a row says in words."""
    stamp = stamp_of(state=row.state, standing=row.standing, written=row.written, kept=row.kept)
    return Badge(*stamp, _detail(row))


def _detail(row: Provenance) -> str:
    if row.state == ReportState.QUEUED:
        return "Its takes are being made again from their recipes."
    if row.state == ReportState.FAILED:
        return row.error_message
    if row.standing == Standing.BY_HAND:
        return "No model of this site wrote any of its notes."
    parts = [WHOLE] if row.standing == Standing.VERIFIED else []
    if row.standing == Standing.EDITED:
        parts.append(AGAIN)
    if row.standing == Standing.UNREPRODUCIBLE:
        parts += [f"{why[:1].upper()}{why[1:]}." for why in reasons_of(row)]
    if row.written > row.kept:
        parts.append(f"Since it was made {_changed(row)}.")
    return " ".join([*parts, f"{row.kept:,} of its {row.notes:,} notes are as a model wrote them."])


def reasons_of(row: Provenance) -> list[str]:
    """Why takes cannot be made again, each reason once."""
    return list(dict.fromkeys(one["words"] for one in row.takes if one["words"]))


def _changed(row: Provenance) -> str:
    gone = row.written - row.kept
    verb = "note was" if gone == 1 else "notes were"
    return f"{gone:,} of the {row.written:,} notes that models wrote {verb} changed or taken out"


def places_told(row: Provenance) -> list[dict[str, Any]]:
    """Where notes were edited, by track and bar (from 1), with how many there: as far as the row
    keeps them."""
    counts: dict[tuple[str, int], int] = {}
    for one in row.lost:
        place = (one["track"], one["bar"])
        counts[place] = counts.get(place, 0) + 1
    return [{"track": track, "bar": bar, "notes": n} for (track, bar), n in counts.items()]
