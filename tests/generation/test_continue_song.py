"""Carrying songs on with the installed Transformer, through the engine's door."""

import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from generation.engine import EngineError, Request, generate
from generation.music.midi import write_midi
from generation.music.song import Note, Song, Track
from generation.take import read_edit, replayed
from tests.conftest import REPOSITORY
from tests.generation.continuer import band
from tests.generation.tunes import grace, jig, long_tune, ode

BAR = 4 * 960


def made(song: Song, seed: int = 1, **parameters: object):
    return generate(Request("transformer", song, None, seed, parameters))


def test_it_works() -> None:
    result = made(band(), seconds=15)
    song = result.song
    assert 14 < song.seconds_at(song.end) - band().seconds_at(8 * BAR) <= 16.5
    assert all(
        set(old.notes) < set(new.notes)
        for old, new in zip(band().tracks[1:], song.tracks[1:], strict=True)
    )
    assert result.recipe["output_digest"] == song.digest
    assert "others" not in result.recipe


@pytest.mark.parametrize("song", [ode(), grace(), jig()], ids=["4/4", "3/4", "6/8"])
def test_it_stays_in_the_key(song: Song) -> None:
    notes = [note for note in made(song, seconds=20).song.tracks[0].notes if note.onset >= song.end]
    scale = {pitch % 12 for pitch in (60, 62, 64, 65, 66, 67, 69, 71)}
    assert len(notes) > 8
    assert sum(note.pitch % 12 in scale for note in notes) > 0.7 * len(notes)


def test_its_recipe_brings_every_take_back() -> None:
    result = made(band(), candidates=3, seconds=6)
    others = json.loads(json.dumps(result.recipe["others"]))
    songs = [replayed(result.song, map(read_edit, other)) for other in others]
    assert len({song.digest for song in [result.song, *songs]}) == 3


@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_seed_gives_the_same_notes_in_every_process(tmp_path: Path, threads: int) -> None:
    (tmp_path / "in.mid").write_bytes(write_midi(band()))
    line = [
        sys.executable,
        "manage.py",
        "generate",
        str(tmp_path / "in.mid"),
        str(tmp_path / "out.mid"),
    ]
    environment = {
        **os.environ,
        "OPENBLAS_NUM_THREADS": str(threads),
        "OMP_NUM_THREADS": str(threads),
    }
    line += ["--technique", "transformer", "--seed", "7", "--param", "seconds=20"]
    done = subprocess.run(
        line, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True
    )
    from generation.music.midi import read_midi

    here = made(read_midi((tmp_path / "in.mid").read_bytes()), 7, seconds=20)
    assert json.loads(done.stdout)["output_digest"] == here.recipe["output_digest"]


def test_it_needs_no_torch() -> None:
    program = (
        "import sys; from tests.generation.tunes import ode; from generation.engine import *;"
        "generate(Request('transformer', ode(), None, 1, {'seconds': 5})); print('torch' in "
        "sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_it_tells_why_a_wish_cannot_be_granted() -> None:
    with pytest.raises(EngineError) as told:
        made(ode(), mode="fill bars", first_bar=40)
    assert told.value.code == "refused"
    assert "bars 1 to 8" in told.value.message


def test_it_says_how_far_it_is_and_stops_when_asked() -> None:
    seen: list[float] = []
    request = Request("transformer", ode(), None, 1, {"seconds": 20})
    generate(request, lambda fraction, stage, draft=None: seen.append(fraction))
    assert seen == sorted(seen) and len(seen) > 10 and seen[-1] == 1
    from generation.engine import Cancelled

    with pytest.raises(Cancelled):
        generate(request, cancelled=lambda: len(seen) > 0)


def test_it_stands_extreme_songs() -> None:
    one = Song((Track((Note(0, 127, 1, 1),)),))
    dense = Song((Track(tuple(Note(10 * n, 30 + n % 60, 5, 127) for n in range(900))),))
    late = Song((Track((Note(1000 * 960, 60, 960),)),))
    for song in (one, dense, late):
        assert made(song, seconds=5).song.note_count >= song.note_count


def beat(bars: int) -> Song:
    """Kick and snare in turn, hi-hats between them."""
    strokes = (
        Note(960 * n + half, (42 if half else (36, 38)[n % 2]), 120, 90)
        for n, half in product(range(4 * bars), (0, 480))
    )
    return Song((Track(tuple(strokes), drums=True, name="Kit"),))


def test_it_carries_drums_on_alone() -> None:
    song = made(beat(8), seconds=8).song
    new = [note for note in song.tracks[0].notes if note.onset >= 8 * BAR]
    assert len(new) > 16
    assert {note.pitch for note in new} & {36, 38, 42}


def test_only_the_drums_go_on_where_that_is_wished() -> None:
    both = ode().with_tracks([*ode().tracks, *beat(8).tracks])
    song = made(both, seconds=8, solo=True, melody_track=1).song
    assert song.tracks[0].notes == ode().tracks[0].notes
    assert len(song.tracks[1].notes) > len(beat(8).tracks[0].notes)


def test_it_joins_a_beat_with_a_bass() -> None:
    song = made(beat(8), mode="add a track", instrument="bass").song
    assert [len(track.notes) > 8 for track in song.tracks] == [True, True]


@pytest.mark.parametrize(
    ("song", "wish", "code"),
    [
        (Song((Track(()),)), {}, "no_notes"),
        (ode().with_tracks([*ode().tracks, Track(())]), {"melody_track": 1}, "empty_track"),
        (long_tune(272), {"seconds": 60}, "refused"),  # 594 s
        (ode().with_tracks([*ode().tracks, *[Track(())] * 63]), {"mode": "add a track"}, "refused"),
    ],
)
def test_it_refuses_what_no_song_can_hold(song: Song, wish: dict[str, object], code: str) -> None:
    with pytest.raises(EngineError) as told:
        made(song, **wish)
    assert told.value.code == code


def test_a_long_song_goes_on_up_to_the_limit() -> None:
    song = made(long_tune(264), seconds=10).song
    assert 580 < song.seconds <= 600


@pytest.mark.parametrize("candidates", [1, 3])
def test_it_refuses_takes_with_more_notes_than_a_song_holds(
    monkeypatch: pytest.MonkeyPatch, candidates: int
) -> None:
    result = made(band(), seconds=5, candidates=candidates)
    others = [
        replayed(result.song, map(read_edit, other)) for other in result.recipe.get("others", [])
    ]
    most = max(song.note_count for song in (result.song, *others))
    monkeypatch.setattr("generation.engine.MAX_NOTES", most)
    assert made(band(), seconds=5, candidates=candidates).song == result.song
    monkeypatch.setattr("generation.engine.MAX_NOTES", most - 1)
    with pytest.raises(EngineError, match=f"would have {most}") as told:
        made(band(), seconds=5, candidates=candidates)
    assert told.value.code == "too_many_notes"
