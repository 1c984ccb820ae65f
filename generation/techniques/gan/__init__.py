"""The GAN: an accompaniment for a melody, by a generator that a critic has taught."""

from generation.techniques.gan.plan import Plan
from generation.techniques.gan.recipes import MEMORY, PARAMETERS, RECIPES
from generation.techniques.record import OWN, Technique, Training

TECHNIQUE = Technique(
    name="gan",
    title="Band-mate (GAN)",
    sampler=f"{__name__}.networks",
    sampler_version=4,
    cost=f"{__name__}.cost:count_seconds",
    explaining=f"{__name__}.explaining:open_belief",
    smaller="fewer rehearsals, or a shorter melody",
    plan=Plan,
    training_parameters=PARAMETERS,
    recipes=RECIPES,
    memory=MEMORY,
    planned=f"{__name__}.recipes:plan_run",
    trainings=(
        Training("bach", f"{__name__}.experiment:open_experiment", f"{__name__}.packing:BACH"),
        Training("pop", f"{__name__}.experiment:open_experiment", f"{__name__}.packing:POP"),
        Training(
            "bands", f"{__name__}.band.experiment:open_experiment", f"{__name__}.packing:BANDS"
        ),
        Training(OWN, f"{__name__}.experiment:open_experiment", f"{__name__}.own_songs:SOURCE"),
    ),
    judge=f"{__name__}.own_songs:judge",
    describe=f"{__name__}.genres.statistics:describe",
    tables={"gan": f"{__name__}.evaluate"},
)
