"""Music of no invention: a loop of three chords, a chord that stays, a scale up and down."""

import numpy as np

from generation.music.song import TICKS_PER_QUARTER, Song, Track
from generation.music.theory import estimate_song_key
from scoring.spoiling.noise import scale_between
from scoring.spoiling.rows import (
    PITCH,
    Rows,
    Ticks,
    bar_lines,
    beat_lines,
    by_register,
    rows_of,
    with_rows,
)
from scoring.spoiling.spoiling import Spoil

Random = np.random.Generator
EIGHTH = TICKS_PER_QUARTER // 2
ROOTS = np.array([0, 5, 7, 0])  # I IV V I, a bar each
MAJOR, MINOR = np.array([0, 4, 7]), np.array([0, 3, 7])
KICK, SNARE, HAT = 36, 38, 42
LOUD = 80
FEWEST_TRACKS = 3  # of a band: bass, chords, arpeggio


def loop_chords(song: Song, other: Song, random: Random) -> Song | None:
    """I-IV-V-I in one track, each chord struck on the beats."""
    places = by_register(song)
    if not places:
        return None
    track = song.tracks[places[len(places) // 2]]
    return song.with_tracks([with_rows(track, _chords(song, _middle(track), beat_lines(song)))])


def loop_band(drums: bool) -> Spoil:
    """I-IV-V-I by a band: bass on every other beat, arpeggios above, chords between."""

    def spoil(song: Song, other: Song, random: Random) -> Song | None:
        places = by_register(song)
        if not places:
            return None
        spare = [places[-1]] * max(0, FEWEST_TRACKS - len(places))
        tracks = [song.tracks[place] for place in (*places, *spare)]
        chords = [
            with_rows(track, _chords(song, _middle(track), bar_lines(song)))
            for track in tracks[1:-1]
        ]
        bass = with_rows(tracks[0], _bass(song, tracks[0]))
        top = with_rows(tracks[-1], _arpeggio(song, tracks[-1]))
        return song.with_tracks([bass, *chords, top, *_kit(song, drums)])

    return spoil


def _bass(song: Song, track: Track) -> Rows:
    beats = beat_lines(song)
    onsets = beats[:-1:2]
    stops = np.append(onsets[1:], beats[-1:])
    pitch = _near(_roots(song, onsets), min(_middle(track), 50) - 12)
    return strike(onsets, stops - onsets, pitch)


def _arpeggio(song: Song, track: Track) -> Rows:
    onsets = np.arange(0, int(bar_lines(song)[-1]), EIGHTH)
    table = np.append(_triad(song), 12)[[0, 1, 2, 3, 2, 1]]
    tones = table[np.arange(len(onsets)) % len(table)]
    pitch = _near(_roots(song, onsets), _middle(track)) + tones
    return strike(onsets, np.full(len(onsets), EIGHTH), pitch)


def _chords(song: Song, middle: float, lines: Ticks) -> Rows:
    """A triad from each line to the next."""
    onsets, triad = lines[:-1], _triad(song)
    roots = _near(_roots(song, onsets), middle)
    times, lengths = np.repeat(onsets, len(triad)), np.repeat(np.diff(lines), len(triad))
    return strike(times, lengths, (roots[:, None] + triad).ravel())


def _kit(song: Song, drums: bool) -> list[Track]:
    """Kick and snare in turn on the beats, a hat on the eighths."""
    if not drums:
        return []
    beats = beat_lines(song)[:-1]
    eighths = np.arange(0, int(bar_lines(song)[-1]), EIGHTH)
    hits = np.where(np.arange(len(beats)) % 2, SNARE, KICK)
    onsets = np.concatenate([beats, eighths])
    pitch = np.concatenate([hits, np.full(len(eighths), HAT)])
    return [with_rows(Track(drums=True), strike(onsets, np.full(len(onsets), EIGHTH), pitch))]


def hold_chord(song: Song, other: Song, random: Random) -> Song | None:
    """The tonic chord from the first bar line to the last, a tone in each track."""
    return _tonic(song, bar_lines(song)[[0, -1]])


def repeat_chord(song: Song, other: Song, random: Random) -> Song | None:
    """The tonic chord on every beat, a tone in each track; the whole chord in a single one."""
    return _tonic(song, beat_lines(song))


def _tonic(song: Song, lines: Ticks) -> Song | None:
    places, triad, tonic = by_register(song), _triad(song), _tonic_class(song)
    if not places:
        return None
    tracks = []
    for rank, place in enumerate(places):
        tones = triad if len(places) == 1 else triad[[rank % len(triad)]]
        pitch = _near(tonic + tones, _middle(song.tracks[place]))
        times, lengths = np.repeat(lines[:-1], len(tones)), np.repeat(np.diff(lines), len(tones))
        rows = strike(times, lengths, np.tile(pitch, len(lines) - 1))
        tracks.append(with_rows(song.tracks[place], rows))
    return song.with_tracks(tracks)


def play_scale(most: int | None) -> Spoil:
    """The piece's scale up and down in eighths, in the highest track or (None) in each."""

    def spoil(song: Song, other: Song, random: Random) -> Song | None:
        tracks = [song.tracks[place] for place in by_register(song)[-(most or 0) :]]
        if not tracks:
            return None
        return song.with_tracks(with_rows(track, _scale(song, track)) for track in tracks)

    return spoil


def _scale(song: Song, track: Track) -> Rows:
    pitch = rows_of(track)[:, PITCH]
    scale = scale_between(song, int(pitch.min()), int(pitch.max()))
    onsets = np.arange(0, int(bar_lines(song)[-1]), EIGHTH)
    turn = np.arange(len(onsets)) % (2 * len(scale) - 2)
    path = scale[np.minimum(turn, 2 * len(scale) - 2 - turn)]
    return strike(onsets, np.full(len(onsets), EIGHTH), path)


def strike(onsets: Ticks, lengths: Ticks, pitch: Rows) -> Rows:
    """Notes as rows, all of one loudness."""
    return np.stack([onsets, pitch, lengths, np.full(len(onsets), LOUD)], axis=1)


def _roots(song: Song, onsets: Ticks) -> Ticks:
    """The root's pitch class for each onset."""
    bars = np.searchsorted(bar_lines(song), onsets, "right") - 1
    return np.asarray((_tonic_class(song) + ROOTS[bars % len(ROOTS)]) % 12, np.int64)


def _tonic_class(song: Song) -> int:
    key = estimate_song_key(song)
    return key.tonic if key else 0


def _triad(song: Song) -> Ticks:
    key = estimate_song_key(song)
    return MINOR if key and key.mode == "minor" else MAJOR


def _middle(track: Track) -> float:
    return float(rows_of(track)[:, PITCH].mean())


def _near(classes: Ticks, middle: float) -> Ticks:
    """The pitch of each class that is nearest to the middle, or just under it."""
    low = int(np.clip(middle, 24, 96)) - 6
    return np.asarray(low + (classes - low) % 12, np.int64)
