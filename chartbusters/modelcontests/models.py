"""Contests of models: their hidden melodies, who was entered, and each model's take of each
melody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from generation.models import GenerationJob, StoredSong, TrainedModel, TrainingRun


class ModelContest(models.Model):
    """What a challenge of models has beside its row: who may enter, what is hidden, how far it is.

    Melodies stand from the seal on (`guards.py`): its digest is public before anybody enters.
    """

    challenge = models.OneToOneField(
        Challenge, primary_key=True, on_delete=models.CASCADE, related_name="model_contest"
    )
    techniques = models.JSONField(default=list, blank=True, help_text="that may enter; empty: all")
    most_megabytes = models.PositiveIntegerField(
        default=0, help_text="of a model's weights; 0: any size"
    )
    house = models.JSONField(
        default=list, blank=True, help_text="what organisers added to compare with, by name"
    )
    seed = models.BigIntegerField(null=True, help_text="drawn with the seal, the same for all")
    sealed = models.BinaryField(null=True, help_text="compressed: what is shown at the end")
    seal = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what is shown")
    sealed_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True, help_text="when the takes were begun")
    go_on_at = models.DateTimeField(
        null=True, help_text="when an organiser said to go on without the takes that failed"
    )
    suites_at = models.DateTimeField(null=True, help_text="when what was made became entries")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contest_sealed_whole",
                condition=Q(sealed_at=None, seal="", seed=None)
                | Q(sealed_at__isnull=False, seal__gt="", seed__isnull=False),
            ),
            models.CheckConstraint(
                name="contest_begins_sealed",
                condition=Q(began_at=None) | Q(sealed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="contest_suites_come_of_takes",
                condition=Q(suites_at=None) | Q(began_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"models in {self.challenge_id}"


class ContestMelody(models.Model):
    """A song of an organiser, of which the models are given the melody alone."""

    contest = models.ForeignKey(ModelContest, on_delete=models.CASCADE, related_name="melodies")
    number = models.PositiveSmallIntegerField(help_text="in the order of the suites, from 1")
    title = models.CharField(max_length=80)
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="melody_has_its_number", fields=["contest", "number"]),
            models.UniqueConstraint(name="melody_stands_once", fields=["contest", "song"]),
            models.CheckConstraint(
                name="melodies_are_eight_at_most", condition=Q(number__gte=1, number__lte=8)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class HouseAccount(models.Model):
    """An account of the site's own: whose the takes are, and in whose name a model of the site, or
    a rule, stands in a contest. Nobody signs in with it."""

    name = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return self.name


class Plays(models.TextChoices):
    """What makes the takes of an entrant."""

    TRAINED = "trained", "a model trained here"
    INSTALLED = "installed", "a model of this site"
    ARRANGER = "arranger", "the arranger: rules of this site, no network"
    SHUFFLED = "shuffled", "bars of a band, shuffled: a bound below"


class EnteredModel(models.Model):
    """A model in a contest. It stands for its maker; those of the site for an account of its own.

    What people are told at the end is kept with it, so that it outlives the model.
    """

    contest = models.ForeignKey(ModelContest, on_delete=models.CASCADE, related_name="entrants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entered_models"
    )
    plays = models.CharField(max_length=10, choices=Plays)
    model = models.ForeignKey(
        TrainedModel, null=True, on_delete=models.SET_NULL, related_name="contests"
    )
    run = models.ForeignKey(
        TrainingRun, null=True, on_delete=models.SET_NULL, related_name="contests"
    )
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=80)
    technique = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64, help_text="of the weights; of a rule its name")
    slot = models.PositiveSmallIntegerField(default=1)
    conditions_digest = models.CharField(max_length=64, blank=True)
    conditions_accepted_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)
    left_out = models.CharField(max_length=300, blank=True, help_text="why there is no suite of it")
    entry = models.OneToOneField(
        Entry, null=True, on_delete=models.SET_NULL, related_name="entered_model"
    )

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_model_a_place",
                fields=["contest", "person", "slot"],
                condition=Q(withdrawn_at=None),
            ),
            models.UniqueConstraint(
                name="a_model_stands_once",
                fields=["contest", "digest"],
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} in {self.contest_id}"


class TakeState(models.TextChoices):
    WAITING = "waiting"
    PLAYING = "playing"
    DONE = "done"
    FAILED = "failed"


class ContestTake(models.Model):
    """What one model makes of one melody: a job of a worker, asked for again where it fails."""

    entrant = models.ForeignKey(EnteredModel, on_delete=models.CASCADE, related_name="takes")
    melody = models.ForeignKey(ContestMelody, on_delete=models.CASCADE, related_name="takes")
    state = models.CharField(max_length=7, choices=TakeState, default=TakeState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    job = models.ForeignKey(GenerationJob, null=True, on_delete=models.SET_NULL, related_name="+")
    song = models.ForeignKey(StoredSong, null=True, on_delete=models.PROTECT, related_name="+")
    recipe = models.JSONField(default=dict, blank=True)
    words = models.CharField(max_length=300, blank=True, help_text="why it failed")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["melody__number", "entrant__pk"]
        constraints = [
            models.UniqueConstraint(name="one_take_a_melody", fields=["entrant", "melody"]),
            models.CheckConstraint(
                name="a_take_that_is_done_has_music",
                condition=Q(state="done", song__isnull=False)
                | (~Q(state="done") & Q(song__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entrant_id} plays {self.melody_id} ({self.state})"
