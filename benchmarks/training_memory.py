"""Memory of a training run at its peak, by batch and width, beside what a wish is refused by.

`python benchmarks/training_memory.py [--worst]`: each in a child that takes two steps of each phase
and validates, on the music that ships. `--worst` adds the worst corner of all bounds, for which 4
GB have to be free.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))
PACKS = REPOSITORY / "generation" / "datasets" / "packs"
SIZES = {"gan": [(4, 64), (32, 64), (32, 192)], "arcnn": [(4, 96), (16, 96), (16, 256)]}
SIZES["transformer"] = [(4, 128), (16, 128), (64, 128), (16, 256), (16, 384)]
WORST = {"gan": (256, 192), "arcnn": (128, 256), "transformer": (64, 384)}


def main() -> None:
    from generation.techniques import TECHNIQUES
    from generation.training.memory import estimate_megabytes

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", action="store_true")
    worst = parser.parse_args().worst
    print(f"{'':14}{'batch':>7}{'width':>7}{'measured, MB':>14}{'thought':>9}")
    for name, sizes in SIZES.items():
        for batch, width in [*sizes, *([WORST[name]] if worst else [])]:
            thought = estimate_megabytes(TECHNIQUES[name], {"batch": batch, "width": width})
            command = [sys.executable, __file__, "child", name, str(batch), str(width)]
            told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            print(f"{name:14}{batch:7}{width:7}{float(told):14,.0f}{thought:9,.0f}", flush=True)


def child(name: str, batch: int, width: int) -> None:
    """Prints the most megabytes that this process has had."""
    from generation import train
    from generation.techniques import TECHNIQUES
    from generation.training.wishes import read_wish

    with tempfile.TemporaryDirectory() as folder:
        wish = Path(folder) / "wish.json"
        values = {"batch": batch, "width": width}
        wish.write_text(json.dumps({"technique": name, "genre": "own", "parameters": values}))
        chosen = read_wish(wish, TECHNIQUES[name])
        options = {"technique": name}
        plan = train.make_plan(options, chosen)
        pack = train.open_pack(name, "own", PACKS / f"arranged-{name}.pack", Path(folder))
        trainee = train.load_experiment(options, chosen, plan, pack).trainee
    for phase in trainee.phases:
        trainee.begin(phase.name, 1)
        for step in (1, 2):
            trainee.step(phase.name, step, 0.1)
    trainee.validate()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
