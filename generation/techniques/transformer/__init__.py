"""The Transformer: carries a song on, begins it earlier, fills bars, or adds a track."""

from generation.techniques.record import Technique, Training
from generation.techniques.transformer.plan import Plan

TECHNIQUE = Technique(
    name="transformer",
    title="Continuer (Transformer)",
    sampler=f"{__name__}.sampler",
    sampler_version=4,
    several=True,
    needs_melody=False,
    cost=f"{__name__}.cost:count_seconds",
    smaller="fewer takes at once, fewer seconds, or fewer bars",
    plan=Plan,
    trainings=(
        Training("any", f"{__name__}.experiment:open_experiment", f"{__name__}.corpora:TIER_A"),
        # Models of the JSB table, which are networks of the same kind and have a room of their own.
        Training(
            "chorales",
            "generation.techniques.chorale_lm.experiment:open_experiment",
            "generation.techniques.chorale_lm.packing:CHORALES",
        ),
    ),
    tables={
        "continuation": f"{__name__}.evaluate",
        "gaps": f"{__name__}.gaps",
        "chorales": "generation.techniques.chorale_lm.evaluate",
    },
)
