"""`python -m generation.harmony.learning DATA`: the chord model anew, some ten minutes of one
core."""

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.random import Generator as Random

from generation.datasets.jsb import JSB
from generation.datasets.labelled_chords import (
    Labelled,
    read_chorale_chords,
    read_lead_sheets,
    read_pop_songs,
)
from generation.datasets.openewld import OPENEWLD
from generation.datasets.pop909 import POP909
from generation.harmony.key_finding import MODES, gather_signs
from generation.harmony.learning.basses import fit_basses
from generation.harmony.learning.chains import Floats, Ints
from generation.harmony.learning.examples import fill_gaps, make_examples
from generation.harmony.learning.fitting import fit
from generation.harmony.learning.keys import fit_keys
from generation.harmony.learning.passages import Passage, draw_passages
from generation.harmony.learning.writing import (
    PAGE,
    UNIT,
    cut_for_page,
    make_tables,
    write_json,
)
from generation.harmony.model import MODEL
from generation.harmony.symbols import Symbol
from generation.music.theory import Key

POP_SONGS = 400  # the first of the training part: more of them drown the lead sheets
HEARD = 3  # each third of them also with its accompaniment
ROUNDS = 110
SEED = 1  # of the passages
LEAD_SHEET = 2.0  # of a tune's weight, when keys are learnt
IN_PASSAGES = 0.85  # share of a tune's weight that its passages have
CARD = {
    "name": "chords",
    "title": "Chord model",
    "description": "Finds a key and chords for a melody, or for all that sounds: a linear chain "
    "over the chords of a key, fitted by penalised likelihood, in whole numbers.",
    "licence": "MIT",
    "data": [OPENEWLD, POP909, JSB],
}


def say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def read_tunes(folder: Path) -> list[Labelled]:
    pops = [
        song if number % HEARD == HEARD - 1 else song._replace(band=None)
        for number, song in enumerate(read_pop_songs(folder, "train"))
        if number < POP_SONGS
    ]
    return [*read_lead_sheets(folder, "train"), *pops, *read_chorale_chords(folder, "train")]


def learn_keys(tunes: list[Labelled]) -> Floats:
    """From whole tunes and from passages, as melodies alone; and with a band, where there is
    one."""
    random = np.random.default_rng(SEED)
    rows = chain.from_iterable(weigh_tune(tune, random) for tune in tunes)
    signs, keys, weights = zip(*rows, strict=True)
    tonics = np.array([key.tonic for key in keys])
    modes = np.array([MODES.index(key.mode) for key in keys])
    return fit_keys(signs, tonics, modes, np.array(weights))


def weigh_tune(tune: Labelled, random: Random) -> Iterator[tuple[Ints, Key, float]]:
    """Signs, the key that they are of, and how much they weigh: together as much as a tune does, or
    as much as the whole alone of a tune that is too short for passages."""
    weight = LEAD_SHEET if tune.shelf.startswith("openewld") else 1.0
    passages = list(draw_passages(tune, random))
    parts = [(Passage(tune.line, tune.band), weight * (1 - IN_PASSAGES))]
    parts += [(each, weight * IN_PASSAGES / len(passages)) for each in passages]
    for (line, band), share in parts:
        yield gather_signs(line), tune.key, share
        if band:
            yield gather_signs(line, band), tune.key, share


def learn_basses(tunes: list[Labelled]) -> Ints:
    """Of songs in half bars, then of chorales."""
    chorales = [told(each) for each in tunes if each.genre == "bach"]
    songs = [told(each) for each in tunes if each.genre != "bach"]
    return np.stack([fit_basses(some, UNIT) for some in (songs, chorales)])


def told(tune: Labelled) -> list[Symbol]:
    known = [number for number, symbol in enumerate(tune.symbols) if symbol]
    return fill_gaps(tune.symbols[known[0] : known[-1] + 1]) if known else []


def learn(folder: Path) -> None:
    tunes = read_tunes(folder)
    say(f"{len(tunes)} tunes read")
    keys, basses = learn_keys(tunes), learn_basses(tunes)
    say("Keys and basses learnt")
    fitted = fit(list(make_examples(tunes)), ROUNDS, say)
    tables = make_tables(fitted, keys, basses)
    figures = {"tunes": len(tunes), "nats a span, fitted": round(fitted.loss, 3)}
    write_json(MODEL, {"card": {**CARD, "figures": figures}, "tables": tables})
    write_json(PAGE, cut_for_page(tables))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the data pack's zips")
    learn(parser.parse_args().data)
