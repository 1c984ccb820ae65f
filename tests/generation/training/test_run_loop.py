"""The training loop, with a trainee that only counts: when it keeps a checkpoint, when it ends, and
how it goes on."""

import collections
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from generation.training import loop
from generation.training.checkpoint import find_run, newest_run
from generation.training.loop import Diverged, Limits, Phase, Run, open_run, train
from tests.generation.training.counters import Clock, Counter

TWO = (Phase("likelihood", 1000, 10, 0.25), Phase("adversarial", 1000, 10, 0.75))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    made = Clock()
    monkeypatch.setattr(loop.time, "monotonic", made.monotonic)
    yield made
    monkeypatch.undo()


def lines(run: Run) -> list[dict[str, Any]]:
    return list(train(run))


def test_it_works(clock: Clock, tmp_path: Path) -> None:
    counter = Counter(clock)
    told = lines(open_run(counter, tmp_path))
    assert [(line["at"], line["of"], line["train"], line["valid"]) for line in told] == [
        (2, 6, {"loss": 1.0}, {"count": 2}),
        (4, 6, {"loss": 3.0}, {"count": 4}),
        (6, 6, {"loss": 5.0}, {"count": 6}),
    ]
    assert [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()] == told
    assert [progress for *_, progress in counter.steps] == pytest.approx([n / 6 for n in range(6)])
    assert counter.played == ["00002", "00004", "00006"]
    assert [line["steps_per_second"] for line in told] == [1, 1, 1]


@pytest.mark.parametrize("kept", [1, 2])
def test_it_goes_on_where_it_stopped(clock: Clock, tmp_path: Path, kept: int) -> None:
    first = train(open_run(Counter(clock), tmp_path))
    before = [next(first) for _ in range(kept)]
    counter = Counter(clock)
    told = before + lines(open_run(counter, tmp_path))
    assert [line["valid"]["count"] for line in told] == [2, 4, 6]
    assert counter.begun == [("likelihood", 2 * kept)]
    assert told[-1]["seconds"] == 6  # of all sittings together


def _cut_off(state: Path) -> None:
    state.write_bytes(state.read_bytes()[:-3])


def _other_numbers(state: Path) -> None:
    state.write_bytes(state.read_bytes()[:-1] + b"\x7f")


def _empty(state: Path) -> None:
    state.write_bytes(b"")


@pytest.mark.parametrize("damage", [_cut_off, _other_numbers, _empty, Path.unlink])
def test_a_damaged_checkpoint_costs_no_more_than_itself(
    clock: Clock, tmp_path: Path, damage: Any
) -> None:
    first = train(open_run(Counter(clock), tmp_path))
    before = [next(first) for _ in range(2)]
    damage(tmp_path / "state.safetensors")
    counter = Counter(clock)
    told = lines(open_run(counter, tmp_path))
    assert counter.begun == [("likelihood", 2)]
    events = [line["words"] for line in told if "event" in line]
    assert all("goes on from the one before it" in words for words in events)
    assert bool(events) == (damage is not Path.unlink)
    epochs = before[:1] + [line for line in told if "phase" in line]
    assert [line["valid"]["count"] for line in epochs] == [2, 4, 6]
    kept = (json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines())
    assert [line["at"] for line in kept if "phase" in line] == [2, 4, 6]  # none of them twice


def test_a_run_without_a_whole_checkpoint_begins_anew(clock: Clock, tmp_path: Path) -> None:
    next(train(open_run(Counter(clock), tmp_path)))
    _cut_off(tmp_path / "state.safetensors")
    counter = Counter(clock)
    lines(open_run(counter, tmp_path))
    assert counter.begun == [("likelihood", 0)]


