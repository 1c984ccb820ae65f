"""What people, and how one stands to them, look like in the API."""

from rest_framework import serializers

from chartbusters.discovery.serializers import ListedSongSerializer


class ListedPersonSerializer(serializers.Serializer):
    """A person, as lists of people show them."""

    username = serializers.CharField()
    name = serializers.CharField(source="shown_name")
    url = serializers.CharField(source="get_absolute_url", help_text="their page, on this site")


class TiesSerializer(serializers.Serializer):
    """How I stand to a person, and how many follow them."""

    follows = serializers.BooleanField(help_text="I follow them")
    blocks = serializers.BooleanField(help_text="I keep them away")
    mutes = serializers.BooleanField(help_text="I am not shown what they do")
    followers = serializers.IntegerField(help_text="of theirs; counted up to 10,001")


class PeoplePageSerializer(serializers.Serializer):
    """One page of people, who came last first."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True, help_text="always null: pages only go on")
    results = ListedPersonSerializer(many=True)


class KeptAwaySerializer(serializers.Serializer):
    """Whom I keep away, and of whom I am shown nothing."""

    blocked = ListedPersonSerializer(many=True)
    muted = ListedPersonSerializer(many=True)


class RepostSerializer(serializers.Serializer):
    """How many pass a song on, and whether I do."""

    reposts = serializers.IntegerField(help_text="counted up to 10,001")
    mine = serializers.BooleanField()


class StreamItemSerializer(serializers.Serializer):
    """A song that somebody whom I follow shows or passes on."""

    song = ListedSongSerializer()
    reposted = serializers.BooleanField(source="post.reposted", help_text="passed on, not made")
    by = serializers.CharField(source="post.username", help_text="who shows it or passes it on")
    at = serializers.DateTimeField(source="post.at")


class StreamSerializer(serializers.Serializer):
    """One page of my stream, the newest first."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True, help_text="always null: pages only go on")
    results = StreamItemSerializer(many=True)
