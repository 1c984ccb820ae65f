"""What a ballot looks like in the API: two songs without a name; and one's own votes, with names
once voting is over."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry
from chartbusters.challenges.terms import listening_ms
from chartbusters.voting import selectors
from chartbusters.voting.disguise import disguised, side_digest
from chartbusters.voting.models import Ballot, Outcome, Vote
from chartbusters.voting.services import LONGEST_MS
from chartbusters.voting.undoing import undo_seconds
from generation.fields import SongField, WholeField


class BallotInput(serializers.Serializer):
    challenge = serializers.SlugField()


class HeardInput(serializers.Serializer):
    side = serializers.ChoiceField(["a", "b"])
    ms = WholeField(min_value=0, max_value=LONGEST_MS, help_text="heard of this side in all")


class VoteInput(serializers.Serializer):
    outcome = serializers.ChoiceField(Outcome.choices)


class SideSerializer(serializers.Serializer):
    """One of two songs: its notes without a name, and the milliseconds for which it must be heard,
    and was heard already."""

    document = SongField()
    digest = serializers.CharField(
        help_text="of this side of this ballot: the same song has another one elsewhere"
    )
    required_ms = serializers.IntegerField()
    heard_ms = serializers.IntegerField(help_text="that were believed so far")


class ProgressSerializer(serializers.Serializer):
    """How far this voter has come in this challenge."""

    cast = serializers.IntegerField(help_text="votes")
    left = serializers.IntegerField(
        help_text="pairs that may still come at most, with the one that lies open"
    )
    number = serializers.IntegerField(help_text="of the pair that lies open, or comes next")
    most = serializers.IntegerField(help_text="pairs that this voter is given at most, in all")
    skips_left = serializers.IntegerField()


@extend_schema_serializer(component_name="Ballot")
class BallotSerializer(serializers.Serializer):
    """Two nameless songs, how long each must be heard, and how far this voter has come."""

    id = serializers.UUIDField()
    a = SideSerializer()
    b = SideSerializer()
    progress = ProgressSerializer()


class MakerSerializer(serializers.Serializer):
    """Who was behind one side; `url` is null while the song is kept private."""

    title = serializers.CharField()
    maker = serializers.CharField()
    url = serializers.CharField(allow_null=True)


class RevealSerializer(serializers.Serializer):
    """What was chosen, when it will be told who was behind A and B, and how far this voter has
    come."""

    chosen = serializers.ChoiceField(Outcome.choices)
    names_at = serializers.DateTimeField(help_text="when the result is told, as it stands")
    progress = ProgressSerializer()
    undo_seconds = serializers.IntegerField(
        help_text="from now on, for which this vote can be taken back; 0: it stands"
    )


class MyVoteSerializer(serializers.Serializer):
    """A vote of mine; who was behind A and B is null until voting is over."""

    challenge = serializers.SlugField()
    chosen = serializers.ChoiceField(Outcome.choices)
    cast_at = serializers.DateTimeField()
    a = MakerSerializer(allow_null=True)
    b = MakerSerializer(allow_null=True)


class HeardSerializer(serializers.Serializer):
    heard_ms_a = serializers.IntegerField()
    heard_ms_b = serializers.IntegerField()


def ballot_data(ballot: Ballot) -> dict[str, Any]:
    """Two nameless songs, how long each must be heard, and how far this voter has come."""
    progress = selectors.progress_of(challenge=ballot.challenge, voter=ballot.voter)
    one, other = selectors.entries_on(ballot=ballot, beside=["song"])
    asked_ms = listening_ms(ballot.challenge)
    sides = {
        "a": _side(ballot, "a", one, asked_ms),
        "b": _side(ballot, "b", other, asked_ms),
    }
    return dict(BallotSerializer({"id": ballot.pk, **sides, "progress": progress}).data)


def _side(ballot: Ballot, side: str, entry: Entry, asked_ms: int) -> dict[str, Any]:
    return {
        "document": disguised(entry.song.document),
        "digest": side_digest(ballot, side, entry.song_id),
        "required_ms": selectors.required_ms(length_ms=entry.length_ms, listening_ms=asked_ms),
        "heard_ms": getattr(ballot, f"heard_ms_{side}"),
    }


def reveal_data(ballot: Ballot, voter: User, vote: Vote) -> dict[str, Any]:
    """What its voter is told after a vote: nothing of who made the two."""
    challenge = ballot.challenge
    progress = selectors.progress_of(challenge=challenge, voter=voter)
    told = {"chosen": vote.outcome, "names_at": challenge.told_at, "progress": progress}
    told["undo_seconds"] = undo_seconds(
        challenge=challenge, cast_at=vote.cast_at, undos=progress.undos
    )
    return dict(RevealSerializer(told).data)
