"""Ten melodies by rule."""

import pytest

from generation.music.song import Meter, Note, Song, Track
from generation.techniques.gan.genres.melodies import (
    COUNT,
    TRAITS,
    Chosen,
    choose,
    count_notes,
    cut_tune,
)
from generation.techniques.gan.subjects import Subject

QUARTER = 960
MAJOR, MINOR = (60, 62, 64, 65, 67, 69, 71, 72), (57, 59, 60, 62, 64, 65, 68, 69)


def tune(*onsets: float, scale: tuple[int, ...] = MAJOR, meter: tuple[int, int] = (4, 4)) -> Song:
    """Notes at some quarters, up and down a scale, and the tonic long at the end."""
    notes = [Note(round(at * QUARTER), scale[n % 8], 240) for n, at in enumerate(onsets)]
    notes.append(Note(round((onsets[-1] + 1) * QUARTER), scale[0], 4 * QUARTER))
    return Song((Track(tuple(notes)),), meters=(Meter(0, *meter),))


PLAIN = tune(*range(40))
EXAMPLES = {
    "3/4": tune(*range(40), meter=(3, 4)),
    "6/8": tune(*(n * 1.5 for n in range(24)), meter=(6, 8)),
    "minor": tune(*range(40), scale=MINOR),
    "pick-up": tune(*range(3, 43)),
    "swing": tune(*(n // 2 + n % 2 * 2 / 3 for n in range(40))),
    "sparse": tune(*range(0, 80, 4)),
    "fast": tune(*(n / 4 for n in range(160))),
}


def subject(name: str, song: Song) -> Subject:
    return Subject(name, song, None)


@pytest.mark.parametrize("trait", TRAITS)
def test_it_works(trait: str) -> None:
    assert TRAITS[trait](EXAMPLES[trait])
    assert not TRAITS[trait](PLAIN)


def test_the_genres_own_come_first() -> None:
    own = [subject("own waltz", EXAMPLES["3/4"]), *(subject(f"{n}", PLAIN) for n in range(20))]
    others = [subject(f"other {name}", song) for name, song in EXAMPLES.items()]
    chosen = {each.trait: each.subject.name for each in choose(own, others)}
    assert chosen["3/4"] == "own waltz"
    assert chosen["6/8"] == "other 6/8"


def test_plain_ones_fill_up_the_ten() -> None:
    own = [subject(f"{n}", PLAIN) for n in range(20)]
    others = [subject(name, song) for name, song in EXAMPLES.items()]
    chosen: list[Chosen] = choose(own, others)
    assert len(chosen) == COUNT
    assert len({each.subject.name for each in chosen}) == COUNT


def test_a_tune_begins_with_its_first_bar() -> None:
    cut = cut_tune(tune(*range(8, 60)))
    assert cut is not None
    assert cut.tracks[0].notes[0].onset == 0
    assert count_notes(cut) == pytest.approx(4, rel=0.1)


def test_tunes_whose_meter_changes_are_left_out() -> None:
    song = tune(*range(60))
    changed = Song(song.tracks, meters=(Meter(0, 4, 4), Meter(7680, 3, 4)))
    assert cut_tune(changed) is None
