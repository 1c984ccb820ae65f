"""The engine with the models that are shipped."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

import pytest

from generation.catalogue import cards
from generation.engine import Cancelled, EngineError, Request, generate
from generation.music.midi import read_midi, write_midi
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track
from generation.techniques import TECHNIQUES
from tests.generation.tunes import grace, jig, long_tune, ode, tune

MODELS = ("gan-bach", "gan-pop")
QUICK = {"refine": 1}


def made(song: Song, model: str = "gan-pop", seed: int = 1, **parameters: float) -> Song:
    return generate(Request("gan", song, model, seed, {**QUICK, **parameters})).song


def added_names(model: str) -> list[str]:
    card = next(card for card in cards() if card.name == model)
    return [track["name"] for track in card.tracks]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("song", [ode(), grace(), jig()], ids=["4/4", "3/4 with a pick-up", "6/8"])
def test_it_works(model: str, song: Song) -> None:
    band = made(song, model)
    assert band.tracks[0] == song.tracks[0]
    assert (band.tempi, band.meters) == (song.tempi, song.meters)
    assert [track.name for track in band.tracks[1:]] == added_names(model)
    assert sum(len(track.notes) for track in band.tracks[1:]) > len(song.tracks[0].notes)
    assert [track.notes for track in read_midi(write_midi(band)).tracks] == [
        track.notes for track in band.tracks
    ]


@pytest.mark.parametrize("model", MODELS)
def test_it_gives_the_same_notes_for_the_same_seed(model: str) -> None:
    assert made(ode(), model, seed=7).digest == made(ode(), model, seed=7).digest


@pytest.mark.parametrize("model", MODELS)
def test_it_gives_other_notes_for_another_seed(model: str) -> None:
    assert len({made(ode(), model, seed=seed).digest for seed in range(4)}) == 4


def test_it_tells_how_it_was_made() -> None:
    result = generate(Request("gan", ode(), "gan-bach", 5, {"refine": 0}))
    assert result.recipe["input_digest"] == ode().digest
    assert result.recipe["output_digest"] == result.song.digest
    assert result.recipe["parameters"]["refine"] == 0
    assert result.recipe["sampler_version"] == TECHNIQUES["gan"].sampler_version
    assert json.loads(json.dumps(result.recipe)) == result.recipe
    recipe = result.recipe
    again = generate(
        Request(recipe["technique"], ode(), recipe["model"], recipe["seed"], recipe["parameters"])
    )
    assert again.song.digest == recipe["output_digest"]


@pytest.mark.parametrize("qpm", [10, 37.7, 299, 3000])
def test_it_handles_any_tempo(qpm: float) -> None:
    song = tune("60 62 64 65", qpm=qpm)
    assert made(song).tracks[0] == song.tracks[0]


@pytest.mark.parametrize(
    "meter", [(5, 8), (7, 8), (2, 2), (12, 8), (9, 16), (1, 4), (3, 32), (255, 4)]
)
def test_it_handles_odd_meters(meter: tuple[int, int]) -> None:
    song = tune("60 62 64 65 67 65 64 62", meter)
    assert made(song).tracks[0] == song.tracks[0]


def test_it_handles_changes_of_meter_and_tempo() -> None:
    quarter = TICKS_PER_QUARTER
    maps = {
        "meters": (Meter(0, 4, 4), Meter(6 * quarter, 3, 4), Meter(9 * quarter, 6, 8)),
        "tempi": (Tempo(0, 500_000), Tempo(1000, 400_000), Tempo(7777, 900_000)),
    }
    song = replace(ode(), **maps)
    band = made(song)
    assert (band.tracks[0], band.meters, band.tempi) == (song.tracks[0], song.meters, song.tempi)


@pytest.mark.parametrize("model", MODELS)
def test_it_handles_one_bar_and_one_note(model: str) -> None:
    for text in ("60 64 67 72", "60", "127:.01", "0:.25 127:.25"):
        song = tune(text)
        assert made(song, model).tracks[0] == song.tracks[0]


@pytest.mark.parametrize("model", MODELS)
def test_it_accompanies_sixty_four_bars_to_the_end(model: str) -> None:
    song = long_tune(64)
    band = made(song, model, refine=0)
    bars = band.bar_starts()
    assert len(bars) == 64
    for start in bars:
        notes = chain.from_iterable(track.notes for track in band.tracks[1:])
        assert any(start <= n.onset < start + 3840 for n in notes)


def test_it_waits_for_a_melody_that_begins_late() -> None:
    late = tune("60 62 64 65", first=33)
    band = made(late)
    notes = chain.from_iterable(track.notes for track in band.tracks[1:])
    assert min(n.onset for n in notes) >= 33 * TICKS_PER_QUARTER


def test_it_keeps_every_track_of_the_input(sample_song: Callable[..., Song]) -> None:
    song = sample_song(bars=4, band=True)
    assert made(song).tracks[: len(song.tracks)] == song.tracks


def test_it_follows_the_track_it_is_told(sample_song: Callable[..., Song]) -> None:
    song = sample_song(bars=4, band=True)
    assert made(song, melody_track=1).digest != made(song, melody_track=0).digest


def test_it_plays_more_when_asked_for_busy() -> None:
    def notes(busyness: float) -> int:
        return sum(made(ode(), seed=seed, busyness=busyness).note_count for seed in range(6))

    assert notes(1.0) > 1.2 * notes(0.0)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Request("gan", Song()), "no_notes"),
        (Request("gan", Song((Track((Note(0, 36, 100),), drums=True),))), "drums_only"),
        (Request("gan", ode(), "gan-polka"), "unknown_model"),
        (Request("magic", ode()), "unknown_technique"),
        (Request("gan", ode(), parameters={"volume": 3}), "bad_parameter"),
        (Request("gan", ode(), parameters={"refine": 9}), "bad_parameter"),
        (Request("gan", ode(), parameters={"refine": float("nan")}), "bad_parameter"),
        (Request("gan", ode(), parameters={"melody_track": 3}), "no_melody"),
        (Request("gan", ode(), seed=-1), "bad_seed"),
        (Request("gan", tune("60 " * 1100)), "too_long"),
    ],
)
def test_it_rejects_what_it_cannot_play(request_: Request, code: str) -> None:
    with pytest.raises(EngineError) as refused:
        generate(request_)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_it_stops_when_cancelled() -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(Cancelled):
        generate(Request("gan", ode()), cancelled=cancelled)
    assert len(asked) == 4


def test_it_reports_progress_to_the_end() -> None:
    seen: list[tuple[float, str]] = []
    generate(
        Request("gan", ode(), parameters=QUICK),
        lambda fraction, stage: seen.append((fraction, stage)),
    )
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert all(stage for _, stage in seen)
