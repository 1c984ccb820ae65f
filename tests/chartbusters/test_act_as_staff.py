"""Every action of the administration, in every room: one right opens it, none of the others does,
and the log tells."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.challenges.models import Entry
from chartbusters.challenges.services import challenge_save
from chartbusters.compositions.models import Composition, Rendering, RenderingState
from chartbusters.compositions.services import composition_create
from chartbusters.joining.models import Newcomer
from chartbusters.joining.services import people_add
from chartbusters.jury.models import Juror
from chartbusters.leaderboard.models import Board, FinalBoard
from chartbusters.mail.models import OutgoingMail
from chartbusters.voting.models import Ballot, Vote, VoteVoid
from chartbusters.web.errors import Refusal
from generation.model_admin import ReadOnly
from generation.models import GenerationJob, JobState, TrainedModel, TrainingRun
from generation.services import song_store
from scoring.models import Provenance, ReportState, ScoreReport

ACTIONS = {
    "challenges.challenge": {"publish": "change_challenge", "extend": "change_challenge"},
    "challenges.entry": {"disqualify": "change_challenge", "reinstate": "change_challenge"},
    "compositions.composition": {"hide": "change_composition", "unhide": "change_composition"},
    "voting.vote": {"void_as_manipulated": "add_votevoid", "restore": "add_votevoid"},
    "jury.juror": {"take_off": "delete_juror", "set_aside": "delete_juror"},
    "leaderboard.board": {"recompute": "change_board"},
    "leaderboard.finalboard": {"recompute": "change_finalboard"},
    "generation.generationjob": {
        "cancel": "change_generationjob",
        "restart": "change_generationjob",
    },
    "generation.trainingrun": {"cancel": "change_trainingrun"},
    "generation.trainedmodel": {"take_back": "change_trainedmodel"},
    "compositions.rendering": {"render_again": "change_rendering"},
    "scoring.scorereport": {"compute_again": "change_scorereport"},
    "scoring.provenance": {"check_again": "change_provenance"},
    "mail.outgoingmail": {"try_again": "change_outgoingmail"},
    "joining.newcomer": {"link_again": "add_newcomer"},
}
OURS = ["generation", "scoring", "challenges", "voting", "leaderboard", "compositions"]
OURS += ["accounts", "mail", "notices", "joining", "leaving", "trail", "jury", "trust"]
OURS += ["moderation", "comments", "catalogue"]
CASES: list[tuple[str, str, str]] = []
for label, actions in ACTIONS.items():
    CASES += [(label, action, right) for action, right in actions.items()]


def admins() -> dict[str, Any]:
    """Every page of ours in the administration, by the name of its model."""
    found = admin.site._registry.items()
    return {model._meta.label_lower: one for model, one in found if model._meta.app_label in OURS}


def everything() -> set[str]:
    return set(
        Permission.objects.filter(content_type__app_label__in=OURS).values_list(
            "codename", flat=True
        )
    )


def helper_with(*rights: str) -> Any:
    """Staff with these rights and no others."""
    helper = get_user_model().objects.create_user("helper", password="helper-pass-1", is_staff=True)
    helper.user_permissions.set(
        Permission.objects.filter(codename__in=rights, content_type__app_label__in=OURS)
    )
    return helper


class Rows:
    """Rows with something to do: `rows.make("voting.vote", "void_as_manipulated")`."""

    def __init__(self, contest: Any, owner: Any, song: Any) -> None:
        self.contest, self.owner, self.song = contest, owner, song

    def make(self, label: str, action: str) -> Model:
        made: Model = getattr(self, label.split(".")[1])(action)
        return made

    def challenge(self, action: str) -> Any:
        return self.contest("open")[0]

    def entry(self, action: str) -> Any:
        entry: Entry = self.contest("open")[1][0]
        if action == "reinstate":
            said = {"withdrawn_at": Now(), "disqualified_at": Now()}
            Entry.objects.filter(pk=entry.pk).update(**said)
        return entry

    def composition(self, action: str) -> Any:
        song = composition_create(owner=self.owner, song=self.song, title="A tune")
        if action == "unhide":
            Composition.objects.filter(pk=song.pk).update(hidden_because="A mistake.")
        return song

    def vote(self, action: str) -> Any:
        challenge, (a, b, *_) = self.contest("voting")
        ballot = Ballot.objects.create(
            challenge=challenge, voter=self.owner, entry_a=a, entry_b=b, pair="x", seed=0
        )
        vote = Vote.objects.create(challenge=ballot.challenge, ballot=ballot, outcome="a")
        if action == "restore":
            VoteVoid.objects.create(vote=vote, by=self.owner, reason="A mistake.")
        return vote

    def juror(self, action: str) -> Any:
        challenge, _ = self.contest("voting")
        return Juror.objects.create(challenge=challenge, person=self.owner, number=1)

    def board(self, action: str) -> Any:
        return Board.objects.create(challenge=self.vote(action).ballot.challenge)

    def finalboard(self, action: str) -> Any:
        challenge, _ = self.contest("closed")
        return FinalBoard.objects.create(challenge=challenge)

    def generationjob(self, action: str) -> Any:
        state = JobState.FAILED if action == "restart" else JobState.QUEUED
        stored = song_store(song=self.song)
        return GenerationJob.objects.create(
            owner=self.owner, technique="gan", model="gan-pop", source=stored, state=state, seed=1
        )

    def trainingrun(self, action: str) -> Any:
        return TrainingRun.objects.create(owner=self.owner, technique="gan", genre="pop")

    def trainedmodel(self, action: str) -> Any:
        told = {"visibility": "published", "published_at": Now(), "owner": self.owner, "card": {}}
        return TrainedModel.objects.create(name="t-one", weights_bytes=0, **told)

    def rendering(self, action: str) -> Any:
        stored = song_store(song=self.song)
        return Rendering.objects.create(song=stored, state=RenderingState.FAILED)

    def outgoingmail(self, action: str) -> Any:
        told = {"to": "a@example.org", "subject": "Hello", "content": {}}
        return OutgoingMail.objects.create(**told, given_up_at=Now())

    def newcomer(self, action: str) -> Any:
        (added,) = people_add(text="newcomer", by=None, address=lambda page, token: token)
        return Newcomer.objects.get(username=added.username)

    def scorereport(self, action: str) -> Any:
        told = {"genre": "pop", "version": "1", "state": ReportState.FAILED}
        return ScoreReport.objects.create(song=song_store(song=self.song), **told)

    def provenance(self, action: str) -> Any:
        return Provenance.objects.create(song=song_store(song=self.song), owner=self.owner)


@pytest.fixture
def rows(contest: Any, alice: Any, sample_song: Callable[..., Any]) -> Rows:
    return Rows(contest, alice, sample_song())


def state_of(row: Model) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).values().get()


def act(client: Any, label: str, action: str, row: Model) -> None:
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")
    client.post(address, {"action": action, "_selected_action": [str(row.pk)]}, follow=True)


def test_every_action_there_is_stands_here() -> None:
    found = {label: set(one.actions) - {"delete_selected"} for label, one in admins().items()}
    assert {label: names for label, names in found.items() if names} == {
        k: set(v) for k, v in ACTIONS.items()
    }


@pytest.mark.parametrize(("label", "action", "right"), CASES)
def test_its_own_right_opens_an_action(
    label: str, action: str, right: str, rows: Rows, client_of: Any
) -> None:
    row = rows.make(label, action)
    act(client_of(helper_with(f"view_{label.split('.')[1]}", right)), label, action, row)
    written = LogEntry.objects.get(object_id=str(row.pk))
    assert written.user.username == "helper" and written.change_message and written.is_change()


@pytest.mark.parametrize(("label", "action", "right"), CASES)
def test_no_other_right_opens_it(
    label: str, action: str, right: str, rows: Rows, client_of: Any
) -> None:
    row = rows.make(label, action)
    before = state_of(row)
    act(client_of(helper_with(*(everything() - {right}))), label, action, row)
    assert state_of(row) == before and not LogEntry.objects.exists()
    assert VoteVoid.objects.count() == (action == "restore")


@pytest.mark.parametrize("label", admins())
def test_without_any_right_nothing_is_seen(label: str, client_of: Any, db: None) -> None:
    address = reverse(f"admin:{label.replace('.', '_')}_changelist")
    assert client_of(helper_with()).get(address).status_code == 403


@pytest.mark.parametrize(
    "label", [label for label, one in admins().items() if isinstance(one, ReadOnly)]
)
def test_no_form_changes_what_services_write(label: str, rf: Any, staff: Any) -> None:
    request = rf.get("/")
    request.user = staff  # who holds every right
    assert not admins()[label].has_change_permission(request) and not admins()[
        label
    ].has_delete_permission(request)


def test_the_service_asks_behind_every_door(contest: Any, alice: Any) -> None:
    challenge, _ = contest("open")
    # but no staff status
    alice.user_permissions.add(Permission.objects.get(codename="change_challenge"))
    helper = helper_with("view_challenge", "delete_challenge", "add_challenge")
    for person in (alice, helper):
        with pytest.raises(Refusal) as refusal:
            challenge_save(challenge=challenge, by=person)
        assert refusal.value.status == (403 if person == helper else 404)


def test_all_rights_of_staff_open_nothing_of_others_in_the_api(api: Any, rows: Rows) -> None:
    vote: Any = rows.make("voting.vote", "")
    job = rows.make("generation.generationjob", "cancel")
    helper = api(helper_with(*everything()))
    ballot, entry = vote.ballot, vote.ballot.entry_a
    for address in (
        f"generation-jobs/{job.pk}/cancel/",
        f"ballots/{ballot.pk}/heard/",
        f"ballots/{ballot.pk}/vote/",
        f"ballots/{ballot.pk}/skip/",
        f"entries/{entry.pk}/withdraw/",
    ):
        body = {"outcome": "a", "side": "a", "ms": 1}
        assert helper.post(f"/api/v1/{address}", body).status_code == 404, address
    song = f"/api/v1/compositions/{entry.composition_id}/"
    assert helper.patch(song, {"title": "Mine"}).status_code == 404
    assert helper.delete(song).status_code == 404
