"""What a run sounds like: the same unseen melodies after every epoch, as MIDI files and figures."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card, card_from
from generation.codecs.band import Part
from generation.inference import gan as inference
from generation.music.midi import write_midi
from generation.music.song import Song
from generation.networks.config import GanConfig
from generation.networks.gan import Generator
from generation.samplers.gan import Model, perform
from generation.training.batches import Corpus
from generation.training.cards import PARAMETERS, textures_of
from generation.training.credits import CARDS
from generation.training.export import tensors_of
from generation.training.figures import averaged, figures_of
from generation.training.scores import melody_start, song_of

MELODIES = 4
STEPS = 128  # eight bars
QPM = 90


def card_content(genre: str, config: GanConfig, seed: int, commit: str, training: dict[str, Any]) -> dict[str, Any]:
    """The card of a genre's network, all but its name, digest and date."""
    known = {**CARDS[genre], "sizes": asdict(config), "parameters": PARAMETERS, "figures": {}}
    return {**known, "seed": seed, "commit": commit, "training": training}


@dataclass(frozen=True)
class Listener:
    """Melodies to try, and what turns the network in training into a model that plays."""

    card: Card
    textures: NDArray[np.float32]
    melodies: tuple[Song, ...]

    def hear(self, average: Generator, folder: Path, label: str) -> dict[str, float | None]:
        """Plays each melody with seed 1, writes `<label>-<n>.mid`, and returns the mean figures."""
        model = Model(inference.Generator(average.config, tensors_of(average)), self.textures)
        folder.mkdir(parents=True, exist_ok=True)
        rows = []
        wishes = self.card.parameters_of({})
        for number, melody in enumerate(self.melodies):
            song = perform(model, self.card, melody, 0, wishes, seed=1)
            (folder / f"{label}-{number}.mid").write_bytes(write_midi(song))
            rows.append(figures_of(song, 0, range(1, len(song.tracks))))
        return averaged(rows)


def listener_for(genre: str, config: GanConfig, train: Corpus, valid: Corpus) -> Listener:
    content = card_content(genre, config, seed=1, commit="", training={})
    card = card_from({**content, "digest": ""})
    parts = [Part(**{**track, "voices": tuple(track.get("voices", ()))}) for track in card.tracks]
    melodies = []
    for piece in valid.pieces[:MELODIES]:
        start = melody_start(piece)
        song = song_of(piece, parts, start, min(piece.steps, start + STEPS), QPM)
        melodies.append(song.with_tracks(song.tracks[:1]))
    return Listener(card, textures_of(train, config, seed=1), tuple(melodies))
