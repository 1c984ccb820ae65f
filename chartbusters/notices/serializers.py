"""What notices look like in the API."""

from rest_framework import serializers

from chartbusters.notices.kinds import told
from chartbusters.notices.models import Notice


class NoticeSerializer(serializers.ModelSerializer):
    """That something happened: in one sentence, perhaps with words, and where to look."""

    kind = serializers.CharField(source="event.kind")
    told = serializers.SerializerMethodField(help_text="the event in one sentence")
    words = serializers.SerializerMethodField(help_text="what was said besides, or nothing")
    url = serializers.CharField(source="event.address")
    at = serializers.DateTimeField(source="event.at")

    class Meta:
        model = Notice
        fields = ["id", "kind", "told", "words", "url", "at", "read_at"]
        read_only_fields = fields

    def get_told(self, notice: Notice) -> str:
        return told(notice.event)

    def get_words(self, notice: Notice) -> str:
        return str(notice.event.data.get("words", ""))


class ReadSerializer(serializers.Serializer):
    """How many notices were unread, and are read now."""

    read = serializers.IntegerField()
