"""The Transformer: carries a song on, begins it earlier, fills bars, or adds a track."""

from generation.techniques.record import OWN, Technique, Training
from generation.techniques.transformer.plan import Plan
from generation.techniques.transformer.recipes import MEMORY, PARAMETERS, RECIPES

EXPERIMENT = f"{__name__}.experiment:open_experiment"
# Corpora that can be learnt from by themselves: genre -> the source's name.
ALONE = {
    "bach": "BACH",
    "pop": "POP",
    "songs": "SONGS",
    "quartets": "STRINGS",
    "symphony": "SYMPHONY",
    "leadsheets": "LEAD_SHEETS",
    "rock": "ROCK",
    "drums": "DRUMS",
}

TECHNIQUE = Technique(
    name="transformer",
    title="Continuer (Transformer)",
    sampler=f"{__name__}.sampler",
    sampler_version=4,
    several=True,
    needs_melody=False,
    cost=f"{__name__}.cost:count_seconds",
    explaining=f"{__name__}.explaining:open_belief",
    smaller="fewer takes at once, fewer seconds, or fewer bars",
    plan=Plan,
    training_parameters=PARAMETERS,
    recipes=RECIPES,
    memory=MEMORY,
    planned=f"{__name__}.recipes:plan_run",
    trainings=(
        Training("any", EXPERIMENT, f"{__name__}.corpora:TIER_A"),
        Training(OWN, EXPERIMENT, f"{__name__}.own_songs:SOURCE"),
        *(
            Training(genre, EXPERIMENT, f"{__name__}.corpora:{source}", part=True)
            for genre, source in ALONE.items()
        ),
        # Models of the JSB table, which are networks of the same kind and have a room of their own.
        Training(
            "chorales",
            "generation.techniques.chorale_lm.experiment:open_experiment",
            "generation.techniques.chorale_lm.packing:CHORALES",
        ),
    ),
    judge=f"{__name__}.own_songs:judge",
    tables={
        "continuation": f"{__name__}.evaluate",
        "gaps": f"{__name__}.gaps",
        "chorales": "generation.techniques.chorale_lm.evaluate",
    },
)
