"""The best network of a run is kept ready to be published, also where the run ends badly."""

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import pytest

from generation.catalogue import card_from
from generation.training import keeping
from generation.training.experiment import Experiment, Export
from generation.training.loop import Diverged, Limits, Phase, train
from generation.training.packs import Pack
from generation.training.plans import Chosen
from generation.training.sitting import Sitting
from tests.generation.training.counters import Clock
from tests.generation.training.test_tell_epochs import REAL, Learner
from tests.generation.untrained import card

WISH = {"technique": "gan", "genre": "pop", "parameters": {"epochs": 6}}
CREDITS = [{"name": "Scales", "licence": "CC0-1.0"}]


class Falling(Learner):
    """From its fourth step on its losses are no numbers."""

    def step(self, phase: str, step: int, progress: float) -> dict[str, Any]:
        figures = super().step(phase, step, progress)
        return figures if step < 3 else {"loss": figures["loss"] * math.nan}


def sit(folder: Path, learner: type[Learner] = Learner, wish: Any = WISH) -> Sitting:
    trainee = learner(Clock(), (Phase("likelihood", 6, 1),))

    def export(commit: str, training: dict[str, Any]) -> Export:
        content = json.loads((card("gan").path).read_text())
        begun = {**training, "start": {"name": "gan-pop"}}
        told = {**content, "name": "gan-pop", "commit": commit, "training": begun}
        return Export("gan-pop", str(trainee.weight.item()).encode(), [told])

    experiment = Experiment(trainee, export, lambda: REAL)
    pack = Pack({}, {"data": {"pop": CREDITS}})
    limits = Limits(untrained=bool(wish))
    return Sitting(experiment, pack, Chosen("pop", {}, {}, limits, wish), folder, "abc", 1000.0)


def test_it_works(tmp_path: Path) -> None:
    sitting = sit(tmp_path)
    list(train(sitting.run))
    assert (tmp_path / "best/gan-pop.safetensors").read_bytes() == b"4.0"
    told = card_from(json.loads((tmp_path / "best/card.json").read_text()))
    assert told.digest == hashlib.sha256(b"4.0").hexdigest()
    assert (told.name, told.commit, list(told.data)) == ("gan-pop", "abc", CREDITS)


def test_its_card_tells_the_whole_course(tmp_path: Path) -> None:
    """Also what came after the best."""
    list(train(sit(tmp_path).run))
    training = json.loads((tmp_path / "best/card.json").read_text())["training"]
    assert training["best"] == 4 and training["wish"] == WISH
    # what was said when the best was kept stays: how far it had come, where it began
    assert training["steps"] == {"likelihood": 4} and training["start"] == {"name": "gan-pop"}
    assert training["real"]["heard"]["median"] == 1.5
    epochs = training["epochs"]
    assert [line["epoch"] for line in epochs] == list(range(7))
    assert [line["valid"]["loss"] for line in epochs] == list(Learner.valid[:7])
    assert all(line["measures"]["heard"] == 1.0 and line["distance"] for line in epochs)


def test_the_best_is_what_a_wish_has_made(tmp_path: Path) -> None:
    sitting = sit(tmp_path)
    list(train(sitting.run))
    sitting.publish()
    assert (tmp_path / "gan-pop.safetensors").read_bytes() == b"4.0"
    assert json.loads((tmp_path / "gan-pop.json").read_text())["training"]["best"] == 4


def test_a_few_epochs_are_kept_on_the_way(tmp_path: Path) -> None:
    """Whether they were good or not, whole or not at all."""
    (tmp_path / "epochs" / "00002.new").mkdir(parents=True)  # a process ended while it wrote
    list(train(sit(tmp_path).run))
    kept = sorted((tmp_path / "epochs").iterdir())
    assert [each.name for each in kept] == ["00000", "00001", "00002", "00004"]
    found = [(each / "gan-pop.safetensors").read_bytes() for each in kept]
    assert found == [b"0.0", b"1.0", b"2.0", b"4.0"]
    card_ = json.loads((kept[1] / "card.json").read_text())
    assert card_["digest"] == hashlib.sha256(b"1.0").hexdigest()
    assert len(card_["training"]["epochs"]) == 2  # it tells no more than was known


def test_what_is_learnt_once_more_is_not_kept_again(tmp_path: Path) -> None:
    place = tmp_path / "epochs" / "00001"
    place.mkdir(parents=True)
    list(train(sit(tmp_path).run))
    assert list(place.iterdir()) == []


def test_the_last_is_what_a_plan_has_made(tmp_path: Path) -> None:
    sitting = sit(tmp_path, wish={})
    list(train(sitting.run))
    sitting.publish()
    assert (tmp_path / "gan-pop.safetensors").read_bytes() == b"6.0"


def test_losses_that_are_no_numbers_leave_the_best_so_far(tmp_path: Path) -> None:
    sitting = sit(tmp_path, Falling)
    with pytest.raises(Diverged, match=r"After 4 steps .* no numbers any more .* best network"):
        list(train(sitting.run))
    assert (tmp_path / "best/gan-pop.safetensors").read_bytes() == b"2.0"
    assert sit(tmp_path).run.done == {"likelihood": 3}


@pytest.mark.parametrize("place", ["install_several", "write_card", "point"])
def test_whatever_fails_the_best_before_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    first = train(sit(tmp_path).run)
    next(first)  # epoch 0 is the best so far

    def fail(*words: Any, **named: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping, place, fail)
    with pytest.raises(OSError, match="No space"):
        next(first)
    told = json.loads((tmp_path / "best/card.json").read_text())
    weights = (tmp_path / "best/gan-pop.safetensors").read_bytes()
    assert told["digest"] == hashlib.sha256(weights).hexdigest() and weights == b"0.0"


def test_a_long_course_is_told_in_part() -> None:
    names = dict.fromkeys(keeping.KEPT)
    lines = [{**names, "epoch": n, "seconds": n, "best": n == 777} for n in range(2001)]
    told = keeping.tell_course(lines, lines[777])["epochs"]
    assert len(told) <= keeping.MOST_EPOCHS + 2
    assert {0, 777, 2000} <= {line["epoch"] for line in told}
