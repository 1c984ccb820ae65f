"""What a ballot looks like in the API: two songs without a name, and after the vote who made
them."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from chartbusters.challenges.models import Entry
from chartbusters.challenges.selectors import entry_address
from chartbusters.voting import selectors
from chartbusters.voting.disguise import disguised, side_digest
from chartbusters.voting.models import Ballot, Outcome
from chartbusters.voting.services import LONGEST_MS
from generation.fields import SongField, WholeField


class BallotInput(serializers.Serializer):
    challenge = serializers.SlugField()


class HeardInput(serializers.Serializer):
    side = serializers.ChoiceField(["a", "b"])
    ms = WholeField(min_value=0, max_value=LONGEST_MS, help_text="heard of this side in all")


class VoteInput(serializers.Serializer):
    outcome = serializers.ChoiceField(Outcome.choices)


class SideSerializer(serializers.Serializer):
    """One of two songs: its notes without a name, and the milliseconds for which it must be
    heard."""

    document = SongField()
    digest = serializers.CharField(
        help_text="of this side of this ballot: the same song has another one elsewhere"
    )
    required_ms = serializers.IntegerField()


class ProgressSerializer(serializers.Serializer):
    """Votes of this voter in this challenge, and the pairs left to them."""

    cast = serializers.IntegerField()
    left = serializers.IntegerField()


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
    """Who was behind A and B, and how far this voter has come."""

    a = MakerSerializer()
    b = MakerSerializer()
    progress = ProgressSerializer()


class HeardSerializer(serializers.Serializer):
    heard_ms_a = serializers.IntegerField()
    heard_ms_b = serializers.IntegerField()


def ballot_data(ballot: Ballot) -> dict[str, Any]:
    """Two nameless songs, how long each must be heard, and how far this voter has come."""
    progress = selectors.progress_of(challenge=ballot.challenge, voter=ballot.voter)
    one, other = selectors.entries_on(ballot=ballot, beside=["song"])
    return dict(
        BallotSerializer(
            {
                "id": ballot.pk,
                "a": _side(ballot, "a", one),
                "b": _side(ballot, "b", other),
                "progress": progress,
            }
        ).data
    )


def _side(ballot: Ballot, side: str, entry: Entry) -> dict[str, Any]:
    return {
        "document": disguised(entry.song.document),
        "digest": side_digest(ballot, side, entry.song_id),
        "required_ms": selectors.required_ms(length_ms=entry.length_ms),
    }


def reveal_data(ballot: Ballot) -> dict[str, Any]:
    """Who was behind A and B, and how far this voter has come."""
    progress = selectors.progress_of(challenge=ballot.challenge, voter=ballot.voter)
    one, other = selectors.entries_on(ballot=ballot, beside=["maker", "composition"])
    return dict(
        RevealSerializer({"a": _revealed(one), "b": _revealed(other), "progress": progress}).data
    )


def _revealed(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "maker": entry.maker.shown_name,
        "url": entry_address(entry=entry),
    }
