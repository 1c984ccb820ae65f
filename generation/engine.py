"""The door: a song and a wish in, a song and its recipe out.

Knows nothing of HTTP, users or the database, and needs no torch.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from generation.catalogue import Card, ParameterError, UnknownModel, cards, read_card
from generation.memory import release_memory
from generation.music.document import MAX_NOTES
from generation.music.melody import melody_track
from generation.music.song import Song
from generation.several import play_several
from generation.take import ADD, Edit, Progress, Refused, Take, untold
from generation.techniques import TECHNIQUES
from generation.techniques.record import load

logger = logging.getLogger(__name__)
LONGEST_STEPS = 4096  # quarter beats: 256 bars of 4/4
AUTO = -1


class EngineError(Exception):
    """The wish cannot be granted; `message` says why in plain words."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Cancelled(Exception):
    """Raised between two steps after `cancelled()` has returned True."""


@dataclass(frozen=True)
class Request:
    """What to make: the same request always makes the same song."""

    technique: str
    song: Song
    model: str | None = None
    seed: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)
    card: Card | None = None  # of a model that somebody has trained; else `model` is installed


@dataclass(frozen=True)
class Result:
    """The song made, and all that is needed to make it again (JSON)."""

    song: Song
    recipe: dict[str, Any]


def generate(
    request: Request,
    progress: Progress = untold,
    cancelled: Callable[[], bool] | None = None,
) -> Result:
    """Makes music. Raises `EngineError` for what cannot be played and `Cancelled` when asked to
    stop."""
    card = find_card(request)
    parameters = check_parameters(card, request)
    track = choose_track(request, parameters)

    def check() -> None:
        if cancelled and cancelled():
            raise Cancelled

    check()
    progress(0.0, "Waking the model")
    if weights_digest(card) != card.digest:
        raise EngineError(
            "damaged_model",
            f"The weights of {card.name} are not those its card describes; install it anew.",
        )
    technique = TECHNIQUES[request.technique]
    play = load(technique.sampler).play
    if not technique.several:
        play = partial(play_several, play)
    try:
        take: Take = play(card, request.song, track, parameters, request.seed, progress, check)
    except Refused as error:
        raise EngineError("refused", str(error)) from error
    refuse_too_many(take)
    progress(1.0, "Done")
    return Result(take.song, write_recipe(request, card, parameters, take))


def write_recipe(
    request: Request, card: Card, parameters: dict[str, Any], take: Take
) -> dict[str, Any]:
    recipe = {
        "technique": request.technique,
        "model": card.name,
        "model_digest": card.digest,
        "sampler_version": TECHNIQUES[request.technique].sampler_version,
        "parameters": parameters,
        "seed": request.seed,
        "input_digest": request.song.digest,
        "output_digest": take.song.digest,
    }
    if take.edits is not None:
        recipe["edits"] = edits_as_json(take.edits)
    if take.beliefs:
        recipe["beliefs"] = take.beliefs
    if take.others:
        recipe["others"] = [edits_as_json(other) for other in take.others]
    if take.best is not None:
        recipe["best"] = take.best
    return recipe


def edits_as_json(edits: Sequence[Edit]) -> list[Any]:
    return [edit.as_json() for edit in edits]


def find_card(request: Request) -> Card:
    if request.technique not in TECHNIQUES:
        raise EngineError(
            "unknown_technique",
            f"There is no technique {request.technique!r}: {', '.join(TECHNIQUES)}.",
        )
    if not 0 <= request.seed < 2**63:
        raise EngineError("bad_seed", "A seed is a whole number from 0 to 9223372036854775807.")
    if request.card is not None:
        return request.card
    try:
        return read_card(request.technique, request.model)
    except UnknownModel as error:
        raise EngineError("unknown_model", str(error)) from error


def check_parameters(card: Card, request: Request) -> dict[str, Any]:
    try:
        return card.complete_parameters(request.parameters)
    except ParameterError as error:
        raise EngineError("bad_parameter", error.message) from error


def choose_track(request: Request, parameters: dict[str, Any]) -> int:
    """The track that a wish is about. Raises `EngineError` for a song that the technique cannot
    take."""
    wished = int(parameters.get("melody_track", AUTO))
    if not TECHNIQUES[request.technique].needs_melody:
        return playing_track(request.song, wished)
    track = choose_melody(request.song, wished)
    refuse_too_long(request.song, track)
    return track


def playing_track(song: Song, wished: int) -> int:
    """The wished track, if it has notes; else the one that looks most like a melody, or the first
    drums."""
    playing = [n for n, track in enumerate(song.tracks) if track.notes]
    pitched = [n for n in playing if not song.tracks[n].drums]
    if wished == AUTO and playing:
        return melody_track(song) if pitched else playing[0]
    if not playing:
        raise EngineError(
            "no_notes", "There are no notes in this song. Play or draw a melody first."
        )
    if wished not in playing:
        raise EngineError(
            "empty_track",
            f"Track {wished} has no notes: choose one of {', '.join(map(str, playing))}.",
        )
    return wished


def choose_melody(song: Song, wished: int) -> int:
    """The track to accompany: the wished one, or the one that looks most like a melody."""
    if not song.note_count:
        raise EngineError(
            "no_notes", "There are no notes in this song. Play or draw a melody first."
        )
    pitched = [n for n, track in enumerate(song.tracks) if track.notes and not track.drums]
    if not pitched:
        raise EngineError(
            "drums_only", "This song has drums but no melody. Add a track with pitches first."
        )
    if wished == AUTO:
        return melody_track(song)
    if wished not in pitched:
        raise EngineError(
            "no_melody",
            f"Track {wished} has no melody: choose one of {', '.join(map(str, pitched))}.",
        )
    return wished


def refuse_too_long(song: Song, track: int) -> None:
    notes = song.tracks[track].notes
    quarters = (max(note.end for note in notes) - notes[0].onset) / 960
    if quarters * 4 > LONGEST_STEPS:
        bars = LONGEST_STEPS // 16
        raise EngineError(
            "too_long", f"This melody is longer than {bars} bars. Cut it into parts and try each."
        )


def notes_added(edits: Sequence[Edit]) -> int:
    """How many notes a song has more after them."""
    return sum(1 if edit.kind == ADD else -1 for edit in edits)


def refuse_too_many(take: Take) -> None:
    """Raises `EngineError` for a take, or another of the same wish, that no song could hold."""
    more = map(notes_added, take.others)
    count = take.song.note_count + max([0, *more])
    if count > MAX_NOTES:
        told = f"Songs have {MAX_NOTES:,} notes at most, and this one would have {count:,}."
        raise EngineError(
            "too_many_notes", f"{told} Your song is as it was: ask for less, or thin it out first."
        )


def load_models() -> None:
    """Loads every installed model: the children of a process that has done so share the memory and
    need not wait."""
    for card in cards():
        try:
            weights_digest(card)
            load(TECHNIQUES[card.technique].sampler).load(card)
        except Exception:
            logger.exception("The model %s cannot be loaded; the others can.", card.name)
    release_memory()


@lru_cache
def weights_digest(card: Card) -> str:
    """SHA-256 of a model's weights as installed; read once a process."""
    if not card.weights.exists():
        raise EngineError("missing_model", f"The weights of {card.name} are not installed.")
    return hashlib.sha256(card.weights.read_bytes()).hexdigest()
