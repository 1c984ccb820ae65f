"""What people and their tokens look like in the API."""

from rest_framework import serializers

from chartbusters.accounts.models import Token, User
from chartbusters.accounts.services import LONGEST_DAYS, LONGEST_NAME
from generation.fields import WholeField


class MeSerializer(serializers.ModelSerializer):
    """Who the site takes you for."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = User
        fields = ["username", "display_name", "about", "url"]
        read_only_fields = fields


class TokenInput(serializers.Serializer):
    """A token to make. Without `days` it lasts until it is taken away."""

    name = serializers.CharField(max_length=LONGEST_NAME)
    days = WholeField(
        min_value=1, max_value=LONGEST_DAYS, required=False, allow_null=True, default=None
    )


class TokenSerializer(serializers.ModelSerializer):
    """A token without its secret; `begins` is how the secret begins."""

    begins = serializers.CharField(source="token_key")
    created_at = serializers.DateTimeField(source="created")
    expires_at = serializers.DateTimeField(source="expiry", allow_null=True)
    ended = serializers.BooleanField()

    class Meta:
        model = Token
        fields = ["id", "name", "begins", "created_at", "expires_at", "ended", "last_used_at"]
        read_only_fields = fields


class NewTokenSerializer(TokenSerializer):
    """A token with its secret, which is told this once."""

    token = serializers.CharField(source="secret")

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "token"]
        read_only_fields = fields
