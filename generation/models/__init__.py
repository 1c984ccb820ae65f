"""Songs by digest, and the jobs that make new ones."""

from generation.models.allowances import Bucket, Pace
from generation.models.datasets import (
    LEAST_PIECES,
    MOST_BYTES,
    MOST_FILES,
    Dataset,
    DatasetPiece,
    Split,
    draw_token,
)
from generation.models.explanations import NoteExplanation
from generation.models.jobs import GenerationJob
from generation.models.songs import StoredSong, packed, packed_song, unpacked
from generation.models.trained import TRAINED, KeptModel, TrainedModel, TrainedModelExample
from generation.models.training import (
    TrainingCurve,
    TrainingEpoch,
    TrainingEvent,
    TrainingPace,
    TrainingRun,
    TrainingSample,
    TrainingSitting,
    Wish,
)
from generation.models.work import JobState, Visibility, Work

__all__ = [
    "LEAST_PIECES",
    "MOST_BYTES",
    "MOST_FILES",
    "TRAINED",
    "Bucket",
    "Dataset",
    "DatasetPiece",
    "GenerationJob",
    "JobState",
    "KeptModel",
    "NoteExplanation",
    "Pace",
    "Split",
    "StoredSong",
    "TrainedModel",
    "TrainedModelExample",
    "TrainingCurve",
    "TrainingEpoch",
    "TrainingEvent",
    "TrainingPace",
    "TrainingRun",
    "TrainingSample",
    "TrainingSitting",
    "Visibility",
    "Wish",
    "Work",
    "draw_token",
    "packed",
    "packed_song",
    "unpacked",
]
