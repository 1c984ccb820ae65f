"""Own files: which of somebody's songs each technique can learn from, which are one piece twice,
and which are kept back to judge by. A technique tells by itself why it cannot use a song."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from itertools import chain, groupby
from typing import NamedTuple, TypeVar

from generation.codecs.grid import STEP_TICKS
from generation.music.song import Note, Song, Track
from generation.music.sounding import sounding_digest

FEWEST, MOST = 20, 500  # pieces of a data set
KEPT_BACK = 10  # of so many pieces one is kept back, by which the network is judged
BARS = 4  # of a piece at least
STEPS = 8_192  # sixteenths of a piece that are learnt from: 512 bars
ONLY_DRUMS = "only drums"
TOO_SHORT = f"shorter than {BARS} bars"
NOTHING = "no notes"

Read = TypeVar("Read")
Judge = Callable[[Song], str]  # why a technique cannot use a song; empty where it can


class Unusable(ValueError):
    """Why a song cannot be learnt from, in words that complete "left out: "."""


class Piece(NamedTuple):
    """What was found of one file."""

    name: str
    fingerprint: str  # the same for the same notes in another key, tempo or arrangement of tracks
    duplicate_of: str  # the name of an earlier piece with the same notes; empty where it is new
    refusals: Mapping[str, str]  # technique -> why it cannot use it, in words
    split: str  # train or valid; empty where nobody can use it
    notes: int
    seconds: float


class Findings(NamedTuple):
    """What was found of a set of files."""

    pieces: tuple[Piece, ...]
    usable: Mapping[str, int]  # technique -> pieces it can learn from
    refusals: Mapping[str, str]  # technique -> why it cannot be trained on these, in words
    refusal: str  # why no technique can be; empty where one can

    @property
    def duplicates(self) -> int:
        return sum(bool(piece.duplicate_of) for piece in self.pieces)


def examine_songs(songs: Sequence[tuple[str, Song]], judges: Mapping[str, Judge]) -> Findings:
    """(name, song) of each file, in the order in which they came; `judges` are
    `generation.techniques.song_judges()`."""
    if len(songs) > MOST:
        told = f"These are {len(songs):,} files; a data set holds {MOST} at most. Choose some."
        return Findings((), dict.fromkeys(judges, 0), dict.fromkeys(judges, told), told)
    pieces = tell_apart([examine(name, song, judges) for name, song in songs])
    pieces = split_pieces(pieces, list(judges))
    counts = {technique: len(list_usable(pieces, technique)) for technique in judges}
    refusals = {
        technique: refuse_count(pieces, technique, count)
        for technique, count in counts.items()
        if count < FEWEST
    }
    most = max(counts, key=lambda technique: counts[technique])
    refusal = refusals[most] if len(refusals) == len(judges) else ""
    return Findings(tuple(pieces), counts, refusals, refusal)


def examine(name: str, song: Song, judges: Mapping[str, Judge]) -> Piece:
    found = {technique: judge(song) for technique, judge in judges.items()}
    refusals = {technique: words for technique, words in found.items() if words}
    return Piece(name, take_fingerprint(song), "", refusals, "", song.note_count, song.seconds)


def take_fingerprint(song: Song) -> str:
    """Of the notes that sound, on a grid of the song's own pulse, counted from the lowest; empty
    where nothing sounds."""
    pitched = chain.from_iterable(track.notes for track in song.tracks if not track.drums)
    lowest = min((note.pitch for note in pitched), default=0)
    return sounding_digest(song.with_tracks(lower(track, lowest) for track in song.tracks))


def lower(track: Track, by: int) -> Track:
    if track.drums:
        return track
    return replace(
        track,
        notes=tuple(note._replace(pitch=note.pitch - by) for note in track.notes),
        generated=frozenset(),
    )


def tell_apart(pieces: Iterable[Piece]) -> list[Piece]:
    """Names on each piece the first one that has the same notes."""
    first: dict[str, str] = {}
    found = []
    for piece in pieces:
        known = first.get(piece.fingerprint, "") if piece.fingerprint else ""
        first.setdefault(piece.fingerprint, piece.name)
        found.append(piece._replace(duplicate_of=known))
    return found


def split_pieces(pieces: Sequence[Piece], techniques: Sequence[str]) -> list[Piece]:
    """A tenth is kept back: by the digest of the notes, whatever the files are called and in
    whatever order they come. Each technique that can use two pieces has one of them there."""
    usable = [piece for piece in pieces if is_usable(piece, techniques)]
    order = sorted(usable, key=lambda p: (len(p.refusals), sorted(p.refusals), spread(p)))
    kept: set[str] = set()
    # Of those that the same techniques can use a tenth: else one's few might all be kept back.
    for _, group in groupby(order, key=lambda piece: sorted(piece.refusals)):
        alike = list(group)
        kept |= {piece.fingerprint for piece in alike[: len(alike) // KEPT_BACK]}
    for technique in techniques:
        known = list_usable(order, technique)
        if len(known) > 1 and not any(piece.fingerprint in kept for piece in known):
            kept.add(known[0].fingerprint)
    return [
        piece._replace(split="valid" if piece.fingerprint in kept else "train")
        if is_usable(piece, techniques)
        else piece
        for piece in pieces
    ]


def spread(piece: Piece) -> str:
    """Another digest of the notes, so that where a piece comes tells nothing of them."""
    return sha256(f"split {piece.fingerprint}".encode()).hexdigest()


def is_usable(piece: Piece, techniques: Sequence[str]) -> bool:
    return not piece.duplicate_of and len(piece.refusals) < len(techniques)


def list_usable(pieces: Iterable[Piece], technique: str) -> list[Piece]:
    return [piece for piece in pieces if not piece.duplicate_of and technique not in piece.refusals]


def refuse_count(pieces: Sequence[Piece], technique: str, count: int) -> str:
    """Why so few pieces are too few, and what would help."""
    if not pieces:
        return f"There are no files yet. Add {FEWEST} pieces at least."
    if all(piece.refusals.get(technique) == ONLY_DRUMS for piece in pieces):
        return "These files hold only drums. Add pieces with a melody."
    usable = {0: "None of these pieces", 1: "One of these pieces"}.get(count, f"{count} pieces")
    told = f"{usable} can be learnt from; it takes {FEWEST} at least."
    return f"{told}{tell_most_common(pieces, technique)} Add {FEWEST - count} more."


def tell_most_common(pieces: Sequence[Piece], technique: str) -> str:
    """What keeps most of the others out."""
    copies = sum(bool(piece.duplicate_of) for piece in pieces)
    found = [piece.refusals[technique] for piece in pieces if technique in piece.refusals]
    counts = {words: found.count(words) for words in dict.fromkeys(found)}
    if copies:
        counts["the same notes as another"] = copies
    parts = [f"{count} {words}" for words, count in sorted(counts.items(), key=lambda p: -p[1])]
    return f" Left out: {'; '.join(parts)}." if parts else ""


def judge_by(read: Callable[[Song], object]) -> Judge:
    """Why what reads a song refuses it; nothing where it does not."""

    def judge(song: Song) -> str:
        try:
            read(song)
        except Unusable as error:
            return str(error)
        return ""

    return judge


def read_usable(read: Callable[[Song], Read], songs: Iterable[Song]) -> list[Read]:
    """What comes of those songs that are not refused."""
    found = []
    for song in songs:
        with suppress(Unusable):
            found.append(read(song))
    return found


def cut_song(song: Song) -> Song:
    """What of a song is learnt from: tracks that play, up to its 512th bar of sixteen sixteenths.
    Raises `Unusable` where nothing plays."""
    limit = STEPS * STEP_TICKS
    tracks = [cut_track(track, limit) for track in song.tracks if track.notes]
    kept = [track for track in tracks if track.notes]
    if not kept:
        raise Unusable(NOTHING)
    tempi = tuple(tempo for tempo in song.tempi if tempo.tick < limit)
    meters = tuple(meter for meter in song.meters if meter.tick < limit)
    return replace(song, tracks=tuple(kept), tempi=tempi, meters=meters, chords=())


def cut_track(track: Track, limit: int) -> Track:
    notes = tuple(cut_note(note, limit) for note in track.notes if note.onset < limit)
    return replace(track, notes=notes, generated=frozenset())


def cut_note(note: Note, limit: int) -> Note:
    return note._replace(length=min(note.length, limit - note.onset))


def count_bars(song: Song) -> int:
    """Bars of four quarters, or of the song's own where they are shorter, from the first note to
    the last."""
    first = min(track.notes[0].onset for track in song.tracks)
    bar = min(song.meters[0].bar_ticks, 16 * STEP_TICKS)
    return -(-(song.end - first) // bar)


def refuse_short(song: Song) -> None:
    if count_bars(song) < BARS:
        raise Unusable(TOO_SHORT)
