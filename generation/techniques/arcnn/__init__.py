"""The AR-CNN: edits a track note by note towards Bach, or harmonises it."""

from generation.techniques.arcnn.plan import Plan
from generation.techniques.arcnn.recipes import MEMORY, PARAMETERS, RECIPES
from generation.techniques.record import OWN, Technique, Training

TECHNIQUE = Technique(
    name="arcnn",
    title="Editor (AR-CNN)",
    sampler=f"{__name__}.sampler",
    sampler_version=2,
    cost=f"{__name__}.cost:count_seconds",
    explaining=f"{__name__}.explaining:open_belief",
    smaller="fewer iterations, or a shorter track",
    plan=Plan,
    training_parameters=PARAMETERS,
    recipes=RECIPES,
    memory=MEMORY,
    planned=f"{__name__}.recipes:plan_run",
    trainings=(
        Training("bach", f"{__name__}.experiment:open_experiment", f"{__name__}.packing:BACH"),
        Training(OWN, f"{__name__}.experiment:open_experiment", f"{__name__}.own_songs:SOURCE"),
    ),
    judge=f"{__name__}.own_songs:judge",
    tables={"arcnn": f"{__name__}.evaluate", "jsb": f"{__name__}.jsb_table"},
)
