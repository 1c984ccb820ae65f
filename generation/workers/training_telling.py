"""From the folder of a run to its rows: one line of its log, with the takes and the steps that
belong to it."""

from typing import Any

from generation import services
from generation.models import TrainingRun
from generation.workers.training_folder import RunFolder


def tell_epoch(
    run: TrainingRun, folder: RunFolder, line: dict[str, Any], elsewhere: bool = False
) -> bool:
    """Whether it was told: not once the run is no longer ours. Told again, it changes nothing. What
    was learnt `elsewhere` says nothing of how fast this machine is."""
    if real := folder.read_real():
        services.training_real_record(run=run, real=real)
    steps = folder.read_steps(line, services.curve_steps(run=run, phase=str(line["phase"])))
    samples = folder.read_samples(line)
    return services.training_epoch_record(
        run=run, line=line, samples=samples, steps=steps, elsewhere=elsewhere
    )