def test_a_checkpoint_that_cannot_be_written_leaves_the_one_before(
    clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = train(open_run(Counter(clock), tmp_path))
    next(first)

    def full(tensors: Any, path: Path, metadata: Any) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generation.training.checkpoint.save_file", full)
    with pytest.raises(OSError, match="No space"):
        next(first)
    monkeypatch.undo()
    monkeypatch.setattr(loop.time, "monotonic", clock.monotonic)
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []
    assert open_run(Counter(clock), tmp_path).done == {"likelihood": 2}


def test_a_line_of_the_log_that_was_cut_off_spoils_no_other(tmp_path: Path) -> None:
    from generation.training.epochlog import log_line
    from generation.workers.training_folder import RunFolder

    path = tmp_path / "log.jsonl"
    log_line(path, {"phase": "a", "at": 1})
    with path.open("a") as log:
        log.write('{"phase": "a", "at": 2, "tr')
    log_line(path, {"phase": "a", "at": 3})
    assert [line["at"] for line in RunFolder(tmp_path).read_log()] == [1, 3]


def test_a_run_at_its_end_does_nothing(clock: Clock, tmp_path: Path) -> None:
    lines(open_run(Counter(clock), tmp_path))
    again = Counter(clock)
    assert lines(open_run(again, tmp_path)) == [] and not again.begun


def test_more_steps_go_on_with_a_run_at_its_end(clock: Clock, tmp_path: Path) -> None:
    lines(open_run(Counter(clock), tmp_path))
    told = lines(open_run(Counter(clock, (Phase("likelihood", 8, 2),)), tmp_path))
    assert [(line["at"], line["of"]) for line in told] == [(8, 8)]


def test_it_keeps_a_checkpoint_every_so_many_seconds(clock: Clock, tmp_path: Path) -> None:
    told = lines(
        open_run(
            Counter(clock, (Phase("likelihood", 50, 7),)), tmp_path, Limits(checkpoint_seconds=20)
        )
    )
    assert [line["at"] for line in told] == [20, 40, 50]


@pytest.mark.parametrize("closing", [0.0, 3.0])
@pytest.mark.parametrize("takes", [0.5, 1.0])
def test_it_ends_by_its_minutes(clock: Clock, tmp_path: Path, closing: float, takes: float) -> None:
    counter = Counter(clock, TWO, takes, closing)
    told = lines(open_run(counter, tmp_path, Limits(minutes=10, checkpoint_seconds=60)))
    assert 0.9 * 600 <= clock.now - 1000 <= 600
    steps = collections.Counter(phase for phase, *_ in counter.steps)
    spent = {name: steps[name] * takes for name in ("likelihood", "adversarial")}
    assert spent["adversarial"] == pytest.approx(3 * spent["likelihood"], rel=0.2)
    assert [line["phase"] for line in told] == sorted(
        (line["phase"] for line in told), reverse=True
    )
    progress = [each for phase, _, each in counter.steps if phase == "adversarial"]
    assert progress == sorted(progress) and progress[0] < 0.02 and progress[-1] > 0.95


def test_getting_ready_counts(clock: Clock, tmp_path: Path) -> None:
    began = clock.now
    clock.now += 30  # reading, compiling
    lines(
        open_run(
            Counter(clock, (Phase("likelihood", 10**6, 10),)), tmp_path, Limits(minutes=1), began
        )
    )
    assert 55 <= clock.now - began <= 60


def test_all_sittings_count(clock: Clock, tmp_path: Path) -> None:
    limits, phases = Limits(minutes=2, checkpoint_seconds=10), (Phase("likelihood", 10**6, 10),)
    first = train(open_run(Counter(clock, phases), tmp_path, limits))
    began = clock.now
    for _ in range(5):
        next(first)
    clock.now += 10**6  # the machine was away
    again = clock.now
    lines(open_run(Counter(clock, phases), tmp_path, limits))
    assert clock.now - again == pytest.approx(120 - (again - 10**6 - began), abs=5)


def test_it_ends_by_its_steps_before_its_minutes(clock: Clock, tmp_path: Path) -> None:
    told = lines(open_run(Counter(clock), tmp_path, Limits(minutes=60)))
    assert told[-1]["at"] == 6


def test_it_plays_only_at_the_end_if_it_is_to_be_silent(clock: Clock, tmp_path: Path) -> None:
    counter = Counter(clock)
    told = lines(open_run(counter, tmp_path, Limits(silent=True)))
    assert counter.played == ["00006"]
    assert [line["heard"] for line in told] == [{}, {}, {"heard": 1.0}]


def test_it_names_samples_after_the_phase_where_there_are_two(clock: Clock, tmp_path: Path) -> None:
    counter = Counter(clock, (Phase("likelihood", 2, 2), Phase("adversarial", 1, 1)))
    lines(open_run(counter, tmp_path))
    assert counter.played == ["likelihood-00002", "adversarial-00001"]


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_it_ends_where_losses_are_no_numbers(clock: Clock, tmp_path: Path, loss: float) -> None:
    run = train(open_run(Counter(clock), tmp_path))
    next(run)
    with pytest.raises(Diverged, match="lower the rates"):
        lines(open_run(Counter(clock, loss=loss), tmp_path))
    kept = open_run(Counter(clock), tmp_path)
    assert (kept.done["likelihood"], kept.trainee.weight.item()) == (2, 2)


def test_any_flipped_bit_of_a_checkpoint_is_noticed(clock: Clock, tmp_path: Path) -> None:
    """Of its numbers, of their names, and of how far it says that the run had come. But one in the
    name of the seal makes it a checkpoint of before, and as good."""
    next(train(open_run(Counter(clock), tmp_path)))
    path, before = tmp_path / "state.safetensors", newest_run(tmp_path)
    whole = path.read_bytes()
    for number in range(len(whole)):
        flipped = bytes([whole[number] ^ (1 << number % 8)])
        path.write_bytes(whole[:number] + flipped + whole[number + 1 :])
        found = find_run(tmp_path)
        assert found.damage or found.saved == before, whole[number - 9 : number + 9]


def test_checkpoints_of_before_are_read(clock: Clock, tmp_path: Path) -> None:
    """They had no seal."""
    next(train(open_run(Counter(clock), tmp_path)))
    path = tmp_path / "state.safetensors"
    with safe_open(path, "pt") as opened:
        told = {name: text for name, text in opened.metadata().items() if name != "seal"}
    save_file(load_file(path), path, metadata=told)
    assert open_run(Counter(clock), tmp_path).done == {"likelihood": 2}
