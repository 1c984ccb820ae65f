"""What playlists look like in the API, and what is sent to change them."""

from rest_framework import serializers

from chartbusters.compositions.models import Visibility
from chartbusters.discovery.serializers import ListedSongSerializer
from chartbusters.playlists.models import LONGEST_DESCRIPTION, LONGEST_TITLE, Playlist
from chartbusters.playlists.services.songs import MOST_SONGS


class PlaylistSerializer(serializers.ModelSerializer):
    """A playlist without its songs."""

    owner = serializers.CharField(source="owner.username")
    url = serializers.CharField(source="get_absolute_url", help_text="its page, on this site")

    class Meta:
        model = Playlist
        fields = [
            *("id", "title", "description", "owner", "visibility", "url"),
            *("version", "created_at", "updated_at"),
        ]
        read_only_fields = fields


class PlaylistLineSerializer(serializers.Serializer):
    """One place in a playlist."""

    id = serializers.UUIDField(source="pk", help_text="of the song")
    song = ListedSongSerializer(allow_null=True, help_text="null: it cannot be heard now")
    added_at = serializers.DateTimeField()


class WholePlaylistSerializer(PlaylistSerializer):
    """A playlist with its songs in their order. Others than its owner are told of those alone that
    everybody may hear now."""

    songs = PlaylistLineSerializer(many=True, source="lines")

    class Meta(PlaylistSerializer.Meta):
        fields = [*PlaylistSerializer.Meta.fields, "songs"]
        read_only_fields = fields


class PlaylistInput(serializers.Serializer):
    title = serializers.CharField(max_length=LONGEST_TITLE)
    description = serializers.CharField(
        max_length=LONGEST_DESCRIPTION, required=False, allow_blank=True
    )
    visibility = serializers.ChoiceField(Visibility.choices, required=False)


class PlaylistChange(PlaylistInput):
    title = serializers.CharField(max_length=LONGEST_TITLE, required=False)


class PlaylistOrderInput(serializers.Serializer):
    """All songs of a playlist in the order that is wished for."""

    songs = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_SONGS)
    version = serializers.IntegerField(
        min_value=0, help_text="of the playlist as you read it: 409 when it has changed since"
    )
