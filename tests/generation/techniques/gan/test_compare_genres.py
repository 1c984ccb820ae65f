"""The tables of the bands of the genres: real bands that lack parts, and none at all."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generation.arranger.styles import arrange
from generation.catalogue import Card, cards
from generation.codecs.instrumentation import Part
from generation.datasets.labelled_chords import Stretch
from generation.evaluation.bands.figures import PLAYERS
from generation.evaluation.tables import Asked
from generation.harmony.symbols import Symbol
from generation.music.song import Song, Track
from generation.techniques.gan import accompanying, evaluate, rows, stages
from generation.techniques.gan.band.parameters import OFF
from generation.techniques.gan.genres.roles import name_player
from generation.techniques.gan.subjects import Subject, make_subject
from tests.generation.evaluation.bands.bands import band, tune
from tests.generation.evaluation.light import lighten

CARDS = {card.genre: card for card in cards() if card.technique == "gan" and card.network}
BARS = 8
ASKED: list[dict[str, Any]] = []
SYMBOLS = (Symbol(0, "major", 0), Symbol(9, "minor", 9), Symbol(5, "major", 5))
CHORDS = tuple(
    Stretch(16 * bar, 16 * bar + 16, symbol) for bar, symbol in enumerate((*SYMBOLS, None) * 2)
)


def arrange_instead(
    card: Card, song: Song, seed: int, parameters: dict[str, Any] | None = None
) -> Song:
    """As the model does: parts that are not wanted have no track."""
    wishes = parameters or {}
    ASKED.append(wishes)
    band = accompanying.read_parts(card)
    return arrange(card.genre, song, 0, [p for p in band if wishes.get(name_player(p)) != OFF])


def seat_band(parts: Sequence[Part], number: int) -> Song:
    """A made-up band on the parts of a card; every other piece has no pad."""
    played = band(BARS)
    bass, chords, pad, kit = played.tracks[1:]
    found = {"bass": bass, "comp": chords, "drums": kit} | ({"pad": pad} if number % 2 else {})
    return played.with_tracks(
        [played.tracks[0], *(found.get(name_player(part), Track(())) for part in parts)]
    )


def load_real(folder: Path, parts: Sequence[Part], split: str) -> list[Subject]:
    """Six pieces, of each two stretches."""
    rows = product(range(6), range(2))
    return [make_subject(f"{n} {part}", seat_band(parts, n), n, n) for n, part in rows]


def load_tunes(folder: Path, parts: Sequence[Part], split: str) -> list[Subject]:
    return [Subject(str(n), Song((tune(BARS),)), None, n, n, CHORDS) for n in range(6)]


def learn(folder: Path, parts: Sequence[Part]) -> list[Song]:
    return [seat_band(parts, 1)]


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    ASKED.clear()
    lighten(monkeypatch)
    for module in (evaluate, accompanying):
        monkeypatch.setattr(module, "generate_song", arrange_instead)
    for genre, load in (("rock", load_real), ("jazz", load_tunes)):
        stage = stages.BANDS[genre]._replace(load=load, learn=learn)
        monkeypatch.setitem(stages.BANDS, genre, stage)
    monkeypatch.setattr(evaluate, "load_odd_meter_tunes", lambda folder, split: [])
    monkeypatch.setattr(evaluate, "PROMISED", 2)


def test_real_bands_may_lack_parts(tmp_path: Path) -> None:
    found = evaluate.compute(CARDS["rock"], Asked(tmp_path), str)
    few, many = {"pad": OFF, "counter": OFF}, {"counter": OFF}
    assert ASKED[-12:] == [few, few, many, many] * 3
    sections = {each["title"]: each["makers"] for each in found["sections"]}
    assert sections["told apart"]["gan-rock"]["counter"] is None  # nobody plays it
    plays = {name: row["pad: plays"][0] for name, row in sections["figures"].items()}
    assert plays["real"] == 0.5


def test_what_few_real_bands_have_is_not_judged() -> None:
    """Of three pieces of two stretches two have a lead."""
    silent, lead = (Song((tune(4), track)) for track in (Track(()), tune(4)))
    songs, pieces = [lead, silent, silent, lead, silent, silent], np.repeat(np.arange(3), 2)
    assert rows.list_judged(songs, pieces, ["lead"]) == frozenset()
    assert rows.list_judged([lead] * 6, pieces, ["lead"]) == {"lead"}


def test_there_may_be_no_real_bands(tmp_path: Path) -> None:
    found = evaluate.compute(CARDS["jazz"], Asked(tmp_path), str)
    titles = [each["title"] for each in found["sections"]]
    assert "told apart" not in titles
    assert "distance" not in titles
    assert "no real bands" in found["protocol"]
    own = next(each for each in found["sections"] if "own chords" in each["title"])["makers"]
    assert list(own) == ["gan-jazz", "arranger", "shuffled", "mixed", "copy", "random"]
    assert own["arranger"]["time in the chords"][0] > own["random"]["time in the chords"][0]
    guards = found["sections"][-1]["makers"]
    assert "notes a real note" not in guards["gan-jazz"]


def test_the_arranger_answers_as_the_counter_melody(tmp_path: Path) -> None:
    """Unless the real band has none."""
    (jazz, rock), folder = (CARDS[genre] for genre in ("jazz", "rock")), tmp_path
    tune = load_tunes(folder, accompanying.read_parts(jazz), "valid")[0]
    answered = accompanying.arrange_subject(jazz, tune)
    assert all(track.notes for track in answered.tracks)
    assert answered.tracks[3].name == "Trumpet"
    real = load_real(folder, accompanying.read_parts(rock), "valid")[0]
    tracks = accompanying.arrange_subject(rock, real).tracks[1:]
    assert [track.name for track in tracks if track.notes] == ["Bass", "Guitars", "Drums"]


def test_pieces_are_counted_not_their_stretches(tmp_path: Path) -> None:
    subjects = load_real(tmp_path, accompanying.read_parts(CARDS["rock"]), "valid")
    assert [each.piece for each in rows.take_pieces(subjects, 2)] == [0, 0, 1, 1]
    assert rows.take_pieces(subjects, None) == subjects


@pytest.mark.parametrize("card", [card for card in cards() if card.technique == "gan"])
def test_every_model_has_its_stage(card: Card) -> None:
    parts = accompanying.read_parts(card)
    players = stages.find_stage(card).players(parts)
    assert len(players) == len(parts)
    assert set(players.values()) <= set(PLAYERS)
