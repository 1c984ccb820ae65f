"""Organisers ask for training in the administration, and hear what it makes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from generation import services
from generation.models import JobState, StoredSong, TrainingEpoch, TrainingRun
from generation.music.midi import read_midi
from tests.generation.training_runs import wish


@pytest.mark.django_db
class TestAdmin:
    ADD = {"technique": "arcnn", "genre": "bach", "plan": '{"epochs": 4}'}

    def test_it_works(self, school: Path, client: Client, admin_user: Any) -> None:
        client.force_login(admin_user)
        assert client.get(reverse("admin:generation_trainingrun_add")).status_code == 200
        answer = client.post(reverse("admin:generation_trainingrun_add"), self.ADD)
        assert answer.status_code == 302, answer.content.decode()
        run = TrainingRun.objects.get()
        assert (run.owner, run.plan["epochs"], run.state) == (admin_user, 4, JobState.QUEUED)
        client.post(
            reverse("admin:generation_trainingrun_changelist"),
            {"action": "cancel", "_selected_action": [run.pk]},
        )
        run.refresh_from_db()
        assert run.state == JobState.CANCELLED

    def test_it_shows_epochs_and_lets_them_be_heard(
        self, school: Path, client: Client, admin_user: Any, sample_song: Callable[..., Any]
    ) -> None:
        client.force_login(admin_user)
        run = wish(admin_user)
        assert services.training_run_take(worker="one") == run
        run.refresh_from_db()
        line = {"phase": "likelihood", "at": 250, "of": 500, "heard": {}}
        line |= {"train": {"loss": 1.25}, "valid": {}}
        services.training_epoch_record(run=run, line=line, samples=[sample_song()])
        services.training_epoch_record(run=run, line=line, samples=[sample_song()])
        shown = client.get(
            reverse("admin:generation_trainingrun_change", args=[run.pk])
        ).content.decode()
        assert TrainingEpoch.objects.count() == 1 and "likelihood" in shown
        link = reverse("admin:generation_storedsong_midi", args=[StoredSong.objects.get().pk])
        assert link in shown
        assert read_midi(client.get(link).content).tracks[0].notes == sample_song().tracks[0].notes

    def test_it_tells_what_is_wrong(self, school: Path, client: Client, admin_user: Any) -> None:
        client.force_login(admin_user)
        answer = client.post(
            reverse("admin:generation_trainingrun_add"), {**self.ADD, "genre": "polka"}
        )
        assert answer.status_code == 200
        assert "cannot be trained here" in answer.content.decode()
        assert not TrainingRun.objects.exists()

    def test_it_requires_an_organiser(self, school: Path, client: Client, alice: Any) -> None:
        for person in (None, alice):
            if person:
                client.force_login(person)
            assert (
                client.post(reverse("admin:generation_trainingrun_add"), self.ADD).status_code
                == 302
            )
        assert not TrainingRun.objects.exists()
