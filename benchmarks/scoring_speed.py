"""Scoring a song: our metrics beside the same metrics of muspy, in one run, on the same song."""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import muspy
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from scoring.metrics import METRICS, measure
from scoring.report import judge

ROUNDS = 15
SEED = 1
STEP = TICKS_PER_QUARTER // 24  # muspy's usual resolution


def song_of(bars: int = 96, notes: int = 640) -> Song:
    """Three tracks of random notes, as many as a pop song has."""
    draw = np.random.default_rng(SEED)
    tracks = []
    for _ in range(3):
        rows = zip(
            draw.integers(0, bars * 16, notes),
            draw.integers(40, 84, notes),
            draw.integers(1, 8, notes),
            strict=True,
        )
        tracks.append(Track(tuple(Note(int(a) * 240, int(p), int(n) * 240) for a, p, n in rows)))
    return Song(tuple(tracks))


def in_muspy(song: Song) -> muspy.Music:
    tracks = []
    for track in song.tracks:
        notes = [muspy.Note(n.onset // STEP, n.pitch, n.length // STEP) for n in track.notes]
        tracks.append(muspy.Track(notes=notes))
    return muspy.Music(resolution=24, tracks=tracks)


def by_muspy(music: muspy.Music) -> list[float]:
    """The nine metrics that both have."""
    return [
        muspy.n_pitches_used(music),
        muspy.n_pitch_classes_used(music),
        muspy.pitch_range(music),
        muspy.pitch_entropy(music),
        muspy.pitch_class_entropy(music),
        muspy.scale_consistency(music),
        muspy.pitch_in_scale_rate(music, 0, "major"),
        muspy.polyphony_rate(music),
        muspy.groove_consistency(music, 96),
    ]


def timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return 1000 * (perf_counter() - begun)


def main() -> None:
    song = song_of()
    music = in_muspy(song)
    rows = [
        (timed(lambda: measure(song)), timed(lambda: by_muspy(music)), timed(lambda: judge(song)))
        for _ in range(ROUNDS)
    ]
    ours, theirs, report = (median(column) for column in zip(*rows, strict=True))
    print(f"Scoring a song of {song.note_count:,} notes, median of {ROUNDS} rounds in turn")
    print(f"  our {len(METRICS)} metrics        {ours:8.2f} ms")
    print(f"  muspy 0.5, 9 of them  {theirs:8.2f} ms   ({theirs / ours:.0f} times ours)")
    print(f"  whole report, windows of eight bars and ranges too  {report:.1f} ms")


if __name__ == "__main__":
    main()
