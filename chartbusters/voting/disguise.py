"""What a ballot serves of a song: what sounds, and nothing by which its document, its file or its
digest could be known again."""

from typing import Any

from django.utils.crypto import salted_hmac

from chartbusters.voting.models import Ballot

Document = dict[str, Any]
SOUND = {"drums": False, "program": 0, "volume": 100, "pan": 64}  # of a track, and what is usual


def disguised(document: Document) -> Document:
    """A stored song as it sounds, in the one way in which all ballots write it: no texts, no
    tracks without notes, tracks in an order of their own, no change of tempo or metre that changes
    nothing or comes after the end."""
    tracks = [_track(track) for track in document["tracks"] if track["notes"]]
    end = max(map(_end, tracks), default=0)
    return {
        "format": document["format"],
        "version": document["version"],
        "title": "",
        "ticks_per_quarter": document["ticks_per_quarter"],
        "tempi": _heard(document["tempi"], end),
        "meters": _heard(document["meters"], end),
        "tracks": sorted(tracks, key=_place),
    }


def _track(track: Document) -> Document:
    sound = {name: track.get(name, usual) for name, usual in SOUND.items()}
    return {"name": "", **sound, "notes": sorted(track["notes"])}


def _end(track: Document) -> int:
    return max(onset + length for onset, _, length, _ in track["notes"])


def _place(track: Document) -> list[Any]:
    return [track[name] for name in (*SOUND, "notes")]


def _heard(changes: list[list[int]], end: int) -> list[list[int]]:
    """Changes of a tempo or metre, the first of which is where it begins."""
    kept = changes[:1]
    for change in changes[1:]:
        if change[1:] != kept[-1][1:] and change[0] < end:
            kept.append(change)
    return kept


def side_digest(ballot: Ballot, side: str, song: str) -> str:
    """A name for what one side of one ballot serves. Keyed: nobody can work it out from a public
    song, nor from another ballot with the same one."""
    return salted_hmac("voting.side", f"{ballot.pk} {side} {song}", algorithm="sha256").hexdigest()
