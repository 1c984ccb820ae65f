"""What songs in lists look like in the API."""

from rest_framework import serializers

from chartbusters.compositions.models import Licence
from chartbusters.discovery.songs import Song


class ListedSongSerializer(serializers.Serializer):
    """A song that everybody may hear."""

    id = serializers.UUIDField(source="pk")
    title = serializers.CharField()
    owner = serializers.CharField(source="username")
    owner_name = serializers.CharField(source="maker")
    url = serializers.CharField(source="address", help_text="its page, on this site")
    genre = serializers.CharField(help_text="of the model that joined in last; may be empty")
    techniques = serializers.SerializerMethodField()
    seconds = serializers.IntegerField()
    licence = serializers.ChoiceField(Licence.choices)
    hearts = serializers.IntegerField()
    plays = serializers.IntegerField(help_text="heard so often, as docs/trust.md says")
    listed_at = serializers.DateTimeField(
        allow_null=True, help_text="when everybody could hear it first; null: never yet"
    )

    def get_techniques(self, song: Song) -> list[str]:
        return song.techniques.split()


class HeartSerializer(serializers.Serializer):
    """How many love a song, and whether I do."""

    hearts = serializers.IntegerField()
    mine = serializers.BooleanField()


class SongPageSerializer(serializers.Serializer):
    """One page of songs; who goes on begins behind the last of them, whatever came meanwhile."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True, help_text="always null: pages only go on")
    results = ListedSongSerializer(many=True)
