"""What members, co-authors and late links look like in the API."""

from typing import Any

from rest_framework import serializers

from chartbusters.challenges.models import Author, ClassCode, LateLink, Member
from generation.fields import WholeField


class JoinInput(serializers.Serializer):
    code = serializers.CharField(max_length=40, help_text="the class code, as it was told")


class MembershipSerializer(serializers.Serializer):
    """What a person may do in a challenge, as far as membership goes."""

    challenge = serializers.SlugField()
    enter = serializers.BooleanField()
    vote = serializers.BooleanField()


class AuthorInput(serializers.Serializer):
    username = serializers.CharField(max_length=150)


class AuthorSerializer(serializers.ModelSerializer):
    """Somebody whom the maker of an entry named as a co-author."""

    username = serializers.CharField(source="person.username")

    class Meta:
        model = Author
        fields = ["username", "place", "asked_at", "accepted_at", "declined_at"]
        read_only_fields = fields


class AuthorsSerializer(serializers.Serializer):
    authors = AuthorSerializer(many=True)


class AuthorshipSerializer(serializers.ModelSerializer):
    """An entry whose maker named me as a co-author, and what I said."""

    entry = serializers.UUIDField(source="entry_id")
    title = serializers.CharField(source="entry.title")
    maker = serializers.CharField(source="entry.maker.username")
    challenge = serializers.SlugField(source="entry.challenge.slug")

    class Meta:
        model = Author
        fields = ["entry", "title", "maker", "challenge", "asked_at", "accepted_at", "declined_at"]
        read_only_fields = fields


class SigningInput(serializers.Serializer):
    accept = serializers.BooleanField(help_text="whether I made it too")


class ClassCodeInput(serializers.Serializer):
    places = WholeField(
        min_value=1,
        max_value=20_000,
        allow_null=True,
        default=None,
        help_text="how many may become members by it; null: any number",
    )


class ClassCodeSerializer(serializers.ModelSerializer):
    class Meta:
        model = ClassCode
        fields = ["code", "places", "used", "created_at"]
        read_only_fields = fields


class MembersInput(serializers.Serializer):
    people = serializers.CharField(
        max_length=400_000, help_text="user names and mail addresses, however they are separated"
    )


class ListedSerializer(serializers.Serializer):
    """What became of a list."""

    added = serializers.IntegerField()
    unknown = serializers.ListField(child=serializers.CharField())


class MemberSerializer(serializers.ModelSerializer):
    """A person by user name, or whoever has confirmed a mail address."""

    username = serializers.CharField(source="person.username", allow_null=True, default=None)
    code = serializers.CharField(source="code.code", allow_null=True, default=None)

    class Meta:
        model = Member
        fields = ["id", "username", "email", "code", "created_at"]
        read_only_fields = fields


class LateLinkInput(serializers.Serializer):
    username = serializers.CharField(max_length=150)
    until = serializers.DateTimeField()


class LateLinkSerializer(serializers.ModelSerializer):
    """A late link; `code` is told once, when it is made."""

    username = serializers.CharField(source="person.username")
    code = serializers.SerializerMethodField()

    class Meta:
        model = LateLink
        fields = ["username", "until", "code"]
        read_only_fields = fields

    def get_code(self, link: Any) -> str:
        return str(self.context["code"])
