"""How much each interval has to gain: a model plays melodies of the training part, and what its
voices do is compared with what those of real music do.

`python -m generation.techniques.gan.calibrate ../shared/data` writes `moves.json`, for the models
that are installed and the other options of their cards. No melody of another split is read.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.catalogue import Card, read_card
from generation.music.song import Song
from generation.take import untold
from generation.techniques.gan import bach, pop
from generation.techniques.gan.accompanying import read_parts
from generation.techniques.gan.melody import prepare_melody
from generation.techniques.gan.moves import count_moves, count_real_moves, find_shares
from generation.techniques.gan.sampler import accompany, load
from generation.techniques.gan.stages import find_stage

FILE = Path(__file__).with_name("moves.json")
PIECES = {"bach": bach.load_chorales, "pop": pop.songs}
SONGS, ROUNDS = 24, 4
DAMPING = 0.8  # of what a round finds, for what changes one interval changes others


def count_made_moves(card: Card, melodies: Sequence[Song]) -> NDArray[np.int64]:
    """(V, intervals) of what the model plays to them, a seed each."""
    model, wishes, found = load(read_card("gan", card.name)), card.complete_parameters({}), []
    for seed, song in enumerate(melodies):
        notes = song.tracks[0].notes
        prepared = prepare_melody(song, notes, card.options["ends_with_melody"])
        random = np.random.default_rng(seed)
        music = accompany(model, prepared, card, wishes, random, untold, lambda: None)
        found.append(list(map(count_moves, music.state, music.change)))
    return np.sum(found, axis=0)


def calibrate(card: Card, real: NDArray[np.int64], melodies: Sequence[Song]) -> NDArray[np.float64]:
    """(V, intervals) nats, from nothing, in a few rounds."""
    rows = np.zeros(real.shape)
    for _ in range(ROUNDS):
        asked = replace(card, options={**card.options, "moves": rows.tolist()})
        made = count_made_moves(asked, melodies)
        rows += DAMPING * (np.log(find_shares(real)) - np.log(find_shares(made)))
        sys.stderr.write(
            f"repeated: {find_shares(made)[:, 13].round(2)}, {find_shares(real)[:, 13].round(2)}\n"
        )
    return rows


def main(folder: str) -> None:
    found, data = {}, Path(folder)
    for genre, read_pieces in PIECES.items():
        card = read_card("gan", f"gan-{genre}")
        songs = find_stage(card).load(data, read_parts(card), "train")
        melodies = [song.melody for song in songs[:: max(1, len(songs) // SONGS)][:SONGS]]
        real = count_real_moves(read_pieces(data, "train"))
        found[genre] = calibrate(card, real, melodies).round(2).tolist()
    FILE.write_text(json.dumps(found).replace("], ", "],\n").replace(": [[", ": [\n[") + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
