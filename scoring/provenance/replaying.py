"""A take made again from its recipe, and set beside what was kept of it.

Processors differ in the last digits of sums. Samplers decide what single precision cannot tell in
double precision (`generation.inference.precision`), so the notes come out the same on all that were
tried; should they not, that is told of the machine and never of the maker: what counts is the take
that the site kept when it made it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from generation import engine
from generation.catalogue import Card, UnknownModel, card_meant, cards
from generation.models import TrainedModel
from generation.music.song import Song
from generation.take import read_edit, replayed
from generation.techniques import TECHNIQUES, plays_as_today
from generation.trained_selectors import card_played, is_trained
from scoring.provenance.tracing import Taken, notes_of

Never = Callable[[], bool]

WHY = {
    "model_differs": "model differs: {model} has other weights now than when it wrote these notes",
    "model_gone": "model gone: {model} is not installed here any more",
    "model_untold": "model not told: the recipe is of before recipes named the weights",
    "withdrawn": "model withdrawn: {model} can be asked for nothing more",
    "sampler_differs": "sampler differs: the same weights and seed make other notes now",
    "input_gone": "input gone: the song that the model was given was not kept",
    "refused": "refused: {model} does not take this wish any more",
    "too_long": "too long: making it again takes more time than there is for it",
    "differs_here": "differs on this machine: {equal} of {notes} notes come out the same; "
    "processors differ in the last digits, and that says nothing about the maker",
}
DAMAGED = ("damaged_model", "missing_model")


class NotAgain(Exception):
    """The take cannot be made again; its argument is a name of `WHY`."""


class Replay(NamedTuple):
    """What came of making a take again: `why` is empty where it is the same note for note, else a
    name of `WHY`; `equal` of its `notes` are the same."""

    why: str = ""
    equal: int = 0
    notes: int = 0

    def in_words(self, model: str) -> str:
        """Why not, for people; empty where it is the same."""
        said = {"model": model or "the model", "equal": self.equal, "notes": self.notes}
        return WHY[self.why].format(**said) if self.why else ""


def never() -> bool:
    """Of a check that nothing has to give way to."""
    return False


def replay(take: Taken, cancelled: Never = never) -> Replay:
    """Makes the take again. Raises `generation.engine.Cancelled` when `cancelled` says so."""
    if take.before is None or not take.afters:
        return Replay("input_gone")
    try:
        made = engine.generate(_request(take.recipe, take.before), cancelled=cancelled)
    except NotAgain as reason:
        return Replay(str(reason))
    except engine.EngineError as error:
        return Replay("model_differs" if error.code in DAMAGED else "refused")
    again, notes = results_of(made.song, made.recipe), notes_of(take.afters[0])
    if [plain(song) for song in again] == [plain(song) for song in take.afters]:
        return Replay("", notes.total(), notes.total())
    return Replay("differs_here", (notes_of(made.song) & notes).total(), notes.total())


def results_of(song: Song, recipe: dict[str, Any]) -> tuple[Song, ...]:
    """The result of a recipe, and the other takes of its wish."""
    others = (replayed(song, map(read_edit, edits)) for edits in recipe.get("others", ()))
    return song, *others


def plain(song: Song) -> Song:
    """Without what is no music: title, marks, colours, names of chords."""
    return song.with_title("").without_marks()


def _request(recipe: dict[str, Any], song: Song) -> engine.Request:
    if recipe.get("technique") not in TECHNIQUES:
        raise NotAgain("model_gone")
    card = find_card(recipe)
    if not plays_as_today(recipe):
        raise NotAgain("sampler_differs")
    asked = recipe.get("parameters") or {}
    return engine.Request(card.technique, song, card.name, int(recipe["seed"]), asked, card)


def find_card(recipe: dict[str, Any]) -> Card:
    """The model that wrote the notes, with the very weights. Raises `NotAgain`."""
    model = recipe.get("model")
    if not recipe.get("model_digest"):
        raise NotAgain("model_untold")
    if is_trained(model):
        return _trained_card(recipe)
    if card := card_meant(recipe):
        return card
    known = any(each.name == model for each in cards())
    raise NotAgain("model_differs" if known else "model_gone")


def _trained_card(recipe: dict[str, Any]) -> Card:
    row = TrainedModel.objects.filter(name=recipe["model"]).first()
    if row and row.withdrawn_at:
        raise NotAgain("withdrawn")
    try:
        card = card_played(technique=recipe["technique"], model=recipe["model"])
    except UnknownModel:
        raise NotAgain("model_gone") from None
    if not card.is_meant_by(recipe["model_digest"]):
        raise NotAgain("model_differs")
    return card
