"""`python -m generation.harmony.learning DATA`: the chord model anew, some ten minutes of one
core."""

import argparse
import sys
from pathlib import Path

import numpy as np

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
from generation.harmony.learning.writing import (
    PAGE,
    UNIT,
    cut_for_page,
    make_tables,
    write_json,
)
from generation.harmony.model import MODEL
from generation.harmony.symbols import Symbol

POP_SONGS = 400  # the first of the training part: more of them drown the lead sheets
HEARD = 3  # each third of them also with its accompaniment
ROUNDS = 110
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
    """From melodies alone, and from those with a band as well."""
    heard = [each for each in tunes if each.band]
    signs = [gather_signs(each.line) for each in tunes]
    signs += [gather_signs(each.line, each.band) for each in heard]
    both = [*tunes, *heard]
    tonics = np.array([each.key.tonic for each in both])
    modes = np.array([MODES.index(each.key.mode) for each in both])
    weight = np.array([2.0 if each.shelf.startswith("openewld") else 1.0 for each in both])
    return fit_keys(signs, tonics, modes, weight)


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
