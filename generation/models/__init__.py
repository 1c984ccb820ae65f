"""Songs by digest, and the jobs that make new ones."""

from generation.models.allowances import Bucket, Pace
from generation.models.jobs import GenerationJob
from generation.models.songs import StoredSong, packed, packed_song, unpacked
from generation.models.training import TrainingEpoch, TrainingRun
from generation.models.work import JobState, Work

__all__ = [
    "Bucket",
    "GenerationJob",
    "JobState",
    "Pace",
    "StoredSong",
    "TrainingEpoch",
    "TrainingRun",
    "Work",
    "packed",
    "packed_song",
    "unpacked",
]
