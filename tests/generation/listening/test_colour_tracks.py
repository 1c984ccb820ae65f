"""An instrument has one colour in all pictures of a melody."""

from generation.listening.colours import colour_tracks
from generation.music.song import COLOURS, Song, Track


def song_of(*names: str) -> Song:
    return Song(tuple(Track(name=name) for name in names))


def test_whoever_plays_has_one_colour() -> None:
    real, ours = song_of("Melody", "Bass", "Drums"), song_of("Melody", "Bass", "Lead", "Drums")
    assert colour_tracks([real, ours], []) == {"Melody": 1, "Bass": 2, "Drums": 3, "Lead": 4}


def test_the_band_of_the_genre_keeps_its_colours() -> None:
    usual = ["Bass", "Guitars", "Drums"]
    colours = [colour_tracks([song_of("Melody", *names)], usual) for names in (["Oboe"], ["Drums"])]
    assert [one["Drums"] for one in colours] == [4, 4] and colours[0]["Oboe"] == 5


def test_the_melody_keeps_its_colour_for_itself() -> None:
    many = [f"Violin {number}" for number in range(20)]
    colours = colour_tracks([song_of("Melody", *many)], [])
    assert colours["Melody"] == 1 and {colours[name] for name in many} == {*range(2, COLOURS + 1)}
