"""Who plays beside the models, to compare with: rules, and a bound below."""

from collections.abc import Sequence

from chartbusters.modelcontests.suites import band_of, melody_alone, shuffle_bars
from generation.arranger.styles import STYLES, arrange
from generation.codecs.instrumentation import Part
from generation.listening.bands import parts_of
from generation.music.song import Song, Track

USUAL = "pop"  # where the challenge's music is none that the rules know


def style_of(genre: str) -> str:
    return genre if genre in STYLES else USUAL


def arranged(melody: Song, genre: str) -> Song:
    """The melody with a band by rule, on the instruments of the site's own model of the genre:
    nobody is to be known by a sound."""
    style = style_of(genre)
    song = arrange(style, melody, 0, parts(style))
    return song.with_tracks(track for track in song.tracks if track.notes)


def parts(style: str) -> list[Part]:
    # Here, not above: they bring the readers of archives, which no web process needs.
    from generation.techniques.gan.accompanying import seat_arranger
    from generation.techniques.gan.stages import find_genre_stage

    return seat_arranger(parts_of(style), style, find_genre_stage(style))


def shuffled(song: Song, others: Sequence[Song], genre: str, seed: int) -> Song:
    """The melody of a song with shuffled bars of its own band; else of the band of another melody;
    where nobody has one, of the arranger's."""
    melody = melody_alone(song)
    return shuffle_bars(melody, _band(song, others) or band_of(arranged(melody, genre)), seed)


def _band(song: Song, others: Sequence[Song]) -> list[Track]:
    if own := band_of(song):
        return own
    alike = (other for other in others if other.meters == song.meters)
    return next((band for band in map(band_of, alike) if band), [])
