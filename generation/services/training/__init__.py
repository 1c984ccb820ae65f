"""Training runs: asked for, taken in turns, told epoch by epoch, controlled, and made models."""

from generation.services.training.asking import training_run_create
from generation.services.training.controlling import (
    training_run_cancel,
    training_run_keep,
    training_run_pause,
    training_run_resume,
)
from generation.services.training.estimating import training_run_estimate
from generation.services.training.forgetting import (
    training_run_delete,
    trainings_erase,
    trainings_sweep,
)
from generation.services.training.pacing import pace_measured
from generation.services.training.taking import training_model_take
from generation.services.training.telling import (
    DIVERGED,
    Steps,
    curve_steps,
    training_epoch_record,
    training_real_record,
    training_said,
)
from generation.services.training.turns import (
    ENDED,
    GAVE_WAY,
    NO_HOURS,
    training_beat,
    training_run_finish,
    training_run_leave,
    training_run_take,
    trainings_go_on,
)

__all__ = [
    "DIVERGED",
    "ENDED",
    "GAVE_WAY",
    "NO_HOURS",
    "Steps",
    "curve_steps",
    "pace_measured",
    "training_beat",
    "training_epoch_record",
    "training_model_take",
    "training_real_record",
    "training_run_cancel",
    "training_run_create",
    "training_run_delete",
    "training_run_estimate",
    "training_run_finish",
    "training_run_keep",
    "training_run_leave",
    "training_run_pause",
    "training_run_resume",
    "training_run_take",
    "training_said",
    "trainings_erase",
    "trainings_go_on",
    "trainings_sweep",
]
