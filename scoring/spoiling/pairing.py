"""Music that does not belong together: tracks of one piece in another."""

from dataclasses import replace

import numpy as np

from generation.music.melody import melody_track
from generation.music.song import Song, Track
from generation.music.theory import pitch_class_histogram, transpose
from scoring.spoiling.rows import (
    Rows,
    bar_lines,
    by_register,
    place_slices,
    place_song_slices,
    rows_of,
    usual_bars,
    with_rows,
)

Random = np.random.Generator
USUAL = 0.8  # of a piece's bars have its usual length where another piece is laid on it
FEWEST_BARS = 4


def swap_tracks(song: Song, other: Song, random: Random) -> Song | None:
    """Half of the pitched tracks come from another piece, in its own key."""
    return _swapped(song, fit_tracks(other, song), random)


def swap_tracks_in_key(song: Song, other: Song, random: Random) -> Song | None:
    """Half of the pitched tracks come from another piece, moved to where its tones fit best."""
    return _swapped(song, fit_tracks(move_to_key_of(other, song), song), random)


def _swapped(song: Song, theirs: Song | None, random: Random) -> Song | None:
    places = by_register(song)
    if theirs is None or len(places) < 2:
        return None
    chosen = random.choice(places, max(1, len(places) // 2), replace=False)
    return take_tracks(song, theirs, chosen.tolist())


def take_tracks(song: Song, theirs: Song, chosen: list[int]) -> Song | None:
    """The song with the notes of some tracks exchanged for those of another piece that `fit_tracks`
    made; None where all of these rest."""
    if not any(theirs.tracks[place].notes for place in chosen):
        return None
    return song.with_tracks(
        with_rows(track, rows_of(theirs.tracks[place])) if place in chosen else track
        for place, track in enumerate(song.tracks)
    )


def play_over_other_band(song: Song, other: Song, random: Random) -> Song | None:
    """The melody over all other tracks of another piece, each in its own key."""
    return _over_band(song, fit_length(other, song))


def play_over_other_band_in_key(song: Song, other: Song, random: Random) -> Song | None:
    """The melody over all other tracks of another piece, moved to where its tones fit best."""
    return _over_band(song, fit_length(move_to_key_of(other, song), song))


def _over_band(song: Song, theirs: Song | None) -> Song | None:
    if theirs is None or len(by_register(song)) < 2 or len(by_register(theirs)) < 2:
        return None
    tune = melody_track(theirs)
    band = [track for place, track in enumerate(theirs.tracks) if place != tune]
    return song.with_tracks([song.tracks[melody_track(song)], *band])


def move_to_key_of(other: Song, song: Song) -> Song:
    """The other piece moved by -6 to 5 semitones to where its pitch classes agree best."""
    ours, theirs = pitch_class_histogram(song), pitch_class_histogram(other)
    fits = [float(ours @ np.roll(theirs, shift)) for shift in range(12)]
    return transpose(other, (int(np.argmax(fits)) + 6) % 12 - 6)


def fit_length(other: Song, song: Song, from_middle: bool = False) -> Song | None:
    """The other piece as long as this one: bars looped where it is shorter, from its middle on if
    asked. Bars of an unusual length are passed over. None where the usual ones differ."""
    lines, theirs = bar_lines(song), bar_lines(other)
    places, bars = usual_bars(lines), usual_bars(theirs)
    if len(places) < max(1, USUAL * (len(lines) - 1)) or len(bars) < FEWEST_BARS:
        return None
    if lines[places[0] + 1] - lines[places[0]] != theirs[bars[0] + 1] - theirs[bars[0]]:
        return None
    ahead = len(bars) // 2 - len(places) // 2 if from_middle else 0
    order = bars[(np.arange(len(places)) + ahead) % len(bars)]
    placed = place_song_slices(other, theirs, order, lines[places])
    return replace(placed, meters=song.meters, tempi=song.tempi)


def fit_tracks(other: Song, song: Song, from_middle: bool = False) -> Song | None:
    """The other piece on this one's tracks: lowest on lowest, highest on highest, those between by
    rank, drums on drums. None where their bars are not of one length."""
    theirs = fit_length(other, song, from_middle)
    if theirs is None or not by_register(theirs) or not by_register(song):
        return None
    ours, ranks = by_register(song), by_register(theirs)
    held: dict[int, Rows] = {}
    for rank, place in enumerate(ours):
        share = rank / max(1, len(ours) - 1) if len(ours) > 1 else 1.0
        held[place] = rows_of(theirs.tracks[ranks[round(share * (len(ranks) - 1))]])
    drums = np.concatenate([np.zeros((0, 4), np.int64), *map(rows_of, _drums(theirs))])
    first = next((place for place, track in enumerate(song.tracks) if track.drums), None)
    if first is not None:
        held[first] = drums
    silent = np.zeros((0, 4), np.int64)
    return song.with_tracks(
        with_rows(track, held.get(place, silent)) for place, track in enumerate(song.tracks)
    )


def _drums(song: Song) -> list[Track]:
    return [track for track in song.tracks if track.drums]


def shift_track(song: Song, place: int, bars: int) -> Song:
    """One track moved by whole bars: what leaves at the end comes in at the beginning."""
    lines, track = bar_lines(song), song.tracks[place]
    order = np.roll(np.arange(len(lines) - 1), bars)
    rows = place_slices(rows_of(track), lines, order, lines[:-1], track.drums)
    tracks = list(song.tracks)
    tracks[place] = with_rows(track, rows)
    return song.with_tracks(tracks)
