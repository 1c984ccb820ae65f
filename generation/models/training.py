"""Training runs, and what was learnt epoch by epoch."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.models.datasets import Dataset
from generation.models.songs import StoredSong
from generation.models.work import Visibility, Work


class Wish(models.TextChoices):
    """What the owner of a run has asked of it."""

    GO_ON = "", "go on"
    PAUSE = "pause", "stop at the next step, to be resumed"
    KEEP = "keep", "end here and keep the best so far"


class TrainingRun(Work):
    """A network in training. Its checkpoints lie in a folder named after the row; a new attempt
    goes on from there."""

    TASK = "generation.tasks.training_run"
    ATTEMPTS, TRIES = 6, "fruitless"
    GAVE_UP = (
        f"The training stopped {ATTEMPTS} times without learning more, so we gave up. What it had "
        "learnt until then is kept, and can be taken. See the worker's log for why."
    )

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    title = models.CharField(max_length=80, blank=True)
    technique = models.CharField(max_length=20)
    genre = models.CharField(max_length=20)
    pack = models.CharField(max_length=60, blank=True, help_text="name of an offered pack")
    dataset = models.ForeignKey(
        Dataset, null=True, blank=True, on_delete=models.PROTECT, related_name="runs"
    )
    recipe = models.CharField(max_length=20, blank=True, help_text="fast, good, overnight, or none")
    plan = models.JSONField(
        default=dict,
        blank=True,
        help_text='numbers of the plan that differ from its defaults: {"epochs": 20, "seed": 2}',
    )
    start = models.CharField(
        max_length=60, blank=True, help_text="name of the model that it goes on from"
    )
    wish = models.CharField(max_length=10, choices=Wish, blank=True, default=Wish.GO_ON)
    fruitless = models.PositiveSmallIntegerField(
        default=0, help_text="attempts begun since it last learnt something"
    )
    seconds = models.FloatField(default=0.0, help_text="spent, over all sittings")
    seconds_left = models.FloatField(null=True, blank=True)
    epochs_done = models.PositiveIntegerField(default=0)
    epochs_all = models.PositiveIntegerField(default=0, help_text="0 until it is known")
    parameters_count = models.PositiveIntegerField(default=0, help_text="numbers in the network")
    real = models.JSONField(
        default=dict, blank=True, help_text="measures of real music: low, median, high"
    )
    version = models.PositiveIntegerField(
        default=0, help_text="one more whenever anything of the run changes that its page shows"
    )
    swept_at = models.DateTimeField(
        null=True, blank=True, help_text="when its checkpoints were removed: it cannot go on"
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.PRIVATE, db_index=True
    )
    link_token = models.CharField(
        max_length=32, blank=True, help_text="drawn when it is shared, and anew the next time"
    )

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"])]
        constraints = [
            models.CheckConstraint(
                name="a_run_learns_from_one_thing",
                condition=models.Q(pack="") | models.Q(dataset__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.technique} on {self.genre} ({self.state})"


class TrainingEpoch(models.Model):
    """What a run had learnt at one point: losses, figures of what it plays, and a piece of it."""

    run = models.ForeignKey(TrainingRun, on_delete=models.CASCADE, related_name="epochs")
    number = models.PositiveIntegerField(null=True, help_text="0 before the first step")
    phase = models.CharField(max_length=20)
    at = models.PositiveIntegerField(help_text="steps or cycles done")
    losses = models.JSONField(help_text="of training and validation")
    figures = models.JSONField(help_text="of the music it plays to unseen melodies")
    measures = models.JSONField(default=dict, help_text="of that music, beside those of real music")
    best = models.BooleanField(default=False, help_text="by validation, when it was told")
    sample = models.ForeignKey(StoredSong, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="an_epoch_is_told_once", fields=["run", "phase", "at"]),
            models.UniqueConstraint(name="an_epoch_has_its_number", fields=["run", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.at}"


class TrainingSample(models.Model):
    """What a network played at an epoch to one of the melodies that it always plays to."""

    epoch = models.ForeignKey(TrainingEpoch, on_delete=models.CASCADE, related_name="samples")
    number = models.PositiveSmallIntegerField(help_text="of the melody")
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="a_sample_has_its_number", fields=["epoch", "number"])
        ]

    def __str__(self) -> str:
        return f"sample {self.number}"


class TrainingEvent(models.Model):
    """Something that happened to a run, in words: it began, the critic wins, it was resumed."""

    run = models.ForeignKey(TrainingRun, on_delete=models.CASCADE, related_name="events")
    epoch = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=30)
    words = models.CharField(max_length=300)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code


class TrainingCurve(models.Model):
    """One figure of every step of a phase, thinned: buckets of `stride` steps, each its least, mean
    and greatest value. When there are too many, two become one and the stride doubles."""

    MOST = 2000  # buckets

    run = models.ForeignKey(TrainingRun, on_delete=models.CASCADE, related_name="curves")
    phase = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    stride = models.PositiveIntegerField(default=1)
    steps = models.PositiveIntegerField(default=0)
    buckets = models.BinaryField(
        default=bytes, help_text="float32 rows (buckets, 3): least, mean, greatest"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_curve_a_figure", fields=["run", "phase", "name"])
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.name}"


class TrainingSitting(models.Model):
    """One stretch of a run on a machine: what fairness and the hours of a day are counted by."""

    run = models.ForeignKey(TrainingRun, on_delete=models.CASCADE, related_name="sittings")
    attempt = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(db_default=Now())
    until_at = models.DateTimeField(db_default=Now(), help_text="as its worker last said")

    class Meta:
        indexes = [models.Index(fields=["until_at"])]
        constraints = [
            models.UniqueConstraint(name="an_attempt_sits_once", fields=["run", "attempt"])
        ]

    def __str__(self) -> str:
        return f"sitting {self.attempt}"


class TrainingPace(models.Model):
    """How fast this site's machine trains one technique: measured once, then corrected by every
    epoch that it really learns."""

    technique = models.CharField(primary_key=True, max_length=20)
    measured = models.JSONField(default=dict, help_text="by `generation.training.pace`")
    took = models.FloatField(default=0.0, help_text="seconds of real epochs; fades")
    guessed = models.FloatField(default=0.0, help_text="of the same epochs beforehand; fades")
    measured_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"pace of {self.technique}"
