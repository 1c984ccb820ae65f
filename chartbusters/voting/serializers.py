"""What a ballot looks like in the API: two songs without a name, and after the vote who made
them."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from chartbusters.challenges.models import Entry
from chartbusters.challenges.selectors import entry_address
from chartbusters.voting import selectors
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


def nameless(document: dict[str, Any]) -> dict[str, Any]:
    """A stored song without its texts: a title, or the name of a track, would tell whose it is."""
    return {
        **document,
        "title": "",
        "tracks": [{**track, "name": ""} for track in document["tracks"]],
    }


def ballot_data(ballot: Ballot) -> dict[str, Any]:
    """Two nameless songs, how long each must be heard, and how far this voter has come."""
    progress = selectors.progress_of(challenge=ballot.challenge, voter=ballot.voter)
    one, other = selectors.entries_on(ballot=ballot, beside=["song"])
    return dict(
        BallotSerializer(
            {"id": ballot.pk, "a": _side(one), "b": _side(other), "progress": progress}
        ).data
    )


def _side(entry: Entry) -> dict[str, Any]:
    return {
        "document": nameless(entry.song.document),
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
