"""What an entrant is told of passages that a song shares with others, and what staff are.

An entry that is blind stays so: of it an entrant learns that some entry shares bars of theirs, and
neither whose it is nor where it stands in it, nor do they hear it.
"""

from typing import Any, NamedTuple

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.compositions.models import Composition, Revision, Visibility
from chartbusters.compositions.presets import presets
from chartbusters.compositions.sealing import under_seal
from chartbusters.originality.models import Comparison
from chartbusters.originality.services import comparison_request
from generation.models import StoredSong
from generation.music.song import Song
from scoring.originality.lookup import level_of

SHOWN = 3  # passages of one song
Found = dict[str, Any]


class Told(NamedTuple):
    """A passage as it is told: which bars, of what, and by which number it is asked for. `title`
    is empty where the other is nobody's to know."""

    place: int
    bars: str
    percent: int
    title: str = ""
    address: str = ""
    other_bars: str = ""

    @property
    def words(self) -> str:
        of = f"“{self.title}”, {self.other_bars}" if self.title else "another entry"
        return f"{self.bars} of yours and {of}: {self.percent} % of the notes are the same."


class Passages(NamedTuple):
    """What is known now; `ready` once it was looked up."""

    ready: bool
    told: list[Told]


def passages_told(*, challenge: Challenge, composition: Composition) -> Passages:
    """For the maker of a song before it is entered. Asks for the look-up where nobody has."""
    if composition.head is None:
        return Passages(True, [])
    row = comparison_request(digest=composition.head.song_id)
    return Passages(row.finished_at is not None, _told(challenge, composition, row))


def _told(challenge: Challenge, composition: Composition, row: Comparison) -> list[Told]:
    level, told = level_of(challenge.genre), []
    for place, found in enumerate(row.found):
        one = _as_told(challenge, composition, place, found) if _tells(found, level) else None
        if one is not None:
            told.append(one)
        if len(told) == SHOWN:
            break
    return told


def _tells(found: Found, level: float) -> bool:
    """No chance in this genre, or all of a melody that the studio offers."""
    return found["bits"] > level or found["whole"]


def _as_told(
    challenge: Challenge, composition: Composition, place: int, found: Found
) -> Told | None:
    mine = Told(place, in_words(found["bars"]), found["percent"])
    theirs = in_words(found["other_bars"])
    if found["preset"]:
        title = next((one.title for one in presets() if one.slug == found["preset"]), "")
        return mine._replace(title=title, other_bars=theirs) if title else None
    if _is_own(composition, found["digest"]):
        return None
    if public := _public(found["digest"]):
        address = public.get_absolute_url()
        return mine._replace(title=public.title, address=address, other_bars=theirs)
    return mine if _entries(challenge, found["digest"]).exists() else None


def in_words(bars: list[int]) -> str:
    """Bars as people say them."""
    return f"bar {bars[0]}" if bars[0] == bars[1] else f"bars {bars[0]} to {bars[1]}"


def _is_own(composition: Composition, digest: str) -> bool:
    mine = Revision.objects.filter(composition__owner=composition.owner_id, song=digest)
    entered = Entry.objects.filter(maker=composition.owner_id, song=digest)
    return mine.exists() or entered.exists()


def _public(digest: str) -> Composition | None:
    """A song that everybody may hear now and that has these notes, the oldest."""
    public = Composition.objects.filter(visibility=Visibility.PUBLIC, head__song=digest)
    return public.exclude(under_seal()).select_related("owner").order_by("created_at").first()


def _entries(challenge: Challenge, digest: str) -> Any:
    return Entry.objects.filter(challenge=challenge, withdrawn_at=None, song=digest)


def passage_songs(*, composition: Composition, place: int) -> tuple[Song, Song | None] | None:
    """The passage in the song, and in the other where everybody may hear that; None where there is
    no such passage."""
    if composition.head is None:
        return None
    row = Comparison.objects.filter(digest=composition.head.song_id).first()
    if row is None or place >= len(row.found):
        return None
    found = row.found[place]
    other = _audible(found)
    theirs = take_bars(other, found["other_ticks"]) if other else None
    return take_bars(composition.head.song.song, found["ticks"]), theirs


def _audible(found: Found) -> Song | None:
    if found["preset"]:
        return next((one.song for one in presets() if one.slug == found["preset"]), None)
    public = _public(found["digest"])
    stored = StoredSong.objects.filter(pk=found["digest"]).first() if public else None
    return stored.song if stored else None


def entry_passages(*, entry: Entry) -> list[str]:
    """For those who run the challenge: what an entry shares with presets, songs and other entries,
    in words."""
    row = Comparison.objects.filter(digest=entry.song_id).first()
    level = level_of(entry.challenge.genre)
    strong = [found for found in row.found if _tells(found, level)] if row else []
    said = [_said_to_staff(entry, found) for found in strong]
    return [words for words in said if words][:SHOWN]


def _said_to_staff(entry: Entry, found: Found) -> str:
    others = _entries(entry.challenge, found["digest"]).exclude(maker=entry.maker_id)
    other, public = others.first(), _public(found["digest"]) if found["digest"] else None
    name = f"entry {other.number}" if other else ""
    if found["preset"]:
        name = f"the melody {found['preset']} of the studio"
    elif not other and public and public.owner_id != entry.maker_id:
        name = f"the public song “{public.title}”"
    if not name:
        return ""
    bars, theirs = in_words(found["bars"]), in_words(found["other_bars"])
    return f"{bars.capitalize()} and {theirs} of {name}: {found['percent']} % of the notes."


def take_bars(song: Song, ticks: list[int]) -> Song:
    """The notes that begin between two ticks, from the beginning of the first."""
    tracks = []
    for track in song.without_marks().tracks:
        kept = [note for note in track.notes if ticks[0] <= note.onset <= ticks[1]]
        notes = tuple(note._replace(onset=note.onset - ticks[0]) for note in kept)
        tracks.append(track.__class__(notes, track.program, track.drums, volume=track.volume))
    return Song(tuple(tracks), (song.tempi[0]._replace(tick=0),), (song.meters[0],))
