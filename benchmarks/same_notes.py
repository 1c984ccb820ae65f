"""Whether a seed gives the same notes on other processors: the same takes with other kernels of
BLAS and numpy.

`python benchmarks/same_notes.py [--takes 1000]`: one JSON line. Each kernel has a process of its
own that makes all takes (over techniques, modes, songs and seeds); what it makes is compared with
what this processor makes by default. Kernels are named as OpenBLAS names them (x86-64); "no AVX512"
and "no AVX" also keep numpy's own loops from using it, so that exponentials and logarithms come
from other code. `--trusting` believes single precision whatever the margin.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generation.catalogue import cards
from generation.engine import Request, generate
from generation.inference import precision
from generation.music.song import Song
from generation.techniques.arcnn import editing
from generation.techniques.arcnn import gibbs as harmonising
from generation.techniques.gan import refinement as rehearsing
from generation.techniques.transformer import decoding as continuing
from tests.generation.continuer import band
from tests.generation.tunes import grace, jig, ode

AVX512 = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"
KERNELS: dict[str, dict[str, str]] = {
    "default": {},
    "Haswell, no AVX512": {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": AVX512},
    "Nehalem, no AVX": {
        "OPENBLAS_CORETYPE": "Nehalem",
        "NPY_DISABLE_CPU_FEATURES": f"{AVX512} AVX2 FMA3",
    },
}
WISHES: dict[str, list[dict[str, object]]] = {
    "gan": [{}, {"creativity": 1.3}, {"refine": 1, "busyness": 0.9}],
    "arcnn": [{}, {"mode": "harmonise"}, {"creative_risk": 3.0}],
    "transformer": [
        {"seconds": 12},
        {"mode": "fill bars", "first_bar": 3, "last_bar": 5},
        {"mode": "add a track"},
    ],
}
SONGS = {"gan": (ode, grace, jig), "arcnn": (ode, grace, jig), "transformer": (ode, band, jig)}


def requests(takes: int) -> Iterator[Request]:
    """All models, wishes and songs in turn, each time with another seed."""
    models = [(card.technique, card.name) for card in cards()]
    for number in range(takes):
        technique, name = models[number % len(models)]
        turn = number // len(models)
        wishes, songs = WISHES[technique], SONGS[technique]
        song: Song = songs[turn // len(wishes) % len(songs)]()
        yield Request(technique, song, name, number, dict(wishes[turn % len(wishes)]))


def make(takes: int, trusting: bool) -> None:
    """Prints a line a take: what it is, and the digest of what was made."""
    if trusting:
        precision.decide.__defaults__ = (-1.0,)
        continuing.MARGIN = editing.MARGIN = harmonising.MARGIN = rehearsing.NEAR = -1.0
    for request in requests(takes):
        print(request.model, generate(request).song.digest, flush=True)


def made_with(kernel: str, takes: int, trusting: bool) -> list[str]:
    command = [
        sys.executable,
        __file__,
        "--takes",
        str(takes),
        "--make",
        *(["--trusting"] if trusting else []),
    ]
    environment = {**os.environ, **KERNELS[kernel]}
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    ).stdout.splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--takes", type=int, default=40)
    parser.add_argument(
        "--kernels", nargs="+", default=list(KERNELS)[1:], choices=list(KERNELS)[1:]
    )
    parser.add_argument(
        "--trusting", action="store_true", help="believe single precision whatever the margin"
    )
    parser.add_argument(
        "--make",
        action="store_true",
        help="make the takes in this process, and print their digests",
    )
    options = parser.parse_args()
    if options.make:
        make(options.takes, options.trusting)
        return
    if platform.machine().lower() not in ("x86_64", "amd64"):
        print(json.dumps({"bench": "same_notes", "skipped": "kernels are named for x86-64 only"}))
        return
    usual = made_with("default", options.takes, options.trusting)
    rows = {}
    for kernel in options.kernels:
        pairs = list(zip(usual, made_with(kernel, options.takes, options.trusting), strict=True))
        differing = [one.split()[0] for one, other in pairs if one != other]
        rows[kernel] = {
            "takes": len(pairs),
            "differing": len(differing),
            "models": sorted(set(differing)),
        }
    print(json.dumps({"bench": "same_notes", "trusting": options.trusting, "rows": rows}))


if __name__ == "__main__":
    main()
