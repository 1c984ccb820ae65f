"""Real pieces by which the score is measured: none of their works is in what it was made from."""

from collections import defaultdict
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path

from generation.music.song import Song, Track
from scoring.reference.corpora import Piece
from scoring.reference.works import GENRES, split_pieces
from scoring.report import FEWEST_BARS, FEWEST_NOTES
from scoring.spoiling.rows import LENGTH, ONSET, bar_lines, rows_of, with_rows

MOST_PIECES, MOST_BARS = 60, 64


@lru_cache(maxsize=2)
def held_back(
    genre: str, folder: Path, split: str, most: int = MOST_PIECES, bars: int = MOST_BARS
) -> list[Piece]:
    """At most so many pieces of a split that can be scored, their first bars, as many works as
    there are before any has a second piece. Read once a process."""
    works: dict[str, list[Piece]] = defaultdict(list)
    for piece in split_pieces(GENRES[genre], folder, split):
        song = cut_bars(piece.song, bars)
        if len(bar_lines(song)) > FEWEST_BARS and song.note_count >= FEWEST_NOTES:
            works[piece.work].append(Piece(piece.work, song))
    rounds = zip_longest(*(works[work] for work in sorted(works)))
    return [piece for piece in chain.from_iterable(rounds) if piece is not None][:most]


def cut_bars(song: Song, bars: int) -> Song:
    """The first bars of a song; what sounds beyond them ends with them."""
    lines = bar_lines(song)
    if len(lines) - 1 <= bars:
        return song
    return song.with_tracks(_cut_track(track, int(lines[bars])) for track in song.tracks)


def _cut_track(track: Track, end: int) -> Track:
    rows = rows_of(track)
    rows = rows[rows[:, ONSET] < end]
    rows[:, LENGTH] = rows[:, LENGTH].clip(max=end - rows[:, ONSET])
    return with_rows(track, rows)
