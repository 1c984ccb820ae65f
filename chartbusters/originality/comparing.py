"""What one song shares with all that are known, in bars."""

from bisect import bisect_right
from heapq import nlargest
from itertools import chain
from typing import Any

from chartbusters.compositions.presets import presets
from chartbusters.originality.indexing import Index
from chartbusters.originality.models import Known
from generation.models import StoredSong
from generation.music.song import TICKS_PER_QUARTER, Song
from scoring.originality.lines import GRID, find_lines
from scoring.originality.lookup import Nearest, find_nearest, read_levels

KEPT = 12  # passages of a song
WHOLE = 0.9  # share of a melody of the studio that is all of it, however few bits it is worth

Found = dict[str, Any]


def compare(song: Song, digest: str, index: Index) -> list[Found]:
    """Passages of other songs that are no chance in some genre, the strongest first."""
    lines, least = find_lines(song), min(read_levels().values())
    nearest = chain.from_iterable(find_nearest(segment, lines) for segment in index.segments)
    strong = nlargest(
        KEPT + 1,
        (one for one in nearest if one.passage.bits > least or _is_whole_preset(one)),
        key=lambda one: one.passage.bits,
    )
    told = [_told(song, one) for one in strong]
    return [one for one in told if one and one["digest"] != digest][:KEPT]


def _is_whole_preset(found: Nearest) -> bool:
    """Whether it is all of a melody that the studio offers, which may be short and plain."""
    if found.key >= 0:
        return False
    return found.passage.same >= WHOLE * presets()[-found.key - 1].song.note_count


def _told(song: Song, found: Nearest) -> Found | None:
    """A passage as it is kept; nothing where the other song is gone."""
    slug, digest, other = _other(found.key)
    if other is None:
        return None
    return {
        "preset": slug,
        "digest": digest,
        "whole": _is_whole_preset(found),
        "bits": round(found.passage.bits, 1),
        "percent": round(100 * found.passage.share),
        "notes": found.passage.same,
        "semitones": (found.placing.semitones + 5) % 12 - 5,
        "ticks": (ticks := _ticks(found.span)),
        "bars": _bars(song, ticks),
        "other_ticks": (theirs := _ticks(found.other_span)),
        "other_bars": _bars(other, theirs),
    }


def _other(key: int) -> tuple[str, str, Song | None]:
    if key < 0:
        preset = presets()[-key - 1]
        return preset.slug, "", preset.song
    digest = Known.objects.filter(pk=key).values_list("digest", flat=True).first() or ""
    stored = StoredSong.objects.filter(pk=digest).first()
    return "", digest, stored.song if stored else None


def _ticks(span: tuple[int, int]) -> list[int]:
    """From the first note to behind the beginning of the last."""
    first, last = (place * TICKS_PER_QUARTER // GRID for place in span)
    return [max(0, first - TICKS_PER_QUARTER // 16), last + TICKS_PER_QUARTER // 16]


def _bars(song: Song, ticks: list[int]) -> list[int]:
    """The first and the last bar, counted from 1."""
    starts = song.bar_starts()
    return [max(1, bisect_right(starts, tick)) for tick in ticks]
