"""Runs for journeys: rows in the database of the running site, as a worker would have told them."""

from typing import NamedTuple

from tests.servers import Site

BEGIN = """
from datetime import timedelta
from django.utils import timezone
from chartbusters.accounts.models import User
from generation.models import TrainingRun
from tests.training_runs import finished_run
owner = User.objects.get(username={owner!r})
lease = timezone.now() + timedelta(days=1)
run = finished_run(owner, technique={technique!r}, epochs=4, title={title!r}, state="running",
                   epochs_all=9, lease_until=lease, finished_at=None, seconds_left=60.0)
print("run", run.pk)
"""
NEXT = """
from generation.models import TrainingEpoch, TrainingRun, TrainingSample
from generation.services.training.happenings import event_record
run = TrainingRun.objects.get(pk={key!r})
last = run.epochs.order_by("-number").first()
epoch = TrainingEpoch.objects.create(
    run=run, number=last.number + 1, phase=last.phase, at=last.at + 200, losses=last.losses,
    figures=last.figures, measures=last.measures, best=True, sample=last.sample)
for sample in last.samples.all():
    TrainingSample.objects.create(epoch=epoch, number=sample.number, song=sample.song)
TrainingRun.objects.filter(pk=run.pk).update(epochs_done=epoch.number)
event_record(run=run, code="told", words="The critic wins: it tells 97 %.")
"""


LEARNT = """
from chartbusters.accounts.models import User
from tests.trained import trained_made
from tests.training_runs import finished_run
owner = User.objects.get(username={owner!r})
run = finished_run(owner, epochs=3, title={title!r}, pack="arranged")
trained_made(owner, {title!r}, by=0.02, seed={seed}, run=run)
"""


class Learner(NamedTuple):
    """A run of somebody on the running site."""

    site: Site
    key: str

    @property
    def page(self) -> str:
        return f"/train/{self.key}/"

    def learn(self) -> None:
        """One more epoch is told, its best so far."""
        ran(self.site, NEXT.format(key=self.key))


def learner_begun(site: Site, owner: str, title: str, technique: str = "gan") -> Learner:
    """A run in training, four epochs old."""
    told = ran(site, BEGIN.format(owner=owner, title=title, technique=technique))
    return Learner(site, told.split("run ")[-1].strip())


def model_learnt(site: Site, owner: str, title: str, seed: int) -> None:
    """A private model of somebody's, of a run with its curves."""
    ran(site, LEARNT.format(owner=owner, title=title, seed=seed))


def ran(site: Site, words: str) -> str:
    return site.manage("shell", "--no-imports", "--verbosity", "0", "-c", words)
