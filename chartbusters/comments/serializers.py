"""What comments look like in the API."""

from typing import Any

from rest_framework import serializers

from chartbusters.comments.models import LONGEST_SONG, LONGEST_WORDS, Comment, State
from chartbusters.comments.showing import face_of
from generation.fields import WholeField

SPARE = 4  # what cleaning may take away


class CommentSerializer(serializers.ModelSerializer):
    """What somebody said at a moment of a song. One that is `gone` stands there for its replies
    alone, without words and without a name."""

    song = serializers.UUIDField(source="discussion_id")
    parent = serializers.IntegerField(
        source="parent_id", allow_null=True, help_text="the comment that this one answers"
    )
    words = serializers.SerializerMethodField()
    writer = serializers.SerializerMethodField(help_text="user name")
    writer_name = serializers.SerializerMethodField()
    gone = serializers.BooleanField()

    class Meta:
        model = Comment
        fields = ["id", "song", "parent", "at_ms", "words", "writer", "writer_name", "gone"]
        fields += ["written_at", "edited_at"]
        read_only_fields = fields

    def get_words(self, comment: Any) -> str:
        return "" if comment.gone else str(comment.words)

    def get_writer(self, comment: Any) -> str:
        return "" if comment.gone else str(comment.writer.username)

    def get_writer_name(self, comment: Any) -> str:
        return "" if comment.gone else str(comment.writer.shown_name)


class CommentPageSerializer(serializers.Serializer):
    """One page of comments in the order of time."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True, help_text="always null: pages only go on")
    results = CommentSerializer(many=True)


class WordsChange(serializers.Serializer):
    words = serializers.CharField(max_length=SPARE * LONGEST_WORDS)


class CommentInput(WordsChange):
    at_ms = WholeField(
        min_value=0,
        max_value=LONGEST_SONG,
        required=False,
        default=0,
        help_text="moment of the song; one behind its end is its end, a reply has that of `parent`",
    )
    parent = WholeField(min_value=1, required=False, allow_null=True, default=None)


class DiscussionSerializer(serializers.Serializer):
    """What holds for comments on a song."""

    state = serializers.ChoiceField(State.choices)
    count = WholeField(read_only=True, help_text="comments to be read")


class MarkSerializer(serializers.ModelSerializer):
    """A comment as it stands on a waveform."""

    initial = serializers.SerializerMethodField()
    hue = serializers.SerializerMethodField(help_text="number of a colour, from 1")
    name = serializers.SerializerMethodField()

    class Meta:
        model = Comment
        fields = ["id", "at_ms", "initial", "hue", "name", "words"]
        read_only_fields = fields

    def get_name(self, comment: Any) -> str:
        return face_of(comment.writer)[0]

    def get_initial(self, comment: Any) -> str:
        return face_of(comment.writer)[1]

    def get_hue(self, comment: Any) -> int:
        return face_of(comment.writer)[2]


class MarksSerializer(serializers.Serializer):
    """A bounded number of comments all over the song: all of them, or a fair sample."""

    more = WholeField(help_text="of a sample: comments, with replies, that are not in it")
    marks = MarkSerializer(many=True)
