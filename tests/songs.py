"""A song that one can hear in the head."""

from itertools import product

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track


def song_made(bars: int = 4, band: bool = False, title: str = "Sample", transpose: int = 0) -> Song:
    """A C major melody in quarters, with bass, chords and drums when asked."""
    quarter, bar = TICKS_PER_QUARTER, 4 * TICKS_PER_QUARTER
    scale = [60, 64, 67, 72, 71, 67, 65, 62]
    tune = [
        Note(i * quarter, scale[i % 8] + transpose, quarter * 9 // 10, 90) for i in range(4 * bars)
    ]
    tracks = [Track(tuple(tune), program=0, name="Melody")]
    if band:
        bass = [Note(i * bar, 36 + transpose, bar, 80) for i in range(bars)]
        chords = [
            Note(i * bar, pitch + transpose, bar, 60)
            for i, pitch in product(range(bars), (48, 52, 55))
        ]
        drums = [
            Note(i * quarter, 36 if i % 2 == 0 else 38, quarter // 4, 100) for i in range(4 * bars)
        ]
        tracks += [
            Track(tuple(bass), program=33, name="Bass"),
            Track(tuple(chords), program=48, name="Chords"),
            Track(tuple(drums), drums=True, name="Drums"),
        ]
    return Song(tuple(tracks), title=title)
